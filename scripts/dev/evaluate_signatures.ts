// Answers: how often do the failure signatures name the right cause? Runs: `deno task signatures:evaluate
// [--check]`. Asks them about every failure of fixtures/failures and writes the tables of docs/signatures.md.
// Exits 0; with --check 1 when the tables are out of date.

import { join } from "@std/path";
import { loadSignatures } from "../../lib/catalog/signatures.ts";
import { classifyFailure } from "../../lib/classify/classify_failure.ts";
import type { SignatureRow } from "../../lib/model/signature.ts";
import { type CorpusCase, loadFailureCorpus } from "./load_failure_corpus.ts";
import { makeSignatureTables, placeTables, SIGNATURES_PAGE } from "./make_signature_tables.ts";
import { judgeAnswer, type JudgedAnswer } from "./score_answers.ts";
import { ROOT, writeGenerated } from "./write_generated.ts";

const PAGE = "docs/signatures.md";

/** What these rows answer for each of these cases. */
export function answerCorpus(
  cases: readonly CorpusCase[],
  rows: readonly SignatureRow[],
): readonly JudgedAnswer[] {
  return cases.map((it) => judgeAnswer(it, classifyFailure(it.signals, rows)));
}

/** The cases as somebody pastes their texts: no tool, no exit, nothing but words. */
export function pasteTexts(cases: readonly CorpusCase[]): readonly CorpusCase[] {
  const nothing = { runner: null, outcome: null, exitCode: null, signal: null, timedOut: false };
  return cases
    .filter(({ signals }) => signals.texts.some(({ text }) => text.trim() !== ""))
    .map((it) => ({ ...it, signals: { ...it.signals, ...nothing, artifacts: {} } }));
}

/** `docs/signatures.md` with the tables for these cases; what people wrote around them stays. */
export async function makeSignaturesFile(
  cases: readonly CorpusCase[],
  rows: readonly SignatureRow[],
): Promise<Record<string, string>> {
  const page = await Deno.readTextFile(join(ROOT, PAGE)).catch(() => SIGNATURES_PAGE);
  const pasted = answerCorpus(pasteTexts(cases), rows);
  return { [PAGE]: placeTables(page, makeSignatureTables(answerCorpus(cases, rows), pasted)) };
}

if (import.meta.main) {
  const files = await makeSignaturesFile(await loadFailureCorpus(), await loadSignatures());
  Deno.exit(await writeGenerated(files, { args: Deno.args, task: "signatures:evaluate" }));
}
