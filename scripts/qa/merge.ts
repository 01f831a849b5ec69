/**
 * Joins records to one: shards of a plan, with a proof that they are whole; or a run and its replays.
 *
 * How to run: `deno task qa:merge <record>…`, or `deno run -A scripts/qa/merge.ts --help` for every
 * flag. It writes `outputs/qa/logs/<run_id>/` and, under stable names, `outputs/qa/`. It exits 1 when
 * something failed, 5 when the shards are not whole together, 2 for a record that is missing or
 * corrupt, else as the runs did; every code is in `docs/exit_codes.md`.
 *
 * @module
 */
import { MERGE_FLAGS } from "../../lib/config/merge_flags.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import type { Host } from "../../lib/host/host.ts";
import { runMain } from "../../lib/host/run_main.ts";
import { VERSION } from "../../lib/model/version.ts";
import { refuse } from "../../lib/pipeline/voice.ts";
import { formatHelp } from "../../lib/report/format_help.ts";
import { MERGE_HEADER } from "../../lib/report/merge_header.ts";

/** The whole merge as one function over a host; resolves to the exit code. */
export async function merge(host: Host, args: readonly string[]): Promise<number> {
  const flags = parseFlags(MERGE_FLAGS, args, { takesWords: true });
  const asked = { json: args.includes("--json"), clean: (text: string) => text };
  if (!flags.ok) return refuse(host, flags.error, asked);
  if (flags.value.values.has("help")) return say(host, formatHelp(MERGE_HEADER, MERGE_FLAGS));
  if (flags.value.values.has("version")) return say(host, `merge ${VERSION}\n`);
  const shell = flags.value.values.get("completions");
  if (shell !== undefined) {
    const { formatCompletions } = await import("../../lib/report/format_completions.ts");
    const script = { name: "merge", task: "qa:merge", rows: MERGE_FLAGS, words: "record" } as const;
    return say(host, formatCompletions(String(shell), script));
  }
  // Imported only now: a help text must not wait for what it does not need.
  const { mergeCommand } = await import("../../lib/pipeline/merge_command.ts");
  return await mergeCommand(host, flags.value, [import.meta.filename ?? "merge.ts", ...args]);
}

function say(host: Host, text: string): number {
  host.terminal.out(text);
  return 0;
}

// Not awaited: Deno would turn a wait that nothing can end into exit code 1, our "failed".
if (import.meta.main) runMain(merge, Deno.args);
