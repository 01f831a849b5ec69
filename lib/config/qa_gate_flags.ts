import { ANNOUNCE_FLAG } from "./announce_flag.ts";
import { HISTORY_FLAG } from "./history_flag.ts";
import { LLM_FLAGS } from "./llm_flags.ts";
import { SCRIPT_FLAGS } from "./script_flags.ts";
import { CONTAINER_FLAGS } from "./container_flags.ts";
import { DIFF_FLAGS } from "./diff_flags.ts";
import { ENGINE_FLAGS } from "./engine_flags.ts";
import { SHARD_FLAGS } from "./shard_flags.ts";
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
    name: "retries",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 0,
    max: 10,
    env: "QA_RETRIES",
    summary: "how often a suite that failed is tried again, with what failed; 0 unless said",
  },
  {
    name: "max-rerun-failures",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 1,
    max: 200,
    env: "QA_MAX_RERUN_FAILURES",
    summary: "with more failed tests than this, a suite is not tried again; 20 unless said",
  },
  {
    name: "fail-on-flaky",
    group: "selection",
    value: "none",
    placeholder: "",
    negatable: true,
    env: "QA_FAIL_ON_FLAKY",
    summary: "a test that passes only when tried again exits 7 instead of 0",
  },
  {
    name: "fail-fast",
    group: "selection",
    value: "none",
    placeholder: "",
    negatable: true,
    env: "QA_FAIL_FAST",
    summary: "once a required suite has failed, start nothing more",
  },
  {
    name: "deadline",
    group: "selection",
    value: "duration",
    placeholder: "<duration>",
    env: "QA_DEADLINE",
    summary: "for the whole run: then what runs is ended, and what waits is not run",
  },
  {
    name: "rerun-from",
    group: "selection",
    value: "text",
    placeholder: "<record>",
    repeat: true,
    summary: "only what failed in this record (a summary.json, a run's folder or id, latest)",
  },
  {
    name: "test",
    group: "selection",
    value: "words",
    placeholder: "<id>",
    repeat: true,
    summary: "with --rerun-from: only this test, its id or the end of one behind ::",
  },
  {
    name: "dry-run",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "print the plan and where each setting came from; run nothing",
  },
  {
    name: "preflight",
    group: "selection",
    value: "none",
    placeholder: "",
    summary: "look whether it could run here, and say what mends what is not right; run no suite",
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
  ...SHARD_FLAGS,
  ...DIFF_FLAGS,
  ...CONTAINER_FLAGS,
  ...ENGINE_FLAGS,
  ...LLM_FLAGS,
  HISTORY_FLAG,
  ANNOUNCE_FLAG,
  ...SCRIPT_FLAGS,
];
