import type { RootCauseClass } from "../../lib/model/signature.ts";
import type { RemedyId } from "../../lib/model/remedy.ts";
import type { DIAGNOSTIC_OUTCOMES } from "../../lib/model/diagnostic_attempt.ts";

/** One way in which a suite dies for real, and what a diagnosis must make of it. */
export interface DiagnosticCase {
  readonly files: Readonly<Record<string, string | object>>;
  readonly args: readonly string[];
  /** Behind `--`; none where the project's own suite is meant. */
  readonly command?: readonly string[];
  readonly image?: "python" | "busybox";
  /** Class of the surest finding of the first attempt. */
  readonly class: RootCauseClass;
  /** Of all further attempts, in order. */
  readonly remedies: readonly RemedyId[];
  readonly outcome: typeof DIAGNOSTIC_OUTCOMES[number];
  readonly exit: number;
  /** Who was killed for memory in the first attempt; nobody unless said. */
  readonly oom?: string;
}
