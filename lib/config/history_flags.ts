import type { FlagRow } from "../model/flag.ts";
import { HISTORY_FLAG } from "./history_flag.ts";
import { SCRIPT_FLAGS } from "./script_flags.ts";

const KNOWN = new Set(["config", "root", "outputs", "json", "completions", "version", "help"]);

/** Every flag of `history`, in the order of its help text. */
export const HISTORY_FLAGS: readonly FlagRow[] = [
  {
    name: "test",
    group: "selection",
    value: "text",
    placeholder: "<id>",
    repeat: true,
    summary: "the past of this test alone",
  },
  {
    name: "limit",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 1,
    max: 10_000,
    summary: "tests of each list; 10 unless said",
  },
  {
    name: "rebuild",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "make it again from the records in the outputs folder",
  },
  {
    name: "prune",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "forget old runs: those beyond --keep-days and --keep-size",
  },
  {
    name: "keep-days",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 1,
    max: 36_500,
    summary: "what is older is pruned; 180 unless said",
  },
  {
    name: "keep-size",
    group: "selection",
    value: "size",
    placeholder: "<size>",
    summary: "the oldest runs beyond it are pruned; 256m unless said",
  },
  {
    name: "dry-run",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "with --prune: only tell what would be forgotten",
  },
  HISTORY_FLAG,
  ...SCRIPT_FLAGS.filter(({ name }) => KNOWN.has(name)),
];
