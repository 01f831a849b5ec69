// The failure signatures against the labelled corpus: what docs/signatures.md publishes is true, and stays so.

import { assertEquals } from "@std/assert";
import { walk } from "@std/fs";
import { join } from "@std/path";
import { loadSignatures } from "../../lib/catalog/signatures.ts";
import { classifyFailure } from "../../lib/classify/classify_failure.ts";
import { indexSignatures } from "../../lib/classify/index_signatures.ts";
import { LINE_MAX } from "../../lib/classify/plain_line.ts";
import { scanText } from "../../lib/classify/scan_text.ts";
import { ROOT_CAUSE_CLASSES } from "../../lib/model/finding.ts";
import { answerCorpus, makeSignaturesFile } from "../../scripts/dev/evaluate_signatures.ts";
import { CORPUS, loadFailureCorpus, splitOf } from "../../scripts/dev/load_failure_corpus.ts";
import { findBrokenFloors } from "../../scripts/dev/signature_floors.ts";
import { findDrift, ROOT } from "../../scripts/dev/write_generated.ts";
import { scanPlainly } from "../support/scan_plainly.ts";

const CASES = await loadFailureCorpus();
const ROWS = await loadSignatures();
const ANSWERS = answerCorpus(CASES, ROWS);

const CLASS_CASES_MIN = 8;
const HARD_CASES_MIN = 60;
const FILE_BYTES_MAX = 64 * 1024;
const CORPUS_BYTES_MAX = 6 * 1024 * 1024;

Deno.test("every labelled failure stands in the folder of its class, in its part, with its command", async () => {
  const wrong: string[] = [];
  for (const { name, label, signals } of CASES) {
    const command = await Deno.readTextFile(join(ROOT, CORPUS, name, "command.txt")).catch(() =>
      ""
    );
    if (!name.startsWith(`${label.class}/`)) wrong.push(`${name}: labelled ${label.class}`);
    if (label.split !== splitOf(name)) wrong.push(`${name}: belongs to ${splitOf(name)}`);
    if (signals.texts.length === 0 && Object.keys(label.artifacts).length === 0) {
      wrong.push(`${name}: no text`);
    }
    if (!/^exit \d/m.test(command)) wrong.push(`${name}: command.txt does not say how it ended`);
  }
  assertEquals(wrong, []);
});

Deno.test("the corpus has enough of every class, and enough that is hard", () => {
  const few = ROOT_CAUSE_CLASSES.filter((name) =>
    CASES.filter(({ label }) => label.class === name).length < CLASS_CASES_MIN
  );
  assertEquals(few, []);
  assertEquals(CASES.filter(({ label }) => label.hard).length >= HARD_CASES_MIN, true);
});

Deno.test("the corpus stays small", async () => {
  let total = 0;
  const large: string[] = [];
  for await (const { path } of walk(join(ROOT, CORPUS), { includeDirs: false })) {
    const { size } = await Deno.stat(path);
    total += size;
    if (size > FILE_BYTES_MAX) large.push(path);
  }
  assertEquals(large, []);
  assertEquals(total < CORPUS_BYTES_MAX, true, `${total} bytes`);
});

Deno.test("docs/signatures.md does not drift (deno task signatures:evaluate)", async () => {
  assertEquals(await findDrift(await makeSignaturesFile(CASES, ROWS)), []);
});

Deno.test("precision and recall do not fall below what is promised", () => {
  assertEquals(findBrokenFloors(ANSWERS), []);
});

Deno.test("every quotation of an answer stands in the text it is said to be from", () => {
  const invented: string[] = [];
  for (const { name, signals } of CASES) {
    for (const { source, quote } of classifyFailure(signals, ROWS).evidence) {
      const text = signals.texts.find((text) => text.source === source)?.text;
      if (text !== undefined && !text.includes(quote)) {
        invented.push(`${name}: ${source}: ${quote}`);
      }
    }
  }
  assertEquals(invented, []);
});

Deno.test("what is found in a text is what trying every pattern on every line finds", () => {
  const index = indexSignatures(ROWS);
  const texts = CASES.flatMap(({ signals }) => signals.texts)
    .filter(({ text }) => text.split(/[\r\n]/).every((line) => line.length <= LINE_MAX));
  const wrong = texts.filter((text) => {
    const found = scanText(index, text).hits.map(({ pattern, quote }) =>
      `${pattern} ${quote.line}`
    );
    return found.toSorted().join() !== scanPlainly(index, text).toSorted().join();
  });
  assertEquals(wrong.map(({ text }) => text.slice(0, 200)), []);
});
