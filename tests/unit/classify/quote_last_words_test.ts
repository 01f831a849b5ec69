import { assertEquals } from "@std/assert";
import { quoteLastWords } from "../../../lib/classify/quote_last_words.ts";
import type { SignalText } from "../../../lib/model/signature.ts";

function sampleText(kind: SignalText["kind"], text: string, firstLine = 1): SignalText {
  return { kind, source: `suites/lint/container-1/${kind}.log`, text, firstLine };
}

Deno.test("quoteLastWords() quotes the last complaints of a log, each with its line", () => {
  const text =
    "checking\nsrc/a.ts:3: error: one\n\nsrc/b.ts:9: \u001b[31merror\u001b[0m: two\r\ndone\n";
  assertEquals(quoteLastWords([sampleText("stderr", text, 11)]), [
    { source: "suites/lint/container-1/stderr.log", quote: "src/a.ts:3: error: one", line: 12 },
    { source: "suites/lint/container-1/stderr.log", quote: "src/b.ts:9: error: two", line: 14 },
  ]);
});

Deno.test("quoteLastWords() takes the log that complains, and standard error first", () => {
  const calm = sampleText("stderr", "3 files\n");
  const loud = sampleText("stdout", "a.py: E501 line too long\n1 error\n");
  assertEquals(quoteLastWords([loud, calm]).map(({ quote }) => quote), ["1 error"]);
  assertEquals(quoteLastWords([calm]).map(({ quote }) => quote), ["3 files"]);
  const both = [loud, sampleText("stderr", "error: no\n")];
  assertEquals(quoteLastWords(both).map(({ quote }) => quote), ["error: no"]);
});

Deno.test("quoteLastWords() is bounded, and quotes nothing where nothing was printed", () => {
  const many = Array.from({ length: 99 }, (_, at) => `error ${at} ${"x".repeat(1000)}`).join("\n");
  const quotes = quoteLastWords([sampleText("stdout", many)]);
  assertEquals(quotes.map(({ line }) => line), [96, 97, 98, 99]);
  assertEquals(quotes.map(({ quote }) => quote.length), [300, 300, 300, 300]);
  assertEquals(quoteLastWords([sampleText("message", "error"), sampleText("stdout", " \n")]), []);
});
