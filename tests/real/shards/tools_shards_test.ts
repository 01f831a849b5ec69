import { assertEquals } from "@std/assert";
import { copyProject, openProject } from "../../support/run_gate.ts";
import { requireProgram, requirePython } from "../../support/require_program.ts";
import { PLAIN } from "../runners/count_outcomes.ts";
import { installPackages, requireNpm } from "../runners/npm_tools.ts";
import { runShards } from "./run_shards.ts";

/** Writes the configuration of one suite that runs here. */
async function configure(root: string, suite: object): Promise<void> {
  const whole = { name: "unit", failsafe: true, ...suite };
  await Deno.writeTextFile(`${root}/qa.jsonc`, JSON.stringify({ suites: [whole] }));
}

const HERE = ["--mode", "failsafe"];
const OUTCOMES = await requirePython(["pytest", "pytest_timeout", "pytest_rerunfailures"]);

Deno.test({
  name: "pytest's shards run each test once, whatever its parameters",
  ...OUTCOMES.options,
  async fn() {
    await using where = await copyProject("pytest_outcomes");
    await Deno.remove(`${where.root}/tests/test_broken_module.py`);
    await configure(where.root, { runner: "pytest", args: ["-p", "no:cacheprovider"] });
    const { parts, unplanned } = await runShards(where.root, 4, {
      args: HERE,
      env: OUTCOMES.env,
    });
    assertEquals([parts.length, unplanned], [23, []]);
    assertEquals(parts.filter(({ name }) => name.includes("parameter[")).length, 10);
  },
});

Deno.test({
  name: "cargo's shards run each test once, and all doc tests in one of them",
  ...await requireProgram(["cargo", "--version"], "install cargo"),
  async fn() {
    await using where = await copyProject("cargo_outcomes");
    await Deno.remove(`${where.root}/aborts`, { recursive: true });
    const manifest = await Deno.readTextFile(`${where.root}/Cargo.toml`);
    await Deno.writeTextFile(
      `${where.root}/Cargo.toml`,
      manifest.replace(/"aborts",?\s*/, "").replace(/,\s*"aborts"/, ""),
    );
    await configure(where.root, { runner: "cargo", env: { CARGO_NET_OFFLINE: "true" } });
    const { parts, unplanned } = await runShards(where.root, 3, { args: HERE });
    assertEquals(unplanned, []);
    const docs = parts.filter((part) => part.class === "Doc-tests");
    assertEquals(docs.map(({ name, count }) => [name, count]), [["", 3]]);
  },
});

Deno.test({
  name: "go's shards run each test with its subtests once, of whatever packages",
  ...await requireProgram(["go", "version"], "install golang"),
  async fn() {
    const tests = (...names: readonly string[]) =>
      ['import "testing"', ...names.map((name) => `func ${name}(t *testing.T) {}`)].join("\n\n");
    await using where = await openProject({
      "go.mod": "module example.com/shop\n\ngo 1.19\n",
      "one/one_test.go": `package one\n\n${tests("TestA", "TestB", "TestC")}\n`,
      "two/two_test.go": 'package two\n\nimport "testing"\n\nfunc TestGroup(t *testing.T) {\n' +
        '\tfor _, name := range []string{"x", "y z"} {\n' +
        "\t\tt.Run(name, func(t *testing.T) {})\n\t}\n}\n\nfunc TestD(t *testing.T) {}\n",
    });
    const env = { GOFLAGS: "-mod=mod", GOPROXY: "off" };
    await configure(where.root, { runner: "go", env });
    const single = await runShards(where.root, 2, { args: HERE });
    assertEquals([single.parts.length, single.unplanned], [5, []]);
    // A name of both packages: one pattern would run it in both.
    await Deno.writeTextFile(
      `${where.root}/two/more_test.go`,
      `package two\n\n${tests("TestA", "TestE")}\n`,
    );
    const packages = await runShards(where.root, 2, { args: HERE });
    assertEquals(packages.parts.map(({ class: own, name }) => [own, name]), [
      ["example.com/shop/one", ""],
      ["example.com/shop/two", ""],
    ]);
  },
});

Deno.test({
  name: "behave's shards run each scenario and example once",
  ...(await requirePython(["behave"])).options,
  async fn() {
    const { env } = await requirePython(["behave"]);
    await using where = await copyProject("behave");
    await configure(where.root, { runner: "behave", kind: "e2e" });
    const { parts, unplanned, shards } = await runShards(where.root, 3, { args: HERE, env });
    assertEquals([parts.length, unplanned], [10, []]);
    assertEquals(shards.map(({ tests }) => tests.length), [4, 3, 3]);
  },
});

Deno.test({
  name: "the shards of Jest, Vitest, Mocha and Playwright run each file or test once",
  ...await requireNpm(),
  async fn(t) {
    await using tools = await installPackages(
      ...["jest@30.5.2", "vitest@3.2.7", "mocha@11.8.0", "@playwright/test@1.65.1"],
    );
    const cases: readonly (readonly [string, string, readonly string[]])[] = [
      ["jest", "jest-npm", []],
      ["vitest", "vitest", []],
      ["playwright", "playwright", []],
      // Mocha tells broken hooks as tests of their own.
      ["mocha", "mocha-npm", ['"before all" hook for "never runs"', '"before each" hook']],
    ];
    for (const [project, runner, hooks] of cases) {
      await t.step(runner, async () => {
        await using where = await copyProject(project);
        await Deno.symlink(tools.path, `${where.root}/node_modules`);
        if (project === "playwright") {
          const from = `${where.root}/tests/outcomes.spec.js`;
          await Deno.copyFile(from, `${where.root}/tests/second.spec.js`);
        }
        await configure(where.root, { runner });
        const { shards, unplanned } = await runShards(where.root, 2, { args: HERE, env: PLAIN });
        assertEquals(shards.every(({ tests }) => tests.length > 0), true);
        const strange = unplanned.filter((id) => !hooks.some((hook) => id.includes(hook)));
        assertEquals(strange, []);
      });
    }
  },
});
