import type { FlagRow } from "../model/flag.ts";

/** Whether a CI system is told of a run beyond its log, for every script that makes one. */
export const ANNOUNCE_FLAG: FlagRow = {
  name: "announce",
  group: "common",
  value: "none",
  placeholder: "",
  negatable: true,
  env: "QA_ANNOUNCE",
  summary:
    "in a CI system: write its job summary and annotations, as far as it has them; on unless said",
};
