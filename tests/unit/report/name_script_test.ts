import { assertEquals } from "@std/assert";
import { nameScript } from "../../../lib/report/name_script.ts";

Deno.test("nameScript() spells our replay as it was called, and leaves other commands alone", () => {
  const script = "/opt/my tools/$1/replay.js";
  assertEquals(
    nameScript("deno task qa:replay latest --suite unit", script),
    "deno run -A '/opt/my tools/$1/replay.js' latest --suite unit",
  );
  for (const other of ["deno task qa:replayed x", "echo deno task qa:replay", "make test"]) {
    assertEquals(nameScript(other, script), other);
  }
});
