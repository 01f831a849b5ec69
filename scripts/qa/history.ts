/**
 * Says what earlier runs tell of the tests: what fails since when, what is unsteady, what is slow.
 *
 * How to run: `deno task qa:history`, or `deno run -A scripts/qa/history.ts --help` for every flag.
 * It reads `outputs/qa/history.sqlite`, which every run adds itself to, and writes there only with
 * `--prune` and `--rebuild`. It exits 0, or 2 where there is no history or a flag is wrong.
 *
 * @module
 */
import { HISTORY_FLAGS } from "../../lib/config/history_flags.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import type { Host } from "../../lib/host/host.ts";
import { runMain } from "../../lib/host/run_main.ts";
import { VERSION } from "../../lib/model/version.ts";
import { refuse } from "../../lib/pipeline/voice.ts";
import { formatHelp } from "../../lib/report/format_help.ts";
import { HISTORY_HEADER } from "../../lib/report/history_header.ts";

/** The whole command as one function over a host; resolves to the exit code. */
export async function history(host: Host, args: readonly string[]): Promise<number> {
  const flags = parseFlags(HISTORY_FLAGS, args);
  const asked = { json: args.includes("--json"), clean: (text: string) => text };
  if (!flags.ok) return refuse(host, flags.error, asked);
  const { values } = flags.value;
  if (values.has("help")) host.terminal.out(formatHelp(HISTORY_HEADER, HISTORY_FLAGS));
  else if (values.has("version")) host.terminal.out(`history ${VERSION}\n`);
  else if (values.has("completions")) {
    const { formatCompletions } = await import("../../lib/report/format_completions.ts");
    const script = { name: "history", task: "qa:history", rows: HISTORY_FLAGS };
    host.terminal.out(formatCompletions(String(values.get("completions")), script));
  } else {
    const { historyCommand } = await import("../../lib/pipeline/history_command.ts");
    return await historyCommand(host, flags.value);
  }
  return 0;
}

if (import.meta.main) runMain(history, Deno.args);
