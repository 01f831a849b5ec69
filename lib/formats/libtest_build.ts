import type { ReportedTest } from "../model/test_result.ts";

/** Characters kept of what the compiler said. */
const DETAILS_MAX = 64 * 1024;
/** Most targets that are told by name. */
const TARGETS_MAX = 100;

const ERROR = /^error(?:\[E\d+\])?: (?!could not compile |aborting due to )(.*)$/;
const GAVE_UP = /^error: could not compile `([^`]+)`(?: \(([^)]*)\))? due to /;

/** Reads cargo's words before any test ran; `failed` gives one error for each target that did not compile. */
export function createBuildReading(): {
  line(text: string): void;
  failed(): readonly ReportedTest[];
} {
  const targets = new Set<string>();
  let message = "";
  let details = "";
  return {
    line(text) {
      const [, crate, target] = GAVE_UP.exec(text) ?? [];
      if (crate !== undefined && targets.size < TARGETS_MAX) {
        targets.add(target === undefined ? crate : `${crate} (${target})`);
      }
      message ||= ERROR.exec(text)?.[1] ?? "";
      if (message !== "") {
        details += `${text}\n`.slice(0, Math.max(0, DETAILS_MAX - details.length));
      }
    },
    failed: () =>
      [...targets].map((className) => ({
        ...{ file: "", className, name: "[build failed]", outcome: "error", durationMs: null },
        ...{ message: message || "it does not compile", details: details.trim(), line: null },
      })),
  };
}
