/**
 * Runs a project's QA suites: in a container first, without one second, with artifacts always.
 *
 * How to run: `deno task qa:gate`, or `deno run -A scripts/qa/qa_gate.ts --help` for every flag.
 * It writes `outputs/qa/logs/<run_id>/` and, under stable names, `outputs/qa/`.
 * It exits 0 only when everything planned was proved to run and passed (or degraded, and says so);
 * every other code is in `docs/exit_codes.md`.
 *
 * @module
 */
import { checkFlags } from "../../lib/config/check_flags.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../lib/config/qa_gate_flags.ts";
import type { Host } from "../../lib/host/host.ts";
import { runMain } from "../../lib/host/run_main.ts";
import { VERSION } from "../../lib/model/version.ts";
import { askEarly } from "../../lib/pipeline/ask_early.ts";
import { refuse } from "../../lib/pipeline/voice.ts";
import { formatHelp } from "../../lib/report/format_help.ts";
import { GATE_HEADER } from "../../lib/report/gate_header.ts";

/** The whole gate as one function over a host; resolves to the exit code. */
export async function qaGate(host: Host, args: readonly string[]): Promise<number> {
  const flags = parseFlags(QA_GATE_FLAGS, args);
  const asked = { json: args.includes("--json"), clean: (text: string) => text };
  if (!flags.ok) return refuse(host, flags.error, asked);
  const contradiction = checkFlags(flags.value);
  if (contradiction !== null) return refuse(host, contradiction, asked);
  if (flags.value.values.has("help")) return say(host, formatHelp(GATE_HEADER, QA_GATE_FLAGS));
  if (flags.value.values.has("version")) return say(host, `qa_gate ${VERSION}\n`);
  const shell = flags.value.values.get("completions");
  if (shell !== undefined) {
    const { formatCompletions } = await import("../../lib/report/format_completions.ts");
    const script = { name: "qa_gate", task: "qa:gate", rows: QA_GATE_FLAGS } as const;
    return say(host, formatCompletions(String(shell), script));
  }
  const early = askEarly(host, flags.value);
  // Imported only now: a help text must not wait for what it does not need.
  const { gateCommand } = await import("../../lib/pipeline/gate_command.ts");
  const invocation = [import.meta.filename ?? "qa_gate.ts", ...args];
  return await gateCommand(early.host, flags.value, invocation).finally(early.stop);
}

function say(host: Host, text: string): number {
  host.terminal.out(text);
  return 0;
}

// Not awaited: Deno would turn a wait that nothing can end into exit code 1, our "failed".
if (import.meta.main) runMain(qaGate, Deno.args);
