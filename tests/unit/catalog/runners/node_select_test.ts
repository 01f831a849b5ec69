import { assert, assertEquals } from "@std/assert";
import { DENO } from "../../../../lib/catalog/runners/deno.ts";
import { JEST_TOOL } from "../../../../lib/catalog/runners/jest.ts";
import { MOCHA_TOOL } from "../../../../lib/catalog/runners/mocha.ts";
import { NODE } from "../../../../lib/catalog/runners/node.ts";
import { escapePattern, selectNames } from "../../../../lib/catalog/runners/node_select.ts";
import { PLAYWRIGHT_TOOL } from "../../../../lib/catalog/runners/playwright.ts";
import { VITEST_TOOL } from "../../../../lib/catalog/runners/vitest.ts";
import type { TestTarget } from "../../../../lib/model/runner.ts";

function target(file: string, name: string, group = ""): TestTarget {
  return { file, class: group, name };
}

const ONE = target("src/a.test.js", "adds (1 + 2)?", "sums > small");
const OTHER = target("src/b.test.js", "b");
const FILE = target("src/a.test.js", "(file)");

Deno.test("selectNames() is exact for tests of one file and for whole files", () => {
  assertEquals(selectNames([ONE])?.isExact, true);
  assertEquals(selectNames([ONE, OTHER])?.isExact, false);
  assertEquals(selectNames([FILE, { ...FILE, file: "c" }]), {
    files: ["src/a.test.js", "c"],
    pattern: null,
    isExact: true,
  });
  assertEquals(selectNames([FILE, ONE])?.isExact, false);
});

Deno.test("selectNames() cannot select what belongs to no test", () => {
  assertEquals(selectNames([]), null);
  assertEquals(selectNames([target("", "(outside of every test)")]), null);
  assertEquals(selectNames([target("", "(file)")]), null);
});

Deno.test("selectNames() runs a broken hook by running its group", () => {
  const mocha = selectNames([target("a.js", '"before all" hook for "n"', "group")]);
  assertEquals([mocha?.pattern, mocha?.isExact], ["group .*", false]);
  assertEquals(selectNames([target("a.ts", "(hook)", "g")])?.pattern, "g .*");
  assertEquals(selectNames([target("a.js", '"before each" hook')])?.pattern, null);
  assertEquals(selectNames([target("a.js", 'says "before all" hook')])?.isExact, true);
});

Deno.test("escapePattern() makes a pattern of exactly this name, however groups are joined", () => {
  for (const name of ["a.b*c", "$x^ (1|2)", "[a]{2}?", "back\\slash", "日本 ✓", "a+b/c-d"]) {
    assert(new RegExp(`^${escapePattern(name)}$`).test(name), name);
    assert(!new RegExp(`^${escapePattern(name)}$`).test(`${name}x`), name);
  }
  const joined = new RegExp(`^${escapePattern("a > b > c")}$`);
  assert(joined.test("a b c") && joined.test("a > b > c") && !joined.test("abc"));
});

Deno.test("select() of each tool spells files and names as the tool takes them", () => {
  const pattern = "sums (?:> )?small adds \\(1 \\+ 2\\)\\?";
  assertEquals(JEST_TOOL.select([ONE]), {
    paths: ["src/a.test.js"],
    args: ["--runTestsByPath", `--testNamePattern=^${pattern}$`],
    isExact: true,
  });
  assertEquals(VITEST_TOOL.select([ONE, OTHER]), {
    paths: ["src/a.test.js", "src/b.test.js"],
    args: [`--testNamePattern=^(?:${pattern}|b)$`],
    isExact: false,
  });
  assertEquals(MOCHA_TOOL.select([ONE]), {
    paths: ["src/a.test.js"],
    args: [`--grep=^${pattern}$`],
    isExact: false,
  });
  assertEquals(PLAYWRIGHT_TOOL.select([{ ...ONE, class: "[web] > sums" }]), {
    paths: ["(?:^|[\\\\/])src/a\\.test\\.js$"],
    args: ["--project=web", "--grep= sums adds \\(1 \\+ 2\\)\\?(?: @\\S+)*$"],
    isExact: false,
  });
  assertEquals(PLAYWRIGHT_TOOL.select([ONE, { ...ONE, class: "[web]" }])?.args.length, 1);
  assertEquals(NODE.select([ONE]), { paths: ["src/a.test.js"], args: [], isExact: false });
});

Deno.test("select() of deno takes files and whole names, and a step's test for the step", () => {
  assertEquals(DENO.select([target("a_test.ts", "x.y")]), {
    paths: ["a_test.ts"],
    args: ["--filter=/^(?:x\\.y)$/"],
    isExact: true,
  });
  const step = DENO.select([target("a_test.ts", "good", "parent > outer")]);
  assertEquals([step?.args, step?.isExact], [
    ["--filter=/^(?:parent (?:> )?outer|parent)$/"],
    false,
  ]);
  assertEquals(DENO.select([target("", "x")]), null);
});

Deno.test("select() falls back to whole files where the names are too long", () => {
  const many = Array.from({ length: 9 }, (_, at) => target("a.js", `${at}${"n".repeat(16_000)}`));
  const selection = JEST_TOOL.select(many);
  assertEquals(selection, { paths: ["a.js"], args: ["--runTestsByPath"], isExact: false });
});
