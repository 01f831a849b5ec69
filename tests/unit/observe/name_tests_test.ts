import { assertEquals } from "@std/assert";
import { nameTests } from "../../../lib/observe/name_tests.ts";
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
