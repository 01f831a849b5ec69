import { assertEquals } from "@std/assert";
import { captured, CASE_NAMES } from "../../unit/docker/captured.ts";

const FIXTURES = new URL("../../../fixtures/docker/", import.meta.url);

Deno.test("captured.json holds exactly the captured files", async () => {
  const names: string[] = [];
  for await (const verb of Deno.readDir(FIXTURES)) {
    if (!verb.isDirectory) continue;
    for await (const entry of Deno.readDir(new URL(verb.name, FIXTURES))) {
      // Beside the cases stands what captured them.
      if (entry.isDirectory) names.push(`${verb.name}/${entry.name}`);
    }
  }
  assertEquals([...CASE_NAMES].sort(), names.sort());
  for (const name of CASE_NAMES) {
    for (const stream of ["stdout", "stderr"] as const) {
      const file = new URL(`${name}/${stream}.txt`, FIXTURES);
      const bytes = await Deno.readFile(file).catch(() => new Uint8Array());
      assertEquals(captured(name)[stream], new TextDecoder().decode(bytes), `${name}/${stream}`);
    }
  }
});
