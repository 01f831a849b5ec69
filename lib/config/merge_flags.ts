import type { FlagRow } from "../model/flag.ts";
import { ANNOUNCE_FLAG } from "./announce_flag.ts";
import { HISTORY_FLAG } from "./history_flag.ts";
import { SCRIPT_FLAGS } from "./script_flags.ts";

/** Every flag of `merge`, in the order of its help text. */
export const MERGE_FLAGS: readonly FlagRow[] = [HISTORY_FLAG, ANNOUNCE_FLAG, ...SCRIPT_FLAGS];
