import type { FlagRow } from "../model/flag.ts";

/** Flags that compare a run with an earlier one. */
export const DIFF_FLAGS: readonly FlagRow[] = [
  {
    name: "diff-from",
    group: "selection",
    value: "text",
    placeholder: "<record>",
    env: "QA_DIFF_FROM",
    summary: "say what is new since this run (a summary.json, a run's folder or id, latest)",
  },
  {
    name: "only-regressions",
    group: "selection",
    value: "none",
    placeholder: "",
    negatable: true,
    env: "QA_ONLY_REGRESSIONS",
    summary: "with --diff-from: failures that are known from there do not fail the run",
  },
];
