// Answers: are the files of a run still what the run left? Runs: `deno task evidence [<folder>]`, with
// the folder of a run or of the outputs (outputs/qa unless said: the run published there). Writes
// nothing. Exits 0 when every file listed in evidence/index.json is there with its size and SHA-256
// and no other one; 1 with each difference named; 2 when there is no index to compare with.

import { resolve } from "@std/path";
import type { Host } from "../../lib/host/host.ts";
import { runMain } from "../../lib/host/run_main.ts";
import { refuse } from "../../lib/pipeline/voice.ts";
import { formatEvidence } from "../../lib/report/format_evidence.ts";
import { checkEvidence } from "../../lib/write/check_evidence.ts";
import { findEvidence } from "../../lib/write/find_evidence.ts";

/** The whole command over a host; resolves to the exit code. */
export async function checkEvidenceCommand(host: Host, args: readonly string[]): Promise<number> {
  const voice = { json: false, clean: (text: string) => text };
  const [folder = "outputs/qa"] = args;
  if (args.length > 1 || folder.startsWith("-")) {
    const message = `Expected one folder, not ${args.join(" ")}`;
    const hint = "deno task evidence outputs/qa/logs/<run_id>";
    return refuse(host, { kind: "usage", message, hint }, voice);
  }
  const run = await findEvidence(host, resolve(host.machine.cwd, folder));
  const check = await checkEvidence(host, run);
  if (!check.ok) return refuse(host, check.error, voice);
  host.terminal.out(formatEvidence(check.value));
  return check.value.faults.length === 0 ? 0 : 1;
}

if (import.meta.main) runMain(checkEvidenceCommand, Deno.args);
