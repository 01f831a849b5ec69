import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { faultOfFlag, readSetting } from "../model/flag_value.ts";

/** True unless `--no-announce` or QA_ANNOUNCE says otherwise; a word that is neither is warned of. */
export function isAnnounced(
  host: Host,
  flags: ParsedFlags,
  warn: (message: string) => void,
): boolean {
  const environment = host.environment();
  const row = flags.rows.find(({ name }) => name === "announce");
  const text = environment[row?.env ?? ""] ?? "";
  const fault = row === undefined || text === "" ? null : faultOfFlag(row, text);
  if (fault !== null && !flags.values.has("announce")) {
    warn(`${row?.env} is not used: ${fault}`);
    return true;
  }
  return readSetting(flags, environment, "announce")?.text !== "false";
}
