import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { indexSignatures } from "../../../lib/classify/index_signatures.ts";
import { scanText } from "../../../lib/classify/scan_text.ts";
import { SIGNAL_KINDS, type SignalKind } from "../../../lib/model/signature.ts";
import { SIGNATURES } from "../../support/all_signatures.ts";
import { scanPlainly } from "../../support/scan_plainly.ts";
import { sampleText } from "../../support/sample_signals.ts";
import { sampleSignature } from "../../support/sample_signature.ts";

const INDEX = indexSignatures(SIGNATURES);
const LINES = SIGNATURES.flatMap((row) => row.specimens)
  .flatMap(({ text }) => text.split("\n")).filter((line) => line !== "");

function scan(text: string, row = sampleSignature()) {
  return scanText(indexSignatures([row]), sampleText(text)).hits;
}

/** What both ways find, sorted: the order in which it is found says nothing. */
function bothWays(text: string, kind: SignalKind) {
  const signal = { ...sampleText(text, kind), firstLine: 3 };
  const quick = scanText(INDEX, signal).hits.map(({ pattern, quote }) =>
    `${pattern} ${quote.line}`
  );
  return { quick: quick.toSorted(), plain: scanPlainly(INDEX, signal).toSorted() };
}

const KIND = fc.constantFrom(...SIGNAL_KINDS);

Deno.test("scanText() finds what trying every pattern on every line finds", () => {
  const noise = fc.oneof(
    fc.constantFrom(
      "",
      "E   ",
      "    ",
      "\t> ",
      "Error",
      "2026-11-20T17:10:06Z ",
      "…●",
      "\u001b[31m",
    ),
    fc.string({ unit: "grapheme", maxLength: 30 }),
  );
  const line = fc.tuple(noise, fc.constantFrom("", ...LINES), noise).map((parts) => parts.join(""));
  const end = fc.constantFrom("\n", "\r\n", "\r", "\n\n");
  const text = fc.array(fc.tuple(line, end), { maxLength: 8 }).map((lines) =>
    lines.flat().join("")
  );
  fc.assert(
    fc.property(text, KIND, (text, kind) => {
      const { quick, plain } = bothWays(text, kind);
      assertEquals(quick, plain);
    }),
    { numRuns: 200 },
  );
});

Deno.test("scanText() finds it wherever it stands in a text of several stretches", () => {
  const lines = fc.subarray(LINES, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.nat(40_000), lines, fc.boolean(), (before, lines, isAscii) => {
      const filling = `${isAscii ? "" : "…"}${"x".repeat(99)}\n`.repeat(400).slice(-before);
      const { quick, plain } = bothWays(`${filling}\n${lines.join("\n")}`, "engine");
      assertEquals(quick, plain);
    }),
    { numRuns: 60 },
  );
});

Deno.test("scanText() tells the line, counted from where the text begins", () => {
  const text = { ...sampleText("a\nb\n  gateway says no\n"), firstLine: 10 };
  const [hit] = scanText(indexSignatures([sampleSignature()]), text).hits;
  assertEquals(hit?.quote, { source: "details.txt", line: 12, quote: "gateway says no" });
});

Deno.test("scanText() looks through colours, times and marks of runners", () => {
  for (
    const text of [
      "\u001b[31mgateway \u001b[0msays no",
      "E       gateway says no",
      "2026-11-20T17:10:06.826Z gateway says no",
      "# gateway says no",
      "Caused by: gateway says no",
      "10 %\rgateway says no",
      "    shop_test.go:12: gateway says no",
    ]
  ) assertEquals(scan(text).length, 1, text);
});

Deno.test("scanText() finds a pattern without plain text on any line", () => {
  const row = sampleSignature({ texts: [{ pattern: /^\d{3}!$/ }] });
  assertEquals(scan("a\n\n404!\n", row)[0]?.quote.line, 3);
});

Deno.test("scanText() does not look at quoted source, differences or assertions", () => {
  const row = sampleSignature({ texts: [{ pattern: /gateway says no/ }] });
  for (
    const text of [
      "AssertionError: 'gateway says no' != 'ok'",
      "- gateway says no",
      "> 12 | throw 'gateway says no'",
      "    say('gateway says no')\nE   KeyError: 'a'",
    ]
  ) assertEquals(scan(text, row), [], text);
});

Deno.test("scanText() gives a warning half of the weight", () => {
  const row = sampleSignature({ texts: [{ pattern: /gateway says no/ }] });
  assertEquals(scan("WARNING: gateway says no", row)[0]?.weight, 0.5);
});

Deno.test("scanText() quotes no more than 300 characters, with the match among them", () => {
  const row = sampleSignature({ texts: [{ pattern: /gateway says no/ }] });
  const quote = scan(`${"x".repeat(2000)}gateway says no${"y".repeat(2000)}`, row)[0]?.quote.quote;
  assertEquals(quote?.length, 300);
  assertEquals(quote?.startsWith("gateway says no"), true);
});

Deno.test("scanText() is not moved by the state of a pattern", () => {
  const row = sampleSignature({ texts: [{ pattern: /gateway/g }] });
  assertEquals([scan("gateway", row).length, scan("gateway", row).length], [1, 1]);
});
