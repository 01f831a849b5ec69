import { assertEquals } from "@std/assert";
import { groupSuites } from "../../../lib/plan/group_suites.ts";

function groups(needs: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const suites = Object.entries(needs).map(([name, own]) => ({ name, needs: own }));
  return groupSuites(suites).map((group) => group.map(({ name }) => name).join(" "));
}

Deno.test("groupSuites() keeps suites together that need each other, also through others", () => {
  assertEquals(groups({ build: [], lint: [], unit: ["build"], e2e: ["unit"], docs: ["lint"] }), [
    "build unit e2e",
    "lint docs",
  ]);
  assertEquals(groups({ a: [], b: [], c: ["a", "b"] }), ["a b c"]);
});

Deno.test("groupSuites() leaves suites alone that need nothing, or nothing of this plan", () => {
  assertEquals(groups({ a: [], b: ["elsewhere"] }), ["a", "b"]);
  assertEquals(groups({}), []);
});
