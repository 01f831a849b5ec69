import { TEST_OUTCOMES, type TestOutcome } from "../model/outcome.ts";
import type { EarlierTry, ReportedTest } from "../model/test_result.ts";
import { explainError } from "./reporter_error.ts";
import type { ReporterResult } from "./reporter_line.ts";
import { WHOLE_FILE, WHOLE_RUN } from "./reporter_names.ts";

/** Characters of a name that are kept. */
const NAME_MAX = 16 * 1024;
/** Jest, Vitest, Mocha and node have no word for it but this one. */
const TIMEOUT =
  /^(?:\w*Error: )?(?:thrown: ")?(?:Exceeded timeout of \d+ ms|(?:Test|Hook) timed out in \d+ms|(?:Test t|T)imeout of \d+ms exceeded)/;
/** Words of the tools that are not among ours. */
const STATUSES: Readonly<Record<string, TestOutcome>> = {
  pending: "skipped",
  disabled: "skipped",
  todo: "skipped",
};

/** A test as our reporters tell it, in our words; `root` is the folder in which the tool ran. */
export function reportedTest(result: ReporterResult, root: string): ReportedTest {
  const file = relativeTo(root, result.file);
  const error = explainError(result.errors.join("\n\n"), file);
  const earlier = result.retries.map((text) => earlierTry(text, file));
  const outcome = outcomeOf(result, error.message);
  const reason = result.status === "todo" ? result.reason || "todo" : result.reason;
  return {
    file,
    className: result.groups.join(" > ").slice(0, NAME_MAX),
    name: result.name.slice(0, NAME_MAX),
    outcome,
    durationMs: result.durationMs === null ? null : Math.round(result.durationMs * 1e3) / 1e3,
    message: error.message || (outcome === "unexpected-pass" ? UNEXPECTED : firstLine(reason)),
    details: error.details,
    line: error.line ?? result.line,
    ...(earlier.length === 0 ? {} : { earlier }),
  };
}

/** The one error that stands for a file that could not be loaded, or whose process died. */
export function brokenFile(
  told: { readonly file: string; readonly error: string | null; readonly line: number | null },
  root: string,
): ReportedTest {
  const file = relativeTo(root, told.file);
  const error = explainError(told.error ?? "", file);
  const line = error.line ?? told.line;
  return { ...error, file, line, className: "", name: WHOLE_FILE, ...BROKEN };
}

/** An error that belongs to no test and no file. */
export function brokenRun(text: string): ReportedTest {
  return { ...explainError(text, ""), file: "", className: "", name: WHOLE_RUN, ...BROKEN };
}

const UNEXPECTED = "it passed, and was expected to fail";
const BROKEN = { outcome: "error", durationMs: null } as const;

function outcomeOf({ status, retries }: ReporterResult, message: string): TestOutcome {
  if (status === "passed") return retries.length > 0 ? "flaky" : "passed";
  if (status === "failed") return TIMEOUT.test(message) ? "timed-out" : "failed";
  return STATUSES[status] ?? TEST_OUTCOMES.find((one) => one === status) ?? "error";
}

function earlierTry(text: string, file: string): EarlierTry {
  const { message, details } = explainError(text, file);
  const outcome = TIMEOUT.test(message) ? "timed-out" : "failed";
  return { outcome, duration_ms: null, message, details };
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").slice(0, 2000);
}

/** The same in the container and outside of it, and with `/` on every system. */
function relativeTo(root: string, path: string): string {
  const [base, whole] = [root, path].map((one) => one.replaceAll("\\", "/"));
  if (whole === undefined || base === undefined || base === "") return whole ?? "";
  const folder = base.endsWith("/") ? base : `${base}/`;
  return whole.startsWith(folder) ? whole.slice(folder.length) : whole;
}
