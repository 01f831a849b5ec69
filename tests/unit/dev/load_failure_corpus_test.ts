import { assertEquals } from "@std/assert";
import { splitOf } from "../../../scripts/dev/load_failure_corpus.ts";

Deno.test("splitOf() always says the same of one name, and about four of ten are held out", () => {
  const names = Array.from({ length: 1000 }, (_, n) => `assertion/case-${n}`);
  const held = names.filter((name) => splitOf(name) === "held-out").length;
  assertEquals(splitOf("assertion/pytest-equal"), splitOf("assertion/pytest-equal"));
  assertEquals(held > 300 && held < 500, true, `${held}`);
});
