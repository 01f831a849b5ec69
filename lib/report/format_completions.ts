import { COMPLETED_SHELLS, type CompletedShell } from "../model/completed_shell.ts";
import type { CompletedScript } from "./completion_kind.ts";
import { bashCompletions } from "./completions_bash.ts";
import { fishCompletions } from "./completions_fish.ts";
import { zshCompletions } from "./completions_zsh.ts";

const MAKERS: Readonly<Record<CompletedShell, (script: CompletedScript) => string>> = {
  bash: bashCompletions,
  fish: fishCompletions,
  zsh: zshCompletions,
};

/** The text of `--completions <shell>`: made from the script's table of flags, and nothing else. */
export function formatCompletions(shell: string, script: CompletedScript): string {
  const known = COMPLETED_SHELLS.find((one) => one === shell);
  // The flag's own choices have refused every other word.
  if (known === undefined) throw new Error(`no completions for ${shell}`);
  return MAKERS[known](script);
}
