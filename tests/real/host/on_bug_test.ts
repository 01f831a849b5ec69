import { assertEquals } from "@std/assert";
import { onBug, tellBug } from "../../../lib/host/on_bug.ts";

Deno.test("onBug() is told each bug until it stops listening", () => {
  const told: string[] = [];
  const stops = ["a", "b"].map((name) => onBug(() => told.push(name)));
  tellBug();
  stops[0]?.();
  tellBug();
  stops[1]?.();
  tellBug();
  assertEquals(told, ["a", "b", "b"]);
});
