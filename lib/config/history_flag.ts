import type { FlagRow } from "../model/flag.ts";

/** The path of the history, for every script that reads or adds to it. */
export const HISTORY_FLAG: FlagRow = {
  name: "history",
  group: "common",
  value: "text",
  placeholder: "<path>|off",
  env: "QA_HISTORY",
  summary: "where earlier runs are remembered; history.sqlite in the outputs unless said",
};
