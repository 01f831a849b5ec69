import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { nameTests } from "../../../lib/observe/name_tests.ts";
import { homeOf } from "../../../lib/observe/steady_identity.ts";
import type { ReportedTest } from "../../../lib/model/test_result.ts";

function reported(name: string, className = "Cart"): ReportedTest {
  const rest = { outcome: "passed", durationMs: 1, message: "", details: "", line: null } as const;
  return { file: "cart.py", className, name, ...rest };
}

Deno.test("nameTests() spells suite, file, class and name", () => {
  const name = nameTests({ suite: "unit", place: "container", attempt: 1 });
  assertEquals(name(reported("adds[1 + 1]")).id, "unit::cart.py::Cart::adds[1 + 1]");
});

Deno.test("nameTests() leaves out what the report does not tell, and stays unique", () => {
  const name = nameTests({ suite: "cargo", place: "container", attempt: 1 });
  const bare = (file: string, className: string) =>
    name({ ...reported("tests::fails", className), file }).id;
  assertEquals(bare("src/lib.rs", ""), "cargo::src/lib.rs::tests::fails");
  assertEquals(bare("", ""), "cargo::tests::fails");
  assertEquals(bare("", "src/lib.rs"), "cargo::src/lib.rs::tests::fails#2");
});

Deno.test("nameTests() numbers repetitions of one name, and only those", () => {
  const name = nameTests({ suite: "unit", place: "container", attempt: 1 });
  const ids = ["a", "b", "a", "a"].map((one) => name(reported(one)));
  assertEquals(ids.map((test) => test.occurrence), [1, 1, 2, 3]);
  assertEquals(ids[3]?.id, "unit::cart.py::Cart::a#3");
});

Deno.test("nameTests() finds no repetition among 200,000 different names", () => {
  const name = nameTests({ suite: "unit", place: "failsafe", attempt: 1 });
  let repeated = 0;
  for (let at = 0; at < 200_000; at++) {
    if (name(reported(`case ${at}`)).occurrence > 1) repeated++;
  }
  assertEquals(repeated, 0);
});

Deno.test("nameTests() derives the route of an API test, and believes the test itself first", () => {
  const route = (kind: "unit" | "e2e" | undefined, told?: string) => {
    const owner = { suite: "api", place: "container", attempt: 1 } as const;
    const test = { ...reported("test_get_users_id"), file: "api/test_users.py" };
    const name = nameTests(kind === undefined ? owner : { ...owner, kind });
    return name(told === undefined ? test : { ...test, route: told }).route;
  };
  assertEquals(route("unit"), "GET /users/{id}");
  assertEquals(route("unit", "GET /people/{id}"), "GET /people/{id}");
  assertEquals([route(undefined), route(undefined, "GET /people")], [null, "GET /people"]);
});

Deno.test("nameTests() gives one test one identity, in the container and outside of it", () => {
  const home = homeOf("api", ["/home/dev/shop", "/workspace"]);
  const idOf = (place: "container" | "failsafe", file: string) =>
    nameTests({ suite: "unit", place, attempt: 1, home })({ ...reported("adds"), file });
  const inside = idOf("container", "/workspace/api/cart.py");
  const outside = idOf("failsafe", "/home/dev/shop/api/cart.py");
  const relative = idOf("failsafe", "cart.py");
  assertEquals(new Set([inside, outside, relative].map(({ id }) => id)).size, 1);
  assertEquals([inside.file, inside.class, inside.name], ["api/cart.py", "Cart", "adds"]);
});

Deno.test("nameTests() keeps the ids of examples when one is added before them", () => {
  const idsOf = (rows: readonly string[]) => {
    const name = nameTests({ suite: "unit", place: "container", attempt: 1 });
    return rows.map((row, at) => name(reported(`Login as ${row} -- @1.${at + 1} users`)).id);
  };
  assertEquals(idsOf(["zoe", "ann", "bob"]).slice(1), idsOf(["ann", "bob"]));
});

Deno.test("nameTests() gives different tests different ids, in any order the same set", () => {
  const names = fc.array(fc.stringMatching(/^[a-c[\]#]{1,3}$/), { maxLength: 12 });
  fc.assert(fc.property(names, (all) => {
    const idsOf = (told: readonly string[]) => {
      const name = nameTests({ suite: "unit", place: "container", attempt: 1 });
      return told.map((one) => name(reported(one)).id).toSorted();
    };
    const ids = idsOf(all);
    assertEquals(ids, idsOf(all.toReversed()));
    // A name that itself ends like our numbers is the one thing that may meet a number of ours.
    if (!all.some((one) => one.includes("#"))) assertEquals(new Set(ids).size, all.length);
  }));
});

Deno.test("nameTests() marks failing tests that are excused, by their id", () => {
  const excuse = ({ id, outcome }: { id: string; outcome: string }) =>
    outcome === "failed" && id.endsWith("#2") ? "the entry" : null;
  const name = nameTests({ suite: "unit", place: "container", attempt: 1, excuse });
  const failing: ReportedTest = { ...reported("a"), outcome: "failed" };
  assertEquals([failing, failing].map((one) => name(one).quarantine), [null, "the entry"]);
});
