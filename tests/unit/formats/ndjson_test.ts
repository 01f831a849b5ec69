import { assertEquals } from "@std/assert";
import { formatNdjson, readNdjson } from "../../../lib/formats/ndjson.ts";

async function* one(text: string) {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

Deno.test("readNdjson() gives back what formatNdjson() wrote, line by line", async () => {
  const values = [{ a: "x\ny" }, null, [1, "\u2028"], "é"];
  const items = await Array.fromAsync(readNdjson(one(values.map(formatNdjson).join("\n"))));
  assertEquals(items.map((item) => item.ok && item.value), values);
  assertEquals(items.map((item) => item.line), [1, 3, 5, 7]);
});

Deno.test("readNdjson() tells a torn line apart", async () => {
  const items = await Array.fromAsync(readNdjson(one('{"a":1}\n{"a":')));
  assertEquals(items, [{ ok: true, line: 1, value: { a: 1 } }, {
    ok: false,
    line: 2,
    text: '{"a":',
  }]);
});
