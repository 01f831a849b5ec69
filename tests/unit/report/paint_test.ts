import { assertEquals } from "@std/assert";
import { paint } from "../../../lib/report/paint.ts";

Deno.test("paint() adds escape sequences only when colour is on", () => {
  assertEquals([paint("a", "red", false), paint("a", "red", true)], ["a", "\u001b[31ma\u001b[0m"]);
});
