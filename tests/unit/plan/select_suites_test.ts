import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Selectable, selectSuites, type Wish } from "../../../lib/plan/select_suites.ts";

const SUITES: readonly Selectable[] = [
  { name: "lint", profiles: ["quick", "ci", "full"] },
  { name: "unit" },
  { name: "db", profiles: ["full"] },
  { name: "api", needs: ["db"], profiles: ["ci", "full"] },
  { name: "e2e", needs: ["api"], profiles: ["full"] },
];

function choose(wish: Partial<Wish>) {
  return selectSuites(SUITES, { profile: "full", only: [], exclude: [], ...wish });
}

/** Names chosen, reasons of the others, notes. */
function chosen(wish: Partial<Wish>) {
  const selection = choose(wish);
  assert(selection.ok);
  const { selected, leftOut, notes } = selection.value;
  const whys = Object.fromEntries(leftOut.map(({ suite, why }) => [suite, why]));
  return { names: selected.map(({ name }) => name), whys, notes };
}

Deno.test("selectSuites() takes the suites of a profile and those of every profile", () => {
  const { names, whys } = chosen({ profile: "quick" });
  assertEquals(names, ["lint", "unit"]);
  assertEquals(whys["db"], "not in profile quick");
});

Deno.test("selectSuites() pulls in what a suite of the profile needs, and says so", () => {
  const { names, notes } = chosen({ profile: "ci" });
  assertEquals(names, ["lint", "unit", "db", "api"]);
  assertEquals(notes, ['Suite "db" runs too: "api" needs it']);
});

Deno.test("selectSuites() takes named suites whatever their profile, with all they need", () => {
  const { names, whys, notes } = chosen({ profile: "quick", only: ["e2e"] });
  assertEquals(names, ["db", "api", "e2e"]);
  assertEquals(whys, { lint: "not named by --suite", unit: "not named by --suite" });
  assertEquals(notes.length, 2);
});

Deno.test("selectSuites() leaves out what needs an excluded suite, directly or not", () => {
  const { names, whys } = chosen({ exclude: ["db"] });
  assertEquals(names, ["lint", "unit"]);
  assertEquals(whys, {
    db: "excluded by --exclude",
    api: 'needs "db", which is excluded',
    e2e: 'needs "db", which is excluded',
  });
});

Deno.test("selectSuites() refuses unknown names with the nearest one", () => {
  for (
    const [wish, flag] of [[{ only: ["unti"] }, "--suite"], [{ exclude: ["unti"] }, "--exclude"]]
  ) {
    const selection = choose(wish as Partial<Wish>);
    assert(!selection.ok && selection.error.kind === "usage");
    assertStringIncludes(selection.error.message, '"unti"');
    assertEquals(selection.error.hint, `Did you mean ${flag} unit?`);
  }
});

Deno.test("selectSuites() refuses a choice of nothing with the reasons", () => {
  const selection = choose({ only: ["e2e"], exclude: ["api"] });
  assert(!selection.ok && selection.error.kind === "usage");
  assertStringIncludes(selection.error.message, 'e2e: needs "api", which is excluded');
});
