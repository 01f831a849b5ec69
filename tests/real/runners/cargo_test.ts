import { assertEquals, assertStringIncludes } from "@std/assert";
import { CARGO } from "../../../lib/catalog/runners/cargo.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireProgram } from "../../support/require_program.ts";
import { copyProject, openProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, testNamed } from "./count_outcomes.ts";

const OPTIONS = await requireProgram(["cargo", "--version"], "install cargo");
/** Nothing is fetched; a backtrace would change what is said of a failure. */
const ENV = { CARGO_NET_OFFLINE: "true", RUST_BACKTRACE: "0" };

Deno.test({
  name: "qa_gate detects cargo test and counts every outcome as libtest does",
  ...OPTIONS,
  async fn(t) {
    await using where = await copyProject("cargo_outcomes");
    await t.step("all tests", async () => {
      const { tests, end, said } = await run(where.root, []);
      assertEquals(end.exit, 1, end.stdout + end.stderr);
      const counts = countOutcomes(tests);
      const sums = [
        ...said.matchAll(/^test result: .* (\d+) passed; (\d+) failed; (\d+) ignored/gm),
      ]
        .map((found) => found.slice(1).map(Number));
      const sum = (at: number) => sums.reduce((all, one) => all + (one[at] ?? 0), 0);
      assertEquals([sum(0), sum(1), sum(2)], [4, 7, 3], said);
      // The binary that aborts says no result; how many of its tests are known depends on its threads.
      const seen = tests.filter(({ name }) => /^[abc]_/.test(name));
      const passed = seen.filter(({ outcome }) => outcome === "passed").length;
      assertEquals(counts.passed, 4 + passed);
      // Whose name stood there without its end when the binary died is the one that is taken for crashed.
      const others = seen.filter(({ outcome }) => outcome !== "passed");
      assertEquals(others.map(({ outcome }) => outcome), Array(others.length).fill("crashed"));
      assertEquals([counts.failed, counts.skipped, counts.crashed], [7, 3, 1]);
      const wrong = testNamed(tests, "tests::adds_wrong");
      assertStringIncludes(wrong.message, "demo/src/lib.rs:32: assertion `left == right` failed");
      // No identity depends on how a test ended.
      assertEquals(wrong.id, "cargo::tests::adds_wrong");
    });
    await t.step("one after the other, which names the test that ended its binary", async () => {
      const { tests } = await run(where.root, [...CARGO.serial ?? []]);
      const about = tests.filter(({ name }) => /^[abc]_/.test(name));
      assertEquals(about.map(({ name, outcome }) => `${outcome} ${name}`), [
        "passed a_passes",
        "crashed b_aborts",
      ]);
    });
    await t.step("only what was selected", async () => {
      const target = (name: string) => ({ file: "", class: "", name });
      const targets = ["tests::adds", "prints"].map(target);
      const selection = CARGO.select(targets);
      assertEquals(selection?.isExact, true);
      const { tests } = await run(
        where.root,
        ["--", "--test-threads=2", ...selection?.args ?? []],
        {
          paths: selection?.paths,
        },
      );
      assertEquals(
        tests.map(({ name }) => name).sort(),
        targets.map(({ name }) => name).sort(),
      );
      const doc = CARGO.select([target("demo/src/lib.rs - add (line 5)")]);
      assertEquals(doc?.isExact, false);
      const { tests: more } = await run(where.root, doc?.args ?? [], { paths: doc?.paths });
      assertEquals(
        more.map(({ name }) => name.slice(0, 21)),
        Array(3).fill("demo/src/lib.rs - add"),
      );
    });
  },
});

async function run(root: string, args: readonly string[], more: object = {}) {
  const suite = { name: "cargo", runner: "cargo", failsafe: true, args, ...more };
  await Deno.writeTextFile(`${root}/qa.jsonc`, JSON.stringify({ suites: [suite] }));
  const end = await runGate(root, ["--mode", "failsafe"], { env: ENV });
  const { tests } = await checkRun(end);
  const said = await Deno.readTextFile(`${end.folder}/suites/cargo/failsafe-1/stdout.log`);
  return { tests, end, said };
}

Deno.test({
  name: "qa_gate tells what cargo could not compile",
  ...OPTIONS,
  async fn() {
    await using where = await openProject({
      "Cargo.toml": '[package]\nname = "broken"\nversion = "0.1.0"\nedition = "2021"\n',
      "src/lib.rs": "",
      "tests/one.rs": '#[test]\nfn one() { let _number: i32 = "text"; }\n',
    });
    const { tests, end } = await run(where.root, []);
    assertEquals(end.exit, 1, end.stdout + end.stderr);
    assertEquals(tests.map((test) => [test.class, test.name, test.outcome, test.message]), [
      ['broken (test "one")', "[build failed]", "error", "mismatched types"],
    ]);
    assertStringIncludes(tests[0]?.details ?? "", "tests/one.rs:2:31");
  },
});
