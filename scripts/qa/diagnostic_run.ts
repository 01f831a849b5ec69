/**
 * Finds out why a suite dies in its container, and with which settings it lives.
 *
 * How to run: `deno task qa:diagnose`, or `deno run -A scripts/qa/diagnostic_run.ts --help` for every
 * flag; `-- any command` diagnoses that command. It writes `outputs/qa/logs/<run_id>/`: the last
 * attempt's files at the top, each attempt's in `attempts/<n>/`. It exits 0 when at least one test ran to
 * its end, 3 without engine or image, 4 when no test could be made to run, 2 for bad usage.
 *
 * @module
 */
import { checkFlags } from "../../lib/config/check_flags.ts";
import { DIAGNOSTIC_FLAGS } from "../../lib/config/diagnostic_flags.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import type { Host } from "../../lib/host/host.ts";
import { runMain } from "../../lib/host/run_main.ts";
import { VERSION } from "../../lib/model/version.ts";
import { refuse } from "../../lib/pipeline/voice.ts";
import { DIAGNOSTIC_HEADER } from "../../lib/report/diagnostic_header.ts";
import { formatHelp } from "../../lib/report/format_help.ts";

/** The whole diagnosis as one function over a host; resolves to the exit code. */
export async function diagnosticRun(host: Host, args: readonly string[]): Promise<number> {
  const flags = parseFlags(DIAGNOSTIC_FLAGS, args);
  const asked = { json: args.includes("--json"), clean: (text: string) => text };
  if (!flags.ok) return refuse(host, flags.error, asked);
  const contradiction = checkFlags(flags.value);
  if (contradiction !== null) return refuse(host, contradiction, asked);
  const { values } = flags.value;
  if (values.has("help")) return say(host, formatHelp(DIAGNOSTIC_HEADER, DIAGNOSTIC_FLAGS));
  if (values.has("version")) return say(host, `diagnostic_run ${VERSION}\n`);
  const shell = values.get("completions");
  if (shell !== undefined) {
    const { formatCompletions } = await import("../../lib/report/format_completions.ts");
    const script = { name: "diagnostic_run", task: "qa:diagnose", rows: DIAGNOSTIC_FLAGS } as const;
    return say(host, formatCompletions(String(shell), script));
  }
  // Imported only now: a help text must not wait for what it does not need.
  const { diagnoseCommand } = await import("../../lib/pipeline/diagnose_command.ts");
  const invocation = [import.meta.filename ?? "diagnostic_run.ts", ...args];
  return await diagnoseCommand(host, flags.value, invocation);
}

function say(host: Host, text: string): number {
  host.terminal.out(text);
  return 0;
}

// Not awaited: Deno would turn a wait that nothing can end into exit code 1, our "failed".
if (import.meta.main) runMain(diagnosticRun, Deno.args);
