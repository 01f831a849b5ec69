import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { loadImportGraph } from "../../scripts/dev/check_cycles.ts";
import { findCycles } from "../../scripts/dev/find_cycles.ts";

Deno.test("findCycles() finds a cycle that only types make, through deno info", async () => {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(root, "lib"));
    await Deno.writeTextFile(join(root, "deno.json"), "{}");
    await Deno.writeTextFile(
      join(root, "lib/a.ts"),
      'import type { B } from "./b.ts";\nexport type A = B | 1;\n',
    );
    await Deno.writeTextFile(
      join(root, "lib/b.ts"),
      'import type { A } from "./a.ts";\nexport type B = A | 2;\n',
    );
    const cycles = findCycles(await loadImportGraph(root, ["lib"]));
    assertEquals(cycles.map((cycle) => cycle.length), [2]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
