import { assert, assertEquals } from "@std/assert";
import behave from "../../../../fixtures/runners/behave/list/report.jsonl" with { type: "text" };
import cargo from "../../../../fixtures/runners/cargo/list/stdout.txt" with { type: "text" };
import go from "../../../../fixtures/runners/go/list/stdout.txt" with { type: "text" };
import jest from "../../../../fixtures/runners/jest/list/stdout.txt" with { type: "text" };
import mocha from "../../../../fixtures/runners/mocha/list/report.jsonl" with { type: "text" };
import playwright from "../../../../fixtures/runners/playwright/list/report.jsonl" with {
  type: "text",
};
import pytest from "../../../../fixtures/runners/pytest/list/listing.jsonl" with { type: "text" };
import vitest from "../../../../fixtures/runners/vitest/list/stdout.txt" with { type: "text" };
import type { RunnerRequest, TestListing, TestTarget } from "../../../../lib/model/runner.ts";
import { RUNNERS } from "../../../support/all_runners.ts";

const REQUEST: RunnerRequest = { paths: [], args: [], command: [], report: null };

function listOf(id: string): TestListing {
  const list = RUNNERS.find((row) => row.id === id)?.list;
  assert(list, `${id} has no listing`);
  return list;
}

function read(id: string, text: string): readonly TestTarget[] {
  const targets = listOf(id).read(text);
  assert(targets, `${id} has told no listing`);
  return targets;
}

const named = (name: string): TestTarget => ({ file: "", class: "", name });
const inFile = (file: string): TestTarget => ({ file, class: "", name: "" });

Deno.test("RUNNERS reads what each tool lists", () => {
  const listings = { behave, cargo, go, jest, mocha, playwright, pytest, vitest };
  const counts = Object.entries(listings).map(([id, text]) => [id, read(id, text).length]);
  assertEquals(Object.fromEntries(counts), {
    ...{ behave: 10, cargo: 17, go: 11, jest: 3, mocha: 16, playwright: 1, pytest: 23, vitest: 2 },
  });
  assertEquals(read("go", go)[0], { file: "", class: "example.com/shop/slow", name: "TestBefore" });
  assertEquals(read("cargo", cargo).at(-1), {
    ...{ file: "demo/src/lib.rs", class: "Doc-tests", name: "demo/src/lib.rs - add (line 9)" },
  });
  assertEquals(read("mocha", mocha)[0], {
    ...{ file: "test/outcomes.spec.js", class: "", name: "passes" },
  });
  const parameters = read("pytest", pytest).map(({ name }) => name)
    .filter((name) => name.includes("["));
  assert(parameters.some((name) => name.includes("x::y")), parameters.join());
});

Deno.test("RUNNERS takes no listing that was cut, or that is none", () => {
  for (const [id, text] of Object.entries({ behave, mocha, playwright, pytest })) {
    const cut = text.trimEnd().split("\n").slice(0, -1).join("\n");
    assertEquals(listOf(id).read(cut), null, id);
    assertEquals(listOf(id).read(""), null, id);
  }
  assertEquals(listOf("pytest").read('["a.py","a","b"]\n{"end": 2}\n'), null);
  assertEquals(listOf("pytest").read('["a.py","a"]\n{"end": 1}\n'), null);
  assertEquals(listOf("cargo").read("one: test\nwhat the tests of an own harness print\n"), null);
  for (const id of ["jest", "vitest"]) {
    assertEquals(listOf(id).read("no JSON\n"), null);
    assertEquals(listOf(id).read("[1]"), null);
    assertEquals(listOf(id).read("[]"), []);
  }
});

Deno.test("PYTEST, BEHAVE and Mocha select through a file, whatever the names", () => {
  const hard = { file: "a b.py", class: "a.B", name: "test[x::y\n\"'\\é]" };
  for (const id of ["pytest", "behave", "mocha"]) {
    const selection = listOf(id).select([hard], [hard, named("other")], REQUEST);
    const [text] = Object.entries(selection?.files ?? {}).filter(([name]) =>
      name.endsWith("selection.jsonl")
    ).map(([, one]) => one);
    assertEquals([selection?.paths, selection?.args], [null, []]);
    assertEquals(text?.split("\n").length, 2, id);
    assertEquals(JSON.parse(text ?? ""), [hard.file, hard.class, hard.name]);
  }
});

Deno.test("CARGO selects names exactly, and doc tests by leaving out everything else", () => {
  const { select, widen } = listOf("cargo");
  const doc = (line: number): TestTarget => ({
    ...{ file: "src/lib.rs", class: "Doc-tests", name: `src/lib.rs - add (line ${line})` },
  });
  const all = [named("a"), named("b"), doc(1), doc(9)];
  const args = ["--", "--exact"];
  assertEquals(select([named("a")], all, REQUEST), { paths: ["a"], args });
  assertEquals(select([named("a"), doc(1)], all, REQUEST), null);
  const docs = [...new Map(all.map((one) => [widen(one)?.name, widen(one)!])).values()];
  assertEquals(docs.length, 3);
  const wide = docs.filter(({ class: group }) => group === "Doc-tests");
  assertEquals(select(wide, docs, REQUEST), {
    paths: null,
    args: [...args, "--skip", "a", "--skip", "b"],
  });
  assertEquals(select(docs, docs, REQUEST), { paths: null, args: [] });
});

Deno.test("CARGO and GO select nothing exactly beside a filter of the suite's own", () => {
  const all = [named("a"), named("b")];
  const cargo = (request: Partial<RunnerRequest>) =>
    listOf("cargo").select([named("a")], all, { ...REQUEST, ...request });
  assertEquals(cargo({ paths: ["mod::"] }), null);
  assertEquals(cargo({ args: ["--", "filter"] }), null);
  assertEquals(cargo({ args: ["--", "--skip=x"] }), null);
  assert(cargo({ args: ["--release", "--", "--test-threads=1"] }));
  const tests = [{ file: "", class: "p", name: "TestA" }, { file: "", class: "p", name: "TestB" }];
  const go = (...args: string[]) => listOf("go").select([tests[0]!], tests, { ...REQUEST, args });
  assertEquals(go("-race"), { paths: ["p"], args: ["-run", "^TestA$"] });
  for (const word of ["-run", "-run=X", "--run", "-skip=Y", "-args", "-test.run=Z"]) {
    assertEquals(go(word), null, word);
  }
});

Deno.test("Jest, Vitest and Playwright select whole files, where no other is meant by their path", () => {
  const all = ["src/a.test.ts", "src/b.test.ts", "packages/x/src/a.test.ts"].map(inFile);
  const pick = (id: string, ...at: number[]) =>
    listOf(id).select(at.map((one) => all[one]!), all, REQUEST);
  assertEquals(pick("jest", 0), { paths: ["src/a.test.ts"], args: ["--runTestsByPath"] });
  for (const id of ["vitest", "playwright"]) {
    assertEquals(pick(id, 0), null, id);
    assert(pick(id, 1), id);
    assert(pick(id, 0, 2), id);
  }
  assertEquals(RUNNERS.find(({ id }) => id === "vitest-npm")?.list, undefined);
});

Deno.test("RUNNERS gives up a selection that no command line could hold", () => {
  const many = Array.from(
    { length: 5_000 },
    (_, at) => inFile(`src/${"x".repeat(40)}${at}.test.ts`),
  );
  const all = [...many, inFile("other")];
  for (const id of ["jest", "vitest", "playwright"]) {
    assertEquals(listOf(id).select(many, all, REQUEST), null, id);
  }
  const names = many.map(({ file }) => named(file));
  assertEquals(listOf("cargo").select(names, [...names, named("a")], REQUEST), null);
});
