// Answers: what do the tables say, for people? Runs: `deno task docs [--check]`. Writes the generated
// documents and deno.jsr.json. Exits 0; with --check 1 when something is out of date.

import { join } from "@std/path";
import { ROOT_CAUSES } from "../../lib/catalog/root_causes.ts";
import { loadSignatures } from "../../lib/catalog/signatures.ts";
import { loadGateRows } from "../../lib/catalog/gates.ts";
import { deriveJsrConfig } from "./derive_jsr_config.ts";
import { makeArtifacts, makeConfiguration, makeExitCodes } from "./make_documents.ts";
import { makeBoundaries } from "./make_boundaries.ts";
import { makeGatesDocument } from "./make_gates_document.ts";
import { makeCausePage } from "./make_cause_page.ts";
import { makeDiagnoseDocument } from "./make_diagnose_document.ts";
import { makeReplayDocument } from "./make_replay_document.ts";
import { makeTriageDocument } from "./make_triage_document.ts";
import { makeFlakes, makeVerdicts } from "./make_runbook.ts";
import { makeRunbookIndex } from "./make_runbook_index.ts";
import { ROOT, writeGenerated } from "./write_generated.ts";

/** Path relative to the root to text, formatted, for every generated document. */
export async function makeDocumentFiles(): Promise<Record<string, string>> {
  const denoJson = await Deno.readTextFile(join(ROOT, "deno.json"));
  return {
    "docs/artifacts.md": await format(makeArtifacts(), "md"),
    "docs/configuration.md": await format(makeConfiguration(), "md"),
    "docs/diagnose.md": await format(makeDiagnoseDocument(), "md"),
    "docs/boundaries.json": await format(makeBoundaries(), "json"),
    "docs/gates.md": await format(makeGatesDocument(await loadGateRows()), "md"),
    "docs/exit_codes.md": await format(makeExitCodes(), "md"),
    "docs/replay.md": await format(makeReplayDocument(), "md"),
    "docs/triage.md": await format(makeTriageDocument(), "md"),
    ...await makeRunbookFiles(),
    "deno.jsr.json": await format(deriveJsrConfig(denoJson), "json"),
  };
}

async function makeRunbookFiles(): Promise<Record<string, string>> {
  const rows = await loadSignatures();
  const texts = {
    "README.md": makeRunbookIndex(),
    "verdicts.md": makeVerdicts(),
    "flakes.md": makeFlakes(),
    ...Object.fromEntries(
      ROOT_CAUSES.map((cause) => [`causes/${cause.class}.md`, makeCausePage(cause, rows)]),
    ),
  };
  const files: Record<string, string> = {};
  for (const [name, text] of Object.entries(texts)) {
    files[`docs/runbook/${name}`] = await format(text, "md");
  }
  return files;
}

async function format(text: string, ext: "md" | "json"): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", "--config", join(ROOT, "deno.json"), "--ext", ext, "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout } = await child.output();
  if (!success) throw new Error("deno fmt failed on a generated document");
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  Deno.exit(await writeGenerated(await makeDocumentFiles(), { args: Deno.args, task: "docs" }));
}
