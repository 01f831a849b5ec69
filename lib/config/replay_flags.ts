import type { FlagRow } from "../model/flag.ts";
import { CONTAINER_FLAGS } from "./container_flags.ts";
import { LLM_FLAGS } from "./llm_flags.ts";
import { QA_GATE_FLAGS } from "./qa_gate_flags.ts";
import { SCRIPT_FLAGS } from "./script_flags.ts";

/** Most runs that `--repeat` makes of a suite. */
const MOST_REPEATS = 1000;

/** Flags that say what of a record is replayed, and how. */
const SELECTION_FLAGS: readonly FlagRow[] = [
  {
    name: "suite",
    group: "selection",
    value: "identifier",
    placeholder: "<name>",
    repeat: true,
    summary: "only what failed in this suite; all of it where it did not fail",
  },
  {
    name: "test",
    group: "selection",
    value: "words",
    placeholder: "<id>",
    repeat: true,
    summary: "only this test: its id, or the end of one behind ::",
  },
  {
    name: "gates",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "only failed gates: checks, which are judged by their exit code alone",
  },
  {
    name: "shard-index",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 0,
    max: 9999,
    summary: "only what this shard of a sharded run was given, 0-based",
  },
  {
    name: "debug",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "the test tool says more about what it does",
  },
  {
    name: "serial",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "one test after the other, one suite after the other",
  },
  {
    name: "repeat",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 1,
    max: MOST_REPEATS,
    summary:
      "run each suite so often, whatever it answers, and say which tests fail always, sometimes, never",
  },
  {
    name: "print",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "print the commands alone, quoted for sh and PowerShell; run nothing",
  },
  {
    name: "explain",
    group: "selection",
    value: "words",
    placeholder: "<text>|<file>|<record>|-",
    bare: "",
    summary:
      "say what a failure is, from which evidence, what mends it and how it is replayed; run " +
      "nothing; - reads standard input, and without a value the given or newest record is meant",
  },
  {
    name: "allow-recorded-commands",
    group: "selection",
    value: "none",
    placeholder: "",
    summary:
      "for suites that the configuration does not have: show the recorded command, and run it",
  },
];

/** Flags that mean the same as in the gate; what none of them says is as it was in the record. */
const AS_IN_GATE = [
  "mode",
  "jobs",
  "retries",
  "fail-on-flaky",
  "deadline",
  "dry-run",
  "history",
  "announce",
];

/** Every flag of `replay`, in the order of its help text. */
export const REPLAY_FLAGS: readonly FlagRow[] = [
  ...SELECTION_FLAGS,
  ...QA_GATE_FLAGS.filter(({ name }) => AS_IN_GATE.includes(name)),
  ...CONTAINER_FLAGS,
  ...LLM_FLAGS,
  ...SCRIPT_FLAGS,
];
