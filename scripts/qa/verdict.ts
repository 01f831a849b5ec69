/**
 * Judges the gates that `qa.jsonc` declares over artifacts that are already there.
 *
 * How to run: `deno task qa:verdict`, or `deno run -A scripts/qa/verdict.ts --help` for every flag. It
 * runs no test, uses no network and deletes nothing. It writes `outputs/qa/verdicts/<id>/` and, under
 * stable names, `outputs/qa/full_suite_verdict.json` and the files beside it. It exits 0 when every
 * blocking gate passes or is waived, 1 when one fails, 2 for bad usage or configuration; every code is
 * in `docs/exit_codes.md`.
 *
 * @module
 */
import { parseFlags } from "../../lib/config/parse_flags.ts";
import { VERDICT_FLAGS } from "../../lib/config/verdict_flags.ts";
import type { Host } from "../../lib/host/host.ts";
import { runMain } from "../../lib/host/run_main.ts";
import { VERSION } from "../../lib/model/version.ts";
import { refuse } from "../../lib/pipeline/voice.ts";
import { formatHelp } from "../../lib/report/format_help.ts";
import { VERDICT_HEADER } from "../../lib/report/verdict_header.ts";

/** The whole verdict as one function over a host; resolves to the exit code. */
export async function verdict(host: Host, args: readonly string[]): Promise<number> {
  const flags = parseFlags(VERDICT_FLAGS, args, { takesWords: true });
  const asked = { json: args.includes("--json"), clean: (text: string) => text };
  if (!flags.ok) return refuse(host, flags.error, asked);
  if (flags.value.values.has("help")) return say(host, formatHelp(VERDICT_HEADER, VERDICT_FLAGS));
  if (flags.value.values.has("version")) return say(host, `verdict ${VERSION}\n`);
  const shell = flags.value.values.get("completions");
  if (shell !== undefined) {
    const { formatCompletions } = await import("../../lib/report/format_completions.ts");
    const script = { name: "verdict", task: "qa:verdict", rows: VERDICT_FLAGS } as const;
    return say(host, formatCompletions(String(shell), script));
  }
  // Imported only now: a help text must not wait for what it does not need.
  const { verdictCommand } = await import("../../lib/pipeline/verdict_command.ts");
  return await verdictCommand(host, flags.value, import.meta.filename ?? "verdict.ts");
}

function say(host: Host, text: string): number {
  host.terminal.out(text);
  return 0;
}

// Not awaited: Deno would turn a wait that nothing can end into exit code 1, our "failed".
if (import.meta.main) runMain(verdict, Deno.args);
