import type { FlagRow } from "../model/flag.ts";
import { CONTAINER_FLAGS } from "./container_flags.ts";
import { SCRIPT_FLAGS } from "./script_flags.ts";

/** Most attempts that a diagnosis makes. */
const MOST_ATTEMPTS = 50;

/** Flags that say what is diagnosed, and how far a diagnosis may go. */
const SELECTION_FLAGS: readonly FlagRow[] = [
  {
    name: "suite",
    group: "selection",
    value: "identifier",
    placeholder: "<name>",
    summary: "the suite to diagnose; the first one that runs tests unless said",
  },
  {
    name: "pytest-args",
    group: "selection",
    value: "words",
    placeholder: '"<args>"',
    takesDashes: true,
    summary: "further arguments of the tool, split as a shell splits; no shell runs",
  },
  {
    name: "attempts",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 1,
    max: MOST_ATTEMPTS,
    env: "QA_ATTEMPTS",
    summary: "how often it may be tried, each time with one change; 6 unless said",
  },
  {
    name: "max-memory",
    group: "selection",
    value: "size",
    placeholder: "<size>",
    env: "QA_MAX_MEMORY",
    summary: "no attempt gets more; what this machine has free unless said",
  },
  {
    name: "max-timeout",
    group: "selection",
    value: "duration",
    placeholder: "<duration>",
    env: "QA_MAX_TIMEOUT",
    summary: "no attempt gets longer; eight times the suite's own unless said, 2h at most",
  },
  {
    name: "sample-interval",
    group: "selection",
    value: "duration",
    placeholder: "<duration>",
    env: "QA_SAMPLE_INTERVAL",
    summary: "between two looks at the container's counters, 50ms or more; 250ms unless said",
  },
];

/** Every flag of `diagnostic_run`, in the order of its help text. */
export const DIAGNOSTIC_FLAGS: readonly FlagRow[] = [
  ...SELECTION_FLAGS,
  ...CONTAINER_FLAGS,
  ...SCRIPT_FLAGS,
];
