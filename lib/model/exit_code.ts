import type { Verdict } from "./verdict.ts";

/** One row of the exit code table; `docs/exit_codes.md` is checked against these. */
export interface ExitCodeRow {
  readonly exit: number;
  /** The verdict, or a word for the endings that are no verdict. */
  readonly name: Verdict | "usage" | "bug";
  /** When it is given, for a reader of the documentation. */
  readonly when: string;
}

/** Every exit code a script of ours can end with; append-only. */
export const EXIT_CODES: readonly ExitCodeRow[] = [
  {
    exit: 0,
    name: "passed",
    when: "everything planned ran, was proved to run, and passed",
  },
  { exit: 0, name: "flaky", when: "passed, some test only after a retry" },
  {
    exit: 0,
    name: "degraded",
    when:
      "the failsafe set passed; the container never ran, or was lost by a cause proved to lie " +
      'outside it (6 where `failsafe.policy` is `"strict"` or with `--require-container`)',
  },
  { exit: 1, name: "failed", when: "a required test or check failed" },
  { exit: 2, name: "usage", when: "bad usage, config or record; nothing was run" },
  {
    exit: 3,
    name: "infra",
    when:
      "neither container nor failsafe could run, because of the environment; or the container " +
      "was lost in the middle by a cause a test could have made itself, or unknown, even when the " +
      "failsafe set is green; `--preflight`: neither could run",
  },
  {
    exit: 4,
    name: "unproven",
    when:
      "the witnesses (exit code, this attempt's report, the trailer from inside the container) " +
      "do not agree or are missing: no report, a stale, empty, truncated or contradicting one, zero tests",
  },
  { exit: 5, name: "incomplete", when: "all that ran passed, but planned tests did not run" },
  {
    exit: 6,
    name: "degraded",
    when: 'degraded, where `failsafe.policy` is `"strict"` or with `--require-container`; ' +
      "`--preflight`: a run would be",
  },
  { exit: 7, name: "flaky", when: "flaky, with `--fail-on-flaky`" },
  { exit: 70, name: "bug", when: "a bug of ours, with its stack and a request to report it" },
  { exit: 130, name: "cancelled", when: "SIGINT; artifacts are written, containers are gone" },
  { exit: 143, name: "cancelled", when: "SIGTERM; artifacts are written, containers are gone" },
];

/** Exit code of bad usage, configuration or record. */
export const EXIT_USAGE = 2;
/** Exit code of a bug of ours. */
export const EXIT_BUG = 70;
