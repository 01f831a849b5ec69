import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { EVIDENCE_MAX, formatModelPrompt } from "../../../lib/formats/model_prompt.ts";

const UNKNOWN = { class: "unknown", confidence: 0 } as const;

Deno.test("formatModelPrompt() gives each text its name, and what is recognised already", () => {
  const texts = [{ kind: "stderr", source: 'a "b".log', text: "refused", firstLine: 1 }] as const;
  const [system, user] = formatModelPrompt(texts, { class: "connection", confidence: 0.8 });
  assertEquals([system?.role, user?.role], ["system", "user"]);
  assertStringIncludes(user?.content ?? "", '<text source="a \\"b\\".log">\nrefused\n</text>');
  assertStringIncludes(user?.content ?? "", '"connection" with confidence 0.80');
});

Deno.test("formatModelPrompt() is bounded, and keeps the end of a long text", () => {
  const long = `first${"x".repeat(10 ** 6)}last`;
  const texts = Array.from({ length: 7 }, (_, at) => (
    { kind: "stdout", source: `${at}.log`, text: long, firstLine: 1 } as const
  ));
  const content = formatModelPrompt(texts, UNKNOWN)[1]?.content ?? "";
  assert(content.length < EVIDENCE_MAX + 1000, String(content.length));
  assertEquals(content.split("last\n</text>").length, 8);
  assertEquals(content.split(">\nfirst").length, 8);
});
