/**
 * Shows any record again, in any form: for people, browsers, pull requests, other tools.
 *
 * How to run: `deno task qa:report [<record>]`, or `deno run -A scripts/qa/report.ts --help` for every
 * flag. It runs nothing; it writes what `--to` names, or one form to standard output. It exits 0 when
 * all is written, whatever the verdict of the record, and 2 where the record cannot be used; every code
 * is in `docs/exit_codes.md`.
 *
 * @module
 */
import { parseFlags } from "../../lib/config/parse_flags.ts";
import { REPORT_FLAGS } from "../../lib/config/report_flags.ts";
import type { Host } from "../../lib/host/host.ts";
import { runMain } from "../../lib/host/run_main.ts";
import { VERSION } from "../../lib/model/version.ts";
import { refuse } from "../../lib/pipeline/voice.ts";
import { formatHelp } from "../../lib/report/format_help.ts";
import { REPORT_HEADER } from "../../lib/report/report_header.ts";

/** The whole report as one function over a host; resolves to the exit code. */
export async function report(host: Host, args: readonly string[]): Promise<number> {
  const flags = parseFlags(REPORT_FLAGS, args, { takesWords: true });
  const asked = { json: args.includes("--json"), clean: (text: string) => text };
  if (!flags.ok) return refuse(host, flags.error, asked);
  const { values } = flags.value;
  if (values.has("help")) return say(host, formatHelp(REPORT_HEADER, REPORT_FLAGS));
  if (values.has("version")) return say(host, `report ${VERSION}\n`);
  const shell = values.get("completions");
  if (shell !== undefined) {
    const { formatCompletions } = await import("../../lib/report/format_completions.ts");
    const script = {
      name: "report",
      task: "qa:report",
      rows: REPORT_FLAGS,
      words: "record",
    } as const;
    return say(host, formatCompletions(String(shell), script));
  }
  // Imported only now: a help text must not wait for what it does not need.
  const { reportCommand } = await import("../../lib/pipeline/report_command.ts");
  return await reportCommand(host, flags.value);
}

function say(host: Host, text: string): number {
  host.terminal.out(text);
  return 0;
}

// Not awaited: Deno would turn a wait that nothing can end into exit code 1, our "failed".
if (import.meta.main) runMain(report, Deno.args);
