import type { HelpHeader } from "./format_help.ts";

/** What `diagnostic_run --help` says beside its flags. */
export const DIAGNOSTIC_HEADER: HelpHeader = {
  usage: "diagnostic_run [-- <command …>]",
  answers: "Finds out why a suite dies in its container, and with which settings it lives.",
  writes: [
    "The first attempt runs the suite as it is configured; each further one changes one setting, " +
    "chosen from what was seen. After a part of the suite has run, it goes back to the whole, with " +
    "everything kept that has helped.",
    "It works with a qa.jsonc, without one, and for any command behind --. Artifacts stand in " +
    "outputs/qa/logs/<run_id>/: those of the last attempt at the top, each attempt's in " +
    "attempts/<n>/; summary.json tells the whole story, report.md on one page.",
    "It exits 0 when at least one test ran to its end and an exit code was recorded, also where " +
    "tests fail; 3 when there is no engine, no image or no way for a container to run; 4 when no " +
    "test could be made to run; 2 for bad usage.",
  ],
  examples: [
    { command: "diagnostic_run", does: "the first suite of qa.jsonc, or what was detected" },
    {
      command: "diagnostic_run --suite unit --attempts 8",
      does: "one suite, with up to eight attempts",
    },
    {
      command: "diagnostic_run --image python:3.12 --pytest-args '-k \"a or b\"'",
      does: "a repository without configuration",
    },
    {
      command: "diagnostic_run --image debian:12 --memory 64m -- make check",
      does: "any command",
    },
  ],
};
