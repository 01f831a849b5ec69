import type { ReportFormat } from "../model/plan.ts";
import type { ReportReader } from "../model/report_reading.ts";

/** Every report format and how its streaming reader is loaded: only when such a report is there. */
export const READERS: Readonly<Record<ReportFormat, () => Promise<ReportReader>>> = {
  junit: () => import("../formats/read_junit.ts").then((module) => module.readJunit),
  libtest: () => import("../formats/read_libtest.ts").then((module) => module.readLibtest),
  progress: () => import("../formats/read_progress.ts").then((module) => module.readProgress),
  "go-test": () => import("../formats/read_go_test.ts").then((module) => module.readGoTest),
  tap: () => import("../formats/read_tap.ts").then((module) => module.readTap),
  deno: () => import("../formats/read_deno.ts").then((module) => module.readDeno),
  reporter: () => import("../formats/read_reporter.ts").then((module) => module.readReporter),
};
