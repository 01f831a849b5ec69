import type { ReportFormat } from "../model/plan.ts";
import type { ReportReader } from "../model/report_reading.ts";

/** Every report format and how its streaming reader is loaded: only when such a report is there. */
export const READERS: Readonly<Record<ReportFormat, () => Promise<ReportReader>>> = {
  junit: () => import("../formats/read_junit.ts").then((module) => module.readJunit),
  libtest: () => import("../formats/read_libtest.ts").then((module) => module.readLibtest),
};
