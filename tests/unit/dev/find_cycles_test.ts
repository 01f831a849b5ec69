import { assertEquals } from "@std/assert";
import { findCycles, readImportGraph } from "../../../scripts/dev/find_cycles.ts";

Deno.test("findCycles() finds none in a diamond", () => {
  assertEquals(findCycles({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }), []);
});

Deno.test("findCycles() names the modules of a cycle in order", () => {
  assertEquals(findCycles({ a: ["b"], b: ["c"], c: ["b"] }), [["b", "c"]]);
});

Deno.test("findCycles() finds a module that imports itself", () => {
  assertEquals(findCycles({ a: ["a"] }), [["a"]]);
});

Deno.test("readImportGraph() keeps type imports and leaves packages out as modules", () => {
  const json = JSON.stringify({
    modules: [
      {
        specifier: "file:///a.ts",
        dependencies: [
          { specifier: "./b.ts", type: { specifier: "file:///b.ts" } },
          { specifier: "zod", code: { specifier: "npm:zod" } },
        ],
      },
      { specifier: "npm:zod" },
    ],
  });
  assertEquals(readImportGraph(json), { "file:///a.ts": ["file:///b.ts", "npm:zod"] });
});
