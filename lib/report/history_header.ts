import type { HelpHeader } from "./format_help.ts";

/** What `history --help` says beside its flags. */
export const HISTORY_HEADER: HelpHeader = {
  usage: "history",
  answers:
    "Says what earlier runs tell of the tests: which fail and since when, which are unsteady and how " +
    "often, which take long.",
  writes: [
    "Every run adds itself to outputs/qa/history.sqlite. It is a memory of the records, not a record: " +
    "it may be deleted, and made again with --rebuild.",
  ],
  examples: [
    { command: "history", does: "what fails, what is unsteady, what is slow" },
    { command: "history --test 'unit::tests/a.py::test_b'", does: "the past of one test" },
    { command: "history --prune --keep-days 30 --dry-run", does: "what would be forgotten" },
    { command: "history --rebuild", does: "make it again from the records" },
  ],
};
