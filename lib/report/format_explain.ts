import { basename, dirname } from "@std/path";
import type { RunRecord } from "../model/run_record.ts";
import { recordPath } from "./format_record_replay.ts";
import { quoteShell } from "./quote_shell.ts";

const SCRIPTS: readonly string[] = ["qa_gate.ts", "replay.ts"];

/**
 * Our own command that says why a run failed, as one line for sh from any folder; null where the
 * script that does so is not beside the one that was used.
 */
export function formatExplain(record: RunRecord): string | null {
  const { root } = record.plan;
  const [script = ""] = record.invocation;
  if (!SCRIPTS.includes(basename(script))) return null;
  const replay = `${dirname(script)}/replay.ts`;
  const shown = replay.startsWith(`${root}/`) ? replay.slice(root.length + 1) : replay;
  const words = ["deno", "run", "-A", shown, "--explain", recordPath(record)];
  return `${quoteShell(["cd", root])} && ${quoteShell(words)}`;
}
