import { quoteShell } from "./quote_shell.ts";

/** How templates spell our replay; the task is there in this repository alone. */
const TASK = /^deno task qa:replay(?=\s|$)/;

/** A command with our replay as it was really called: the script, wherever it stands. */
export function nameScript(command: string, script: string): string {
  return command.replace(TASK, () => quoteShell(["deno", "run", "-A", script]));
}
