import { SCRIPT_FLAGS } from "./script_flags.ts";
import { CONTAINER_FLAGS } from "./container_flags.ts";
import type { FlagRow } from "../model/flag.ts";
import { MODES, PROFILES } from "../model/plan.ts";

/** Flags that say what runs and where. */
const SELECTION_FLAGS: readonly FlagRow[] = [
  {
    name: "mode",
    group: "selection",
    value: "choice",
    placeholder: MODES.join("|"),
    choices: MODES,
    env: "QA_MODE",
    summary: "container first with the failsafe behind it, or one of them alone",
  },
  {
    name: "profile",
    group: "selection",
    value: "choice",
    placeholder: PROFILES.join("|"),
    choices: PROFILES,
    env: "QA_PROFILE",
    summary: "which of the suites are meant",
  },
  {
    name: "suite",
    group: "selection",
    value: "identifier",
    placeholder: "<name>",
    repeat: true,
    summary: "only this suite, and what it needs",
  },
  {
    name: "exclude",
    group: "selection",
    value: "identifier",
    placeholder: "<name>",
    repeat: true,
    summary: "leave this suite out",
  },
  {
    name: "jobs",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 1,
    max: 256,
    env: "QA_JOBS",
    summary: "suites at once",
  },
  {
    name: "dry-run",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "print the plan and where each setting came from; run nothing",
  },
  {
    name: "init",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "write a commented qa.jsonc from what was detected; run nothing",
  },
  {
    name: "require-container",
    group: "selection",
    value: "none",
    placeholder: "",
    negatable: true,
    env: "QA_REQUIRE_CONTAINER",
    summary: "a green failsafe exits 6 instead of 0",
  },
];

/** Every flag of `qa_gate`, in the order of its help text. */
export const QA_GATE_FLAGS: readonly FlagRow[] = [
  ...SELECTION_FLAGS,
  ...CONTAINER_FLAGS,
  ...SCRIPT_FLAGS,
];
