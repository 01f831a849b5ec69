import { quoteShell } from "./quote_shell.ts";

/** The line for a shell that shows a Markdown file on the page of a Buildkite build. */
export function formatBuildkiteCommand(path: string): string {
  const words = ["buildkite-agent", "annotate", "--context", "qa-gate", "--style", "info"];
  return `${quoteShell(words)} < ${quoteShell([path])}`;
}
