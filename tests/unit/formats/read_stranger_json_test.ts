import { assertEquals } from "@std/assert";
import { parseStranger, readStrangerJson } from "../../../lib/formats/read_stranger_json.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const refusal = (bytes: Uint8Array): string => {
  const read = readStrangerJson(bytes);
  return read.ok ? "" : read.error;
};

Deno.test("readStrangerJson() reads JSON, with or without a byte order mark", () => {
  assertEquals(readStrangerJson(bytesOf('{"a":1}')), { ok: true, value: { a: 1 } });
  assertEquals(readStrangerJson(bytesOf('\ufeff{"a":1}')), { ok: true, value: { a: 1 } });
});

Deno.test("readStrangerJson() says what is wrong with what is no JSON", () => {
  assertEquals(refusal(bytesOf("")), "it is empty");
  assertEquals(refusal(bytesOf(" \n\t")), "it is empty");
  assertEquals(refusal(bytesOf('{"a": [1, 2')), "it ends in the middle of its JSON");
  assertEquals(refusal(bytesOf("<testsuites/>")), "it is no JSON");
  assertEquals(refusal(bytesOf('{"a": NaN}')), "it is no JSON");
  assertEquals(refusal(new Uint8Array([0xff, 0xfe, 0x7b, 0])), UTF16);
  assertEquals(refusal(new Uint8Array([0xfe, 0xff, 0, 0x7b])), UTF16);
  assertEquals(refusal(new Uint8Array([0x7b, 0x22, 0x80, 0x22])), "it is not UTF-8 text");
  assertEquals(refusal(new Uint8Array(4096)), "it is no JSON");
});

const UTF16 = "it is UTF-16, and JSON is UTF-8: save it as UTF-8";

Deno.test("parseStranger() refuses depth before anything recurses over it", () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  assertEquals(parseStranger(deep), { ok: false, error: "it nests deeper than 64 levels" });
});

Deno.test("parseStranger() refuses what would take many times its text in memory", () => {
  const many = `[${"[],".repeat(500_000)}1]`;
  assertEquals(parseStranger(many), { ok: false, error: "it holds more than 400000 values" });
});

Deno.test("parseStranger() makes keys of the prototype ordinary fields", () => {
  const read = parseStranger('{"__proto__": {"polluted": 1}, "constructor": 2}');
  assertEquals(read.ok && Object.keys(read.value as object), ["__proto__", "constructor"]);
  assertEquals(({} as Record<string, unknown>)["polluted"], undefined);
});

Deno.test("readStrangerJson() takes a replacement character that was written as one", () => {
  const read = readStrangerJson(new TextEncoder().encode('"a\ufffd"'));
  assertEquals(read, { ok: true, value: "a\ufffd" });
});
