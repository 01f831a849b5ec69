import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { scanJson } from "../../../lib/formats/scan_json.ts";

Deno.test("scanJson() counts the deepest nesting, and not what stands in texts", () => {
  assertEquals(scanJson('{"a":[1,{"b":"]}{[\\"["}]}', 64), {
    depth: 3,
    commas: 1,
    isOpen: false,
  });
  assertEquals(scanJson("1", 64), { depth: 0, commas: 0, isOpen: false });
});

Deno.test("scanJson() says when a text ends in the middle", () => {
  assert(scanJson('{"a":"b', 64).isOpen);
  assert(scanJson('{"a":[', 64).isOpen);
});

Deno.test("scanJson() stops soon in a text that is nothing but depth", () => {
  assertEquals(scanJson("[".repeat(5_000_000), 64).depth, 65);
});

Deno.test("scanJson() agrees with a measure of the value for any JSON", () => {
  const depthOf = (value: unknown): number =>
    typeof value !== "object" || value === null
      ? 0
      : 1 + Math.max(0, ...Object.values(value).map(depthOf));
  fc.assert(fc.property(fc.json({ maxDepth: 6 }), (text) => {
    const { depth, isOpen } = scanJson(text, 64);
    assertEquals({ depth, isOpen }, { depth: depthOf(JSON.parse(text)), isOpen: false });
  }));
});
