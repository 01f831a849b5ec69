import { assertEquals } from "@std/assert";
import {
  createDeclarations,
  type JunitDeclarations,
} from "../../../lib/formats/junit_declarations.ts";
import { createProblemList } from "../../../lib/formats/problem_list.ts";
import type { TestOutcome } from "../../../lib/model/outcome.ts";

type Counts = Readonly<Record<string, string>>;

/** A level: what its tag says, and the tests and levels inside of it. */
interface Told {
  readonly says: Counts;
  readonly inside?: readonly (TestOutcome | Told)[];
}

function walk(declarations: JunitDeclarations, { says, inside = [] }: Told): void {
  const names = Object.keys(says);
  declarations.open({ names, values: Object.values(says), count: names.length });
  for (const one of inside) {
    if (typeof one === "string") declarations.count(one, false);
    else walk(declarations, one);
  }
  declarations.close();
}

function compare(...roots: readonly Told[]) {
  const doubts = createProblemList();
  const declarations = createDeclarations(doubts);
  for (const root of roots) walk(declarations, root);
  return { total: declarations.total(), doubts: doubts.kept() };
}

Deno.test("createDeclarations() doubts numbers that are not those counted, once for each report", () => {
  const doubtsOf = (says: Counts, ...inside: TestOutcome[]) => compare({ says, inside }).doubts;
  assertEquals(doubtsOf({ tests: "2", failures: "1" }, "passed", "failed"), []);
  assertEquals(doubtsOf({ tests: "3" }, "passed"), [
    "the report declares 3 tests and shows 1",
  ]);
  assertEquals(doubtsOf({ name: "s", tests: "1", failures: "1", errors: "1" }, "passed"), [
    '"s" declares 2 failures and shows 0',
  ]);
  assertEquals(doubtsOf({ tests: "1", skipped: "1" }, "passed"), [
    "the report declares 1 skipped and shows 0",
  ]);
  const inner = { says: { name: "inner", tests: "2" }, inside: ["passed"] } as const;
  assertEquals(compare({ says: { tests: "2" }, inside: [inner] }).doubts, [
    '"inner" declares 2 tests and shows 1',
  ]);
});

Deno.test("createDeclarations() takes expected failures for skipped or for passed, as tools do", () => {
  for (const skipped of ["1", "2"]) {
    const inside = ["skipped", "expected-failure"] as const;
    assertEquals(compare({ says: { tests: "2", skipped }, inside }).doubts, []);
  }
});

Deno.test("createDeclarations() takes a test that stands twice in a row for one or two", () => {
  for (const tests of ["1", "2", "3"]) {
    const doubts = createProblemList();
    const declarations = createDeclarations(doubts);
    declarations.open({ names: ["tests"], values: [tests], count: 1 });
    declarations.count("failed", false);
    declarations.count("error", true);
    declarations.close();
    assertEquals(doubts.kept().length, tests === "3" ? 1 : 0);
  }
});

Deno.test("createDeclarations() sums reports that follow one another and suites that nest", () => {
  const two = { says: { tests: "2", failures: "1" }, inside: ["passed", "failed"] } as const;
  const counts = { tests: 2, failures: 1, skipped: 0 };
  assertEquals(compare(two).total, counts);
  assertEquals(compare({ says: {}, inside: [{ says: {}, inside: [two] }] }).total, counts);
  assertEquals(compare(two, { says: {}, inside: [two] }).total, {
    tests: 4,
    failures: 2,
    skipped: 0,
  });
  assertEquals(compare(two, { says: {} }).total, null);
  assertEquals(compare().total, null);
});

Deno.test("createDeclarations() gives no meaning to numbers that count suites as tests", () => {
  const inner = { says: { tests: "2" }, inside: ["passed", "passed"] } as const;
  const reading = compare({ says: { tests: "2", failures: "0" }, inside: ["failed", inner] });
  assertEquals(reading, { total: null, doubts: [] });
});

Deno.test("createDeclarations() reads no number that is none", () => {
  assertEquals(compare({ says: { tests: "many" } }).total, null);
  assertEquals(compare({ says: { tests: "-1" } }).total, null);
  assertEquals(compare({ says: { tests: "9".repeat(13) } }).total, null);
});
