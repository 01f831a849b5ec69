/**
 * Replays what failed in an earlier run: exactly that, as it ran there, as often as it is asked to.
 *
 * How to run: `deno task qa:replay <record>`, or `deno run -A scripts/qa/replay.ts --help` for every
 * flag. It writes `outputs/qa/logs/<run_id>/`, with the joined record in `merged/`, and, under stable
 * names, `outputs/qa/`. It exits 1 when something fails again, 5 when something stays outstanding, 0
 * when nothing does, 2 for a record that is missing or corrupt; the rest is in `docs/exit_codes.md`.
 *
 * @module
 */
import { checkFlags } from "../../lib/config/check_flags.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import { REPLAY_FLAGS } from "../../lib/config/replay_flags.ts";
import type { Host } from "../../lib/host/host.ts";
import { runMain } from "../../lib/host/run_main.ts";
import { VERSION } from "../../lib/model/version.ts";
import { refuse } from "../../lib/pipeline/voice.ts";
import { formatHelp } from "../../lib/report/format_help.ts";
import { REPLAY_HEADER } from "../../lib/report/replay_header.ts";

/** The whole replay as one function over a host; resolves to the exit code. */
export async function replay(host: Host, args: readonly string[]): Promise<number> {
  const flags = parseFlags(REPLAY_FLAGS, args, { takesWords: true });
  const asked = { json: args.includes("--json"), clean: (text: string) => text };
  if (!flags.ok) return refuse(host, flags.error, asked);
  const contradiction = checkFlags(flags.value);
  if (contradiction !== null) return refuse(host, contradiction, asked);
  if (flags.value.values.has("help")) return say(host, formatHelp(REPLAY_HEADER, REPLAY_FLAGS));
  if (flags.value.values.has("version")) return say(host, `replay ${VERSION}\n`);
  const shell = flags.value.values.get("completions");
  if (shell !== undefined) {
    const { formatCompletions } = await import("../../lib/report/format_completions.ts");
    const script = {
      name: "replay",
      task: "qa:replay",
      rows: REPLAY_FLAGS,
      words: "record",
    } as const;
    return say(host, formatCompletions(String(shell), script));
  }
  // Imported only now: a help text must not wait for what it does not need.
  const { replayCommand } = await import("../../lib/pipeline/replay_command.ts");
  return await replayCommand(host, flags.value, [import.meta.filename ?? "replay.ts", ...args]);
}

function say(host: Host, text: string): number {
  host.terminal.out(text);
  return 0;
}

// Not awaited: Deno would turn a wait that nothing can end into exit code 1, our "failed".
if (import.meta.main) runMain(replay, Deno.args);
