import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { parseSize, spellSize } from "../../../lib/model/size.ts";

Deno.test("parseSize() reads units of 1024 in every spelling", () => {
  const cases: [string | number, number][] = [
    [1, 1],
    ["1", 1],
    ["512b", 512],
    ["512m", 512 * 2 ** 20],
    ["512M", 512 * 2 ** 20],
    ["512MB", 512 * 2 ** 20],
    ["2g", 2 * 2 ** 30],
    ["1.5GiB", 1.5 * 2 ** 30],
    [" 64 KiB ", 65536],
    ["1t", 2 ** 40],
  ];
  for (const [text, bytes] of cases) assertEquals(parseSize(text), { ok: true, value: bytes });
});

Deno.test("parseSize() refuses nothing, negatives, other words and what no machine has", () => {
  const refused = ["", "0", "0g", "-1", "-512m", "NaN", "Infinity", "1e9", "g", "2 gigs", "0.1b"];
  for (const text of [...refused, "9999999t", "1m2", "0x10", NaN, -5, Infinity]) {
    const size = parseSize(text);
    assertEquals(size.ok, false, `accepted ${text}`);
    if (!size.ok) assertStringIncludes(size.error, `"${text}"`);
  }
});

Deno.test("spellSize() reads back to the same bytes", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
    assertEquals(parseSize(spellSize(bytes)), { ok: true, value: bytes });
  }));
  assertEquals(spellSize(2 ** 31), "2g");
  assertEquals(spellSize(1536 * 2 ** 20), "1536m");
});

Deno.test("parseSize() never throws and yields only whole positive bytes", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.double()), (value) => {
    const size = parseSize(value);
    assertEquals(size.ok && !(Number.isSafeInteger(size.value) && size.value > 0), false);
  }));
});
