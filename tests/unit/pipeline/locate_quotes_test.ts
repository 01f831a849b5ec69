import { assertEquals } from "@std/assert";
import type { Classification, Quote } from "../../../lib/model/signature.ts";
import { locateQuotes } from "../../../lib/pipeline/locate_quotes.ts";
import { fakeHost } from "../../support/fake_host.ts";

const LINES = [
  { id: "a", outcome: "passed", message: "said: it broke" },
  { id: "b", outcome: "failed", message: 'E   AssertionError: it "broke"\nhere' },
  { id: "c", outcome: "failed", message: "it broke" },
].map((line) => JSON.stringify(line)).join("\n");

async function linesOf(evidence: readonly Quote[], path = "/run/s/tests.jsonl") {
  const answer: Classification = {
    class: "assertion",
    signature: "x",
    confidence: 1,
    evidence,
    runnerUp: null,
  };
  const host = fakeHost({ files: { [path]: LINES } });
  const located = await locateQuotes(host, "/run", answer);
  return located.evidence.map(({ quote, line }) => [quote, line]);
}

function quote(text: string, source = "s/tests.jsonl", line: number | null = 1): Quote {
  return { source, quote: text, line };
}

Deno.test("locateQuotes() tells the line of a failing test's words, each quotation once", async () => {
  const words = ['AssertionError: it "broke"', "it broke", "it broke", "never said"];
  assertEquals(await linesOf(words.map((text) => quote(text))), [
    ['AssertionError: it "broke"', 2],
    ["it broke", 3],
    ["never said", null],
  ]);
});

Deno.test("locateQuotes() leaves lines of logs as they are, and looks at nothing elsewhere", async () => {
  const evidence = [quote("it broke", "s/stderr.log", 7), quote("it broke", "../tests.jsonl", 7)];
  assertEquals(await linesOf(evidence, "/tests.jsonl"), [["it broke", 7], ["it broke", 7]]);
  assertEquals(await linesOf([quote("it broke")], "/elsewhere"), [["it broke", null]]);
});
