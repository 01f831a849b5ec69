import type { FlagRow } from "../model/flag.ts";
import { REPORT_FORMS } from "../model/report_form.ts";
import { HISTORY_FLAG } from "./history_flag.ts";
import { SCRIPT_FLAGS } from "./script_flags.ts";

const FORMS = REPORT_FORMS.map(({ name }) => name);

/** CI systems for which annotations are written. */
export const ANNOTATED = ["github", "azure"] as const;

/** A report starts nothing: it has no run of its own. */
const LEFT_OUT = new Set(["run-id"]);

/** Every flag of `report`, in the order of its help text. */
export const REPORT_FLAGS: readonly FlagRow[] = [
  {
    name: "format",
    group: "selection",
    value: "choice",
    placeholder: "<form>",
    choices: FORMS,
    repeat: true,
    summary: `what the record is shown as: ${FORMS.join(", ")}; terminal unless said`,
  },
  {
    name: "to",
    group: "selection",
    value: "text",
    placeholder: "<path>",
    summary:
      "the file, or the folder for several forms; one form goes to standard output without it",
  },
  {
    name: "ci",
    group: "selection",
    value: "choice",
    placeholder: ANNOTATED.join("|"),
    choices: ANNOTATED,
    summary: "whose annotations; the CI system that is found around it, or github, unless said",
  },
  HISTORY_FLAG,
  ...SCRIPT_FLAGS.filter(({ name }) => !LEFT_OUT.has(name)),
];
