import type { Annotation, AnnotationLimits, CiHostRow } from "../model/ci_host.ts";
import type { RunRecord } from "../model/run_record.ts";
import { cleanLine } from "./clean_terminal.ts";
import { fitBytes } from "./fit_bytes.ts";
import { formatNumber } from "./format_counts.ts";
import { formatRecordReplay } from "./format_record_replay.ts";
import { listCauses, type RunCause } from "./list_causes.ts";
import { projectPlace } from "./project_place.ts";

/** What annotations need beside the record. */
export interface AnnotationOptions {
  /** Absolute folder of the checkout; the project's root where absent. */
  readonly workspace?: string;
}

/** Ids that an annotation names. */
const NAMED = 3;
const MAX_MESSAGE = 1000;

/** A cause with the place in the checkout at which it is shown. */
interface PlacedCause {
  readonly cause: RunCause;
  readonly file: string;
  readonly line: number;
}

/**
 * Lines that a CI system shows beside the code: one for each cause with a line in the project, what is
 * new first, never more than the system keeps; then one with the exact number of those left out. None
 * for a system without annotations, and for a run in which no test failed.
 */
export function formatAnnotations(
  record: RunRecord,
  host: Pick<CiHostRow, "annotations">,
  { workspace }: AnnotationOptions = {},
): readonly string[] {
  const limits = host.annotations;
  if (limits === null) return [];
  const causes = listCauses(record);
  const checkout = { root: record.plan.root, ...workspace !== undefined && { workspace } };
  const placed = causes.flatMap((cause): readonly PlacedCause[] => {
    const file = projectPlace(cause.assertion.file, checkout);
    const { line } = cause.assertion;
    return file === null || line === null ? [] : [{ cause, file, line }];
  });
  const [errors, warnings] = [placed.filter(isError), placed.filter((one) => !isError(one))];
  const shown = [...errors.slice(0, limits.maxErrors), ...warnings.slice(0, limits.maxWarnings)];
  const lines = shown.map((one) => limits.format(makeAnnotation(record, one, limits)));
  const rest = explainRest(placed.length - shown.length, causes.length - placed.length);
  return rest === null ? lines : [...lines, limits.format(rest)];
}

/** What a change can act on; what was known before it, or is not required, only warns. */
function isError({ cause }: PlacedCause): boolean {
  return cause.isRequired && cause.isNew !== false;
}

function makeAnnotation(
  record: RunRecord,
  one: PlacedCause,
  { maxTitleBytes, maxMessageBytes }: AnnotationLimits,
): Annotation {
  const { cause, file, line } = one;
  const { count, tests, suites, assertion } = cause;
  const [first = ""] = tests;
  const what = count === 1 ? first : `${formatNumber(count, "test")} of ${suites.join(", ")}`;
  const kind = cause.isNew === null ? "" : cause.isNew ? "new: " : "known: ";
  const said = [assertion.type, assertion.message].filter((part) => part !== "").join(": ");
  const more = count > NAMED ? [`… and ${count - NAMED} more`] : [];
  const single = tests.length === 1 && count === 1 ? { test: first } : {};
  const message = [
    fitBytes(cleanLine(said) || "it failed", MAX_MESSAGE),
    ...count === 1 ? [] : [...tests.slice(0, NAMED).map(cleanLine), ...more],
    `replay: ${formatRecordReplay(record, single)}`,
  ].join("\n");
  return {
    level: isError(one) ? "error" : "warning",
    file,
    line,
    title: fitBytes(cleanLine(`${kind}${what}`), maxTitleBytes),
    message: fitBytes(message, maxMessageBytes),
  };
}

/** Said where something is missing; it decides nothing, so it is a notice. */
function explainRest(cut: number, unplaced: number): Annotation | null {
  if (cut + unplaced === 0) return null;
  const parts = [
    cut === 0 ? "" : `${formatNumber(cut, "more cause")} than fit here`,
    unplaced === 0 ? "" : `${formatNumber(unplaced, "cause")} without a line in the project`,
  ].filter((part) => part !== "");
  const message = `Not annotated: ${parts.join(", and ")}; all are in report.md`;
  return { level: "notice", file: "", line: null, title: "QA Gate", message };
}
