import { assert, assertEquals } from "@std/assert";
import { isFailing } from "../../../lib/model/outcome.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireProgram } from "../../support/require_program.ts";
import { openProject, runGate } from "../../support/run_gate.ts";
import { PLAIN } from "../runners/count_outcomes.ts";
import { installPackages, requireNpm } from "../runners/npm_tools.ts";
import { NASTY, runReplay } from "./nasty_project.ts";

/** One tool, and a project of it in which all tests but one fail. */
interface Tool {
  readonly runner: string;
  readonly files: Readonly<Record<string, string>>;
  /** Of `container`, when it is not the failsafe. */
  readonly container?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** False for a test that its tool runs only together with others. */
  readonly isExact?: (id: string) => boolean;
  /** Told where the project stands before anything runs. */
  readonly prepare?: (root: string) => Promise<void>;
}

/** Runs the gate red, then replays each test that failed by its id alone. */
async function replayEach(tool: Tool) {
  const { runner, files, container, env = PLAIN, args, prepare, isExact = () => true } = tool;
  const suite = { name: "unit", runner, failsafe: true, ...(args && { args }) };
  await using where = await openProject({
    "qa.jsonc": { suites: [suite], ...(container && { container }) },
    ...files,
  });
  const { root } = where;
  await prepare?.(root);
  const mode = ["--mode", container === undefined ? "failsafe" : "container"];
  const red = await runGate(root, mode, { env });
  const { tests, results } = await checkRun(red);
  const failed = tests.filter(({ outcome }) => isFailing(outcome));
  const said = red.stdout + red.stderr;
  assert(failed.length > 1, said);
  const steady = tests.find(({ outcome }) => outcome === "passed")?.id ?? "";
  assert(steady !== "", said);
  assertEquals(results.suites[0]?.outcome, "failed", said);
  for (const { id } of failed) {
    const end = await runReplay(root, [red.runId, `--test=${id}`, ...mode], { env });
    const { tests: ran, summary } = await checkRun(end);
    const words = `${id}\n${end.stdout}${end.stderr}`;
    assertEquals([end.exit, summary.verdict], [1, "failed"], words);
    const again = ran.filter(({ outcome }) => outcome !== "skipped" && outcome !== "not-run");
    assertEquals(again.find((one) => one.id === id)?.outcome, "failed", words);
    const isMore = again.length > 1;
    assertEquals(isMore && isExact(id), false, words);
    if (!isMore) assertEquals(again.some((one) => one.id === steady), false, words);
    const outstanding = summary.replay?.outstanding.map(({ test }) => test) ?? [];
    const ids = new Set(again.map((one) => one.id));
    const others = failed.map((one) => one.id).filter((one) => !ids.has(one));
    assertEquals(outstanding.toSorted(), others.toSorted(), words);
  }
  return failed.map(({ name }) => name);
}

/** A test for each name in a language whose strings are those of JSON. */
const inEach = (line: (name: string) => string): string =>
  NASTY.map((name) => line(JSON.stringify(name))).join("\n");

Deno.test({
  name: "replay runs a single deno test of any name, in a container",
  ...await requireDocker({ images: ["deno"] }),
  async fn() {
    const names = await replayEach({
      runner: "deno",
      container: { image: "qa-gate-test-deno:1", network: "none" },
      files: {
        "a_test.ts": 'Deno.test("steady", () => {});\n' +
          inEach((name) => `Deno.test(${name}, () => { throw new Error("no"); });`),
      },
    });
    assertEquals(names.length, NASTY.length);
  },
});

Deno.test({
  name: "replay runs a single node:test of any name",
  ...await requireNpm(),
  async fn() {
    const names = await replayEach({
      runner: "node",
      // What the script calls is not known, so only files can be named.
      isExact: () => false,
      files: {
        "package.json": '{ "scripts": { "test": "node --test" } }',
        "a.test.js": 'const test = require("node:test");\ntest("steady", () => {});\n' +
          inEach((name) => `test(${name}, () => { throw new Error("no"); });`),
      },
    });
    assertEquals(names.length, NASTY.length);
  },
});

Deno.test({
  name: "replay runs a single bats test of any name",
  ...await requireProgram(["bats", "--version"], "install bats"),
  async fn() {
    const names = ["a b", "[brackets]", "it's quoted", "ünïcode ☃", "c::d", "x \\ * + ?"];
    const tests = names.map((name) => `@test ${JSON.stringify(name)} { false; }`);
    const failed = await replayEach({
      runner: "bats",
      files: { "test/a.bats": `@test "steady" { true; }\n${tests.join("\n")}\n` },
    });
    assertEquals(failed.length, names.length);
  },
});

Deno.test({
  name: "replay runs a single behave scenario of any name",
  ...await requireProgram(["behave", "--version"], "install behave"),
  async fn() {
    const names = NASTY.filter((name) => !name.includes("\n"));
    const scenarios = names.map((name) => `  Scenario: ${name}\n    Given a failure\n`).join("");
    const outline = "  Scenario Outline: row <x>\n    Given <x>\n    Examples:\n      | x |\n" +
      "      | a failure |\n      | nothing |\n";
    const failed = await replayEach({
      runner: "behave",
      // A name in brackets is one of ours, for what went wrong outside of every scenario.
      isExact: (id) => !id.endsWith("::[brackets]"),
      env: { ...PLAIN, PATH: `/usr/bin:${Deno.env.get("PATH")}` },
      files: {
        "features/steps/all.py": "from behave import given\n@given('nothing')\ndef _(c): pass\n" +
          "@given('a failure')\ndef _(c): assert False, 'no'\n",
        "features/a.feature":
          `Feature: a\n  Scenario: steady\n    Given nothing\n${scenarios}${outline}`,
      },
    });
    assertEquals(failed.length, names.length + 1);
  },
});

Deno.test({
  name: "replay runs a single go test of any name",
  ...await requireProgram(["go", "version"], "install golang-go"),
  async fn() {
    const cases = NASTY.map((name) =>
      `\tt.Run(${JSON.stringify(name)}, func(t *testing.T) { t.Error("no") })`
    );
    const failed = await replayEach({
      runner: "go",
      env: { GOPROXY: "off", GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod" },
      files: {
        "go.mod": "module example.com/shop\n\ngo 1.19\n",
        "a_test.go": `package shop\n\nimport "testing"\n\nfunc TestSteady(t *testing.T) {}\n\n` +
          `func TestNasty(t *testing.T) {\n${cases.join("\n")}\n}\n`,
      },
    });
    assertEquals(failed.length, NASTY.length);
  },
});

Deno.test({
  name: "replay runs a single cargo test, and no other one whose name it begins",
  ...await requireProgram(["cargo", "--version"], "install cargo"),
  async fn() {
    const failed = await replayEach({
      runner: "cargo",
      env: { CARGO_NET_OFFLINE: "true", RUST_BACKTRACE: "0" },
      files: {
        "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
        "src/lib.rs": "/// ```\n/// assert!(false);\n/// ```\npub fn shop() {}\n\n" +
          "#[cfg(test)]\nmod tests {\n    mod inner {\n" +
          "        #[test]\n        fn sum() { assert_eq!(1, 2); }\n" +
          "        #[test]\n        fn sum_of_more() {}\n" +
          '        #[test]\n        fn größe() { panic!("no"); }\n    }\n}\n',
      },
    });
    assertEquals(failed.length, 3);
  },
});

Deno.test({
  name: "replay runs a single Playwright test of any name",
  ...await requireNpm(),
  async fn() {
    await using tools = await installPackages("@playwright/test@1.65.1");
    const names = NASTY.filter((name) => !name.includes("\n"));
    const tests = names.map((name) => `test(${JSON.stringify(name)}, () => expect(1).toBe(2));`);
    const failed = await replayEach({
      runner: "playwright",
      prepare: (root) => Deno.symlink(tools.path, `${root}/node_modules`),
      files: {
        "package.json": '{ "devDependencies": { "@playwright/test": "1.65.1" } }',
        "playwright.config.js": 'module.exports = { testDir: "e2e" };\n',
        "e2e/a.spec.js": 'const { test, expect } = require("@playwright/test");\n' +
          `test("steady", () => {});\n${tests.join("\n")}\n`,
      },
    });
    assertEquals(failed.length, names.length);
  },
});
