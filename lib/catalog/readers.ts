import { readJunit } from "../formats/read_junit.ts";
import { readLibtest } from "../formats/read_libtest.ts";
import type { ReportFormat } from "../model/plan.ts";
import type { ReportReader } from "../model/report_reading.ts";

/** Every report format and the streaming reader that understands it. */
export const READERS: Readonly<Record<ReportFormat, ReportReader>> = {
  junit: readJunit,
  libtest: readLibtest,
};
