import { quoteShell } from "./quote_shell.ts";

/** How a verdict was called, as far as it matters to who calls it again. */
export interface VerdictCall {
  /** Absolute path of the script. */
  readonly script: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** Flags that say what is judged, such as `--outputs` and `--now`. */
  readonly flags: readonly string[];
}

/** The verdict as one line for a shell that works from any folder, with what is to be added to it. */
export function formatVerdictCall(
  { script, root, flags }: VerdictCall,
  added: readonly string[] = [],
): string {
  // The task `qa:verdict` is there in this repository alone.
  const shown = script.startsWith(`${root}/`) ? script.slice(root.length + 1) : script;
  const argv = ["deno", "run", "-A", shown, ...flags, ...added];
  return `${quoteShell(["cd", root])} && ${quoteShell(argv)}`;
}
