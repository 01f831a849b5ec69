import type { CauseJson } from "../model/explanation_json.ts";
import type { FlakeJson } from "../model/failure_digest_json.ts";
import type { Signals, SignatureRow } from "../model/signature.ts";

/** What a record is explained with. */
export interface RecordMeans {
  readonly rows: readonly SignatureRow[];
  /** Only these suites; all that did not pass where it is empty. */
  readonly suites: readonly string[];
}

/** A cause, and how the evidence behind it is read: for whoever wants to look at it too. */
export interface FoundCause {
  readonly cause: CauseJson;
  readonly evidence: () => Promise<Signals>;
}

/** Why the suites of a record did not pass, and which of its tests are unsteady. */
export interface ExplainedRecord {
  readonly causes: readonly FoundCause[];
  readonly flaky: readonly FlakeJson[];
}
