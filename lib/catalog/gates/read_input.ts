import type { GateFault, Unread } from "../../model/gate.ts";
import { makeFault } from "./collect_faults.ts";
import { tellWhole } from "./tell_value.ts";

/** The codes of everything that reads a file. */
export const INPUT_CODES = {
  missing_artifact: "Make the artifact with the command of the gate, or correct its path",
  unreadable_artifact:
    "Make the artifact anew: it is torn, too large, no JSON, a link, or not to be read by this user",
} as const;

/** Why an input cannot be judged, as a fault: what is not there is `missing_artifact`. */
export function explainUnread(path: string, { code, why }: Unread): GateFault {
  const isMissing = code === "not-found";
  return makeFault(
    isMissing ? "missing_artifact" : "unreadable_artifact",
    path,
    isMissing ? `${path} is missing` : explain(path, tellWhole(why)),
    { path, at: null },
  );
}

/** Whoever read it may have named it already. */
function explain(path: string, why: string): string {
  return why.includes(path) ? why : `${path} cannot be used: ${why}`;
}
