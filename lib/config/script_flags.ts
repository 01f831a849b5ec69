import { COMPLETED_SHELLS } from "../model/completed_shell.ts";
import type { FlagRow } from "../model/flag.ts";

/** Flags that every script has. */
export const SCRIPT_FLAGS: readonly FlagRow[] = [
  {
    name: "config",
    group: "common",
    value: "text",
    placeholder: "<path>",
    env: "QA_CONFIG",
    summary: "configuration file; qa.jsonc in the root unless said",
  },
  {
    name: "root",
    group: "common",
    value: "text",
    placeholder: "<path>",
    env: "QA_ROOT",
    summary: "the project; the nearest folder with a qa.jsonc, or the current one",
  },
  {
    name: "outputs",
    group: "common",
    value: "text",
    placeholder: "<path>",
    env: "QA_OUTPUTS",
    summary: "folder for results; outputs/qa unless said; a relative path is told from the root",
  },
  {
    name: "run-id",
    group: "common",
    value: "identifier",
    placeholder: "<id>",
    env: "QA_RUN_ID",
    summary: "identity of this run; made from time and chance unless said",
  },
  {
    name: "json",
    group: "common",
    value: "none",
    placeholder: "",
    summary: "one JSON object on standard output, all else on standard error",
  },
  {
    name: "quiet",
    group: "common",
    value: "none",
    placeholder: "",
    summary: "only the verdict and what leads to it",
  },
  {
    name: "no-color",
    group: "common",
    value: "none",
    placeholder: "",
    summary: "no colours; so does NO_COLOR",
  },
  {
    name: "completions",
    group: "common",
    value: "choice",
    placeholder: COMPLETED_SHELLS.join("|"),
    choices: COMPLETED_SHELLS,
    summary: "print what completes these flags in a shell, to be sourced there",
  },
  {
    name: "version",
    group: "common",
    value: "none",
    placeholder: "",
    summary: "print the version",
  },
  {
    name: "help",
    group: "common",
    value: "none",
    placeholder: "",
    short: "h",
    summary: "print this text",
  },
];
