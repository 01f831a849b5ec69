import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { loadRunners } from "../../../lib/catalog/runners.ts";
import { RUNNERS } from "../../support/all_runners.ts";
import { detectSuites } from "../../../lib/config/detect_suites.ts";
import { IDENTIFIER } from "../../../lib/model/flag_value.ts";
import type { DetectedSuite, RunnerRequest, RunnerRow } from "../../../lib/model/runner.ts";

/** Suites found among these files; a text stands for a marker file's content. */
function detect(files: Readonly<Record<string, string>>): readonly DetectedSuite[] {
  return detectSuites({ paths: Object.keys(files), texts: files }, RUNNERS);
}

/** `name in cwd` of each suite. */
function found(...paths: string[]): readonly string[] {
  return detect(Object.fromEntries(paths.map((path) => [path, ""]))).map(sayPlace);
}

function sayPlace({ name, cwd }: DetectedSuite): string {
  return `${name} in ${cwd}`;
}

function row(id: string): RunnerRow {
  const one = RUNNERS.find((candidate) => candidate.id === id);
  assert(one !== undefined);
  return one;
}

function command(id: string, request: Partial<RunnerRequest> = {}) {
  return row(id).command({ paths: [], args: [], command: [], report: null, ...request });
}

Deno.test("RUNNERS has unique ids and exit codes that are failures", () => {
  assertEquals(new Set(RUNNERS.map(({ id }) => id)).size, RUNNERS.length);
  for (const { id, exitCodes } of RUNNERS) {
    assertMatch(id, IDENTIFIER);
    for (const code of Object.keys(exitCodes)) assert(Number(code) > 0 && Number(code) < 126);
  }
});

Deno.test("RUNNERS finds nothing in a folder without tests", () => {
  assertEquals(found(), []);
  assertEquals(found("README.md", "main.py", "pyproject.toml", "deno.json", "package.json"), []);
});

Deno.test("RUNNERS finds pytest by its configuration or its tests", () => {
  for (const path of ["pytest.ini", "conftest.py", "tests/test_a.py", "src/a_test.py"]) {
    assertEquals(found(path), ["pytest in ."], path);
  }
  const sections = {
    "pyproject.toml": "[project]\n\n[tool.pytest.ini_options]\n",
    "setup.cfg": "[tool:pytest]\n",
    "tox.ini": "[tox]\n[pytest]\n",
  };
  for (const [path, text] of Object.entries(sections)) {
    assertEquals(detect({ [path]: text }).map(sayPlace), ["pytest in ."]);
    assertEquals(detect({ [path]: "[other]\n" }), []);
  }
});

Deno.test("RUNNERS gives each Python project of a monorepo its own pytest", () => {
  assertEquals(
    found("api/pyproject.toml", "api/tests/test_a.py", "libs/x/setup.py", "libs/x/test_x.py"),
    [
      "api-pytest in api",
      "libs-x-pytest in libs/x",
    ],
  );
  assertEquals(found("api/pyproject.toml", "api/test_a.py", "tests/test_b.py"), ["pytest in ."]);
  assertEquals(found("api/pyproject.toml", "web/pyproject.toml", "web/test_a.py"), [
    "web-pytest in web",
  ]);
});

Deno.test("RUNNERS does not take fixtures for tests", () => {
  assertEquals(found("fixtures/p/test_a.py", "a/testdata/b_test.ts", "vendor/x/Cargo.toml"), []);
});

Deno.test("RUNNERS finds deno test beside a deno.json, or where nothing else could be meant", () => {
  assertEquals(found("deno.json", "a_test.ts"), ["deno in ."]);
  assertEquals(found("deno.jsonc", "tests/a.test.tsx"), ["deno in ."]);
  assertEquals(found("deno.json", "src/test.ts"), ["deno in ."]);
  assertEquals(found("src/a_test.ts"), ["deno in ."]);
  assertEquals(found("src/a.test.ts"), []);
  assertEquals(found("src/a_test.ts", "package.json"), []);
  assertEquals(found("deno.json", "latest.ts", "contest.ts"), []);
  assertEquals(found("a/deno.json", "a/x_test.ts", "b/deno.json"), ["a-deno in a"]);
});

Deno.test("RUNNERS says that a task named test is not used", () => {
  const text = '{ "tasks": { /* ours */ "test": "deno test -A" } }';
  const [suite] = detect({ "deno.jsonc": text, "a_test.ts": "" });
  assertStringIncludes(suite?.why ?? "", 'its own task "test" is not used');
  const [plain] = detect({ "deno.json": "{ broken", "a_test.ts": "" });
  assertEquals(plain?.why.includes("task"), false);
});

Deno.test("RUNNERS runs npm test with a report where the script runs node --test", () => {
  for (
    const script of ["node --test", "tsc && node --import tsx --test src/", "NO=1 node --test"]
  ) {
    const [suite] = detect({ "package.json": JSON.stringify({ scripts: { test: script } }) });
    assertEquals([suite?.runner, suite?.kind, suite?.command], ["node", "unit", null], script);
  }
});

Deno.test("RUNNERS judges any other npm test by its exit code alone, and says so", () => {
  for (const script of ["ava", "tap run", "uvu --test", "node run.js; echo --test"]) {
    const [suite] = detect({ "package.json": JSON.stringify({ scripts: { test: script } }) });
    assertEquals([suite?.name, suite?.runner, suite?.kind], ["node", "command", "check"], script);
    assertEquals(suite?.command, ["npm", "test"]);
    assertStringIncludes(suite?.why ?? "", "exit code alone");
  }
});

Deno.test("RUNNERS goes by the nearest lock file, and says which", () => {
  const of = (script: string, folder: string, ...locks: string[]) => {
    const text = JSON.stringify({ scripts: { test: script } });
    const files = Object.fromEntries(locks.map((lock) => [lock, ""]));
    const [suite] = detect({ [`${folder}package.json`]: text, ...files });
    return [suite?.runner, suite?.command?.join(" "), /\((.*)\)/.exec(suite?.why ?? "")?.[1]];
  };
  const ava = (folder: string, ...locks: string[]) => of("ava", folder, ...locks);
  assertEquals(ava(""), ["command", "npm test", undefined]);
  assertEquals(ava("", "pnpm-lock.yaml"), [
    "command",
    "pnpm test",
    "there is a pnpm-lock.yaml",
  ]);
  assertEquals(ava("a/b/", "yarn.lock", "c/pnpm-lock.yaml")[1], "yarn test");
  assertEquals(ava("a/b/", "yarn.lock", "a/pnpm-lock.yaml")[2], "there is a a/pnpm-lock.yaml");
  assertEquals(ava("a/", "yarn.lock", "a/package-lock.json")[1], "npm test");
  assertEquals(of("node --test", "", "pnpm-lock.yaml").slice(0, 2), ["pnpm", undefined]);
  assertEquals(of("node --test", "", "yarn.lock")[0], "yarn");
});

Deno.test("RUNNERS leaves out a package.json without a real test script", () => {
  const placeholder = 'echo "Error: no test specified" && exit 1';
  for (const script of [placeholder, "", "deno test -A", 3]) {
    assertEquals(detect({ "package.json": JSON.stringify({ scripts: { test: script } }) }), []);
  }
  for (const text of ["null", "[]", "{ broken", '{"scripts": null}']) {
    assertEquals(detect({ "package.json": text }), []);
  }
});

Deno.test("RUNNERS takes the topmost package and crate of each tree", () => {
  const test = '{"scripts": {"test": "ava"}}';
  assertEquals(
    detect({ "a/package.json": test, "a/b/package.json": test, "c/package.json": test }).map(
      sayPlace,
    ),
    [
      "a-node in a",
      "c-node in c",
    ],
  );
  assertEquals(found("Cargo.toml", "crates/a/Cargo.toml"), ["cargo in ."]);
  const member = { "m/Cargo.toml": "[package]" };
  const folders = (root: string) => detect({ "Cargo.toml": root, ...member }).map(sayPlace);
  assertEquals(folders('[workspace]\nmembers = ["m"]\n'), ["cargo in ."]);
  assertEquals(folders("[package]\n[workspace]\n"), ["cargo in .", "m-cargo in m"]);
  assertEquals(found("a b/Cargo.toml", "a-b/Cargo.toml"), [
    "a-b-cargo in a b",
    "a-b-cargo-2 in a-b",
  ]);
});

Deno.test("RUNNERS detects names that a configuration accepts, whatever the folders are called", () => {
  for (const { name } of detect({ "_x/é y/Cargo.toml": "", "日本/Cargo.toml": "" })) {
    assertMatch(name, IDENTIFIER);
  }
});

Deno.test("RUNNERS names one suite per tool when several are found", () => {
  const suites = detect({
    "pytest.ini": "",
    "deno.json": "",
    "a_test.ts": "",
    "package.json": '{"scripts": {"test": "node --test"}}',
    "Cargo.toml": "",
  });
  assertEquals(suites.map(({ name }) => name), ["pytest", "deno", "node", "cargo"]);
});

Deno.test("RUNNERS spells pytest so that no argument moves the report", () => {
  const { argv, report, files } = command("pytest", { args: ["--junitxml=x"], paths: ["t"] });
  assertEquals(argv, [
    "python3",
    "{reports}/qa_gate_watch.py",
    "-m",
    "pytest",
    "--junitxml=x",
    "-o",
    "junit_family=xunit1",
    "--junitxml={report}",
    "t",
  ]);
  const progress = { path: "{reports}/progress.jsonl", format: "progress" } as const;
  assertEquals(report, { from: "file", path: "{report}", format: "junit", progress });
  assert(Object.hasOwn(files ?? {}, "qa_gate_watch.py"));
});

Deno.test("RUNNERS spells deno, node and cargo with their arguments in the right place", () => {
  const more = { args: ["-x"], paths: ["p"] };
  assertEquals(command("deno", more).argv, [
    "deno",
    "test",
    "-A",
    "-x",
    "--junit-path={report}",
    "p",
  ]);
  assertEquals(command("node").argv, ["npm", "test"]);
  assertEquals(command("node", more).argv, ["npm", "test", "--", "-x", "p"]);
  assertEquals(command("pnpm", more).argv, ["pnpm", "run", "test", "-x", "p"]);
  assertEquals(command("yarn", more).argv, ["yarn", "test", "-x", "p"]);
  assertEquals(command("yarn").env, command("node").env);
  assertMatch(
    command("node").env["NODE_OPTIONS"] ?? "",
    /--test-reporter-destination="\{report\}"$/,
  );
  assertEquals(command("cargo", more).argv, ["cargo", "test", "--no-fail-fast", "-x", "--", "p"]);
  const split = { args: ["--", "--test-threads=1"], paths: ["p"] };
  assertEquals(command("cargo", split).argv.slice(-3), ["--", "--test-threads=1", "p"]);
  assertEquals(command("cargo").env, { CARGO_TERM_COLOR: "never" });
  assertEquals(command("cargo").report, { from: "stdout", format: "libtest" });
});

Deno.test("RUNNERS runs a user's command as it is", () => {
  const request = { command: ["a", "b"], args: ["c"], paths: ["d"] };
  assertEquals(command("command", request).argv, ["a", "b", "c", "d"]);
  assertEquals(command("command", request).report, { from: "nowhere" });
  assertEquals(command("junit", request).report, {
    from: "file",
    path: "{report}",
    format: "junit",
  });
  assertEquals(command("junit", { ...request, report: "o.xml" }).report, {
    from: "file",
    path: "o.xml",
    format: "junit",
  });
});

Deno.test("loadRunners() loads what is named, and always the rows of a user's own command", async () => {
  const of = async (ids: readonly string[]) => (await loadRunners(ids)).map(({ id }) => id);
  assertEquals(await of([]), ["junit", "command"]);
  assertEquals(await of(["yarn"]), ["node", "pnpm", "yarn", "junit", "command"]);
  assertEquals((await of(["cargo", "jest-pnpm"])).at(0), "jest");
});

Deno.test("loadRunners() loads all for an unknown name, and every row stands under its own", async () => {
  assertEquals((await loadRunners(["pytset"])).length, RUNNERS.length);
  for (const { id } of RUNNERS) {
    assertEquals((await loadRunners([id])).some((row) => row.id === id), true, id);
    assertEquals((await loadRunners([id])).length < RUNNERS.length, true, id);
  }
});
