import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { runGate } from "../../support/run_gate.ts";
import { NASTY, nastyProject, runReplay } from "./nasty_project.ts";

const NEEDS = await requireDocker({ images: ["python"] });
/** As pytest spells them in its ids. */
const isNasty = (id: string): boolean => id.includes("::test_nasty[");

async function readMerged(folder: string, name: string) {
  return JSON.parse(await Deno.readTextFile(`${folder}/merged/${name}`));
}

Deno.test({
  name: "replay runs what failed in a container again: all of it, one suite, one test of any name",
  ...NEEDS,
  async fn(t) {
    await using project = await nastyProject();
    const { root } = project;
    const red = await runGate(root, []);
    const before = await checkRun(red);
    const failed = before.tests.filter(({ outcome }) => outcome === "failed");
    assertEquals([red.exit, failed.length], [1, NASTY.length + 1], red.stdout + red.stderr);

    await t.step("all that failed, and nothing that passed", async () => {
      const end = await runReplay(root, [red.runId]);
      const { tests, summary } = await checkRun(end);
      assertEquals(end.exit, 1, end.stdout + end.stderr);
      const ids = failed.map(({ id }) => id);
      assertEquals(tests.map(({ id }) => id), ids);
      const nasty = tests.filter(({ id }) => isNasty(id));
      assertEquals(nasty.map(({ outcome }) => outcome), NASTY.map(() => "failed"));
      assertEquals(summary.replay?.outstanding, []);
      assertEquals(summary.mode, "container");
    });

    await t.step("one suite", async () => {
      const end = await runReplay(root, [red.runId, "--suite", "lint"]);
      const { results, summary } = await checkRun(end);
      assertEquals(results.suites.map(({ name }) => name), ["lint"]);
      assertEquals([end.exit, summary.replay?.outstanding.length], [1, NASTY.length + 1]);
    });

    for (const { id } of failed.filter(({ id }) => isNasty(id))) {
      await t.step(`one test: ${JSON.stringify(id)}`, async () => {
        const end = await runReplay(root, [red.runId, `--test=${id}`, "--mode", "failsafe"]);
        const { tests } = await checkRun(end);
        assertEquals(end.exit, 1, end.stdout + end.stderr);
        assertEquals(tests.map((test) => [test.id, test.outcome]), [[id, "failed"]]);
      });
    }

    await t.step("the whole suite, where a name cannot be handed to its tool", async () => {
      const text =
        "import pytest\n@pytest.mark.parametrize('x', ['{report}'])\ndef test_ours(x): assert 0\n";
      await Deno.writeTextFile(`${root}/tests/test_ours.py`, text);
      const other = await runGate(root, ["--mode", "failsafe", "--suite", "unit"]);
      await checkRun(other);
      const end = await runReplay(root, [other.runId, "--test", "test_ours[{report}]"]);
      const { tests, summary } = await checkRun(end);
      assertEquals([end.exit, summary.replay?.suites[0]?.scope], [1, "suite"], end.stdout);
      assertEquals(tests.length, NASTY.length + 3);
      await Deno.remove(`${root}/tests/test_ours.py`);
    });

    await t.step("with more words, one after the other", async () => {
      const end = await runReplay(root, [red.runId, "--suite", "unit", "--debug", "--serial"]);
      const { run } = await checkRun(end);
      assertEquals(end.exit, 1);
      const jobs = run.config.settings.find(({ name }) => name === "jobs");
      assertEquals([jobs?.value, jobs?.where], ["1", "--serial"]);
      const said = await Deno.readTextFile(`${end.folder}/suites/unit/container-1/stdout.log`);
      assertStringIncludes(said, "tests/test_nasty.py::test_nasty[a b] FAILED");
    });
  },
});

Deno.test({
  name: "replay passes once it is fixed, and both runs together are one record with both tries",
  ...NEEDS,
  async fn() {
    await using project = await nastyProject();
    const { root } = project;
    const red = await runGate(root, []);
    assertEquals((await checkRun(red)).results.verdict, "failed", red.stdout + red.stderr);
    await Deno.writeTextFile(`${root}/fixed`, "");
    const end = await runReplay(root, []);
    const { summary } = await checkRun(end);
    assertEquals([end.exit, summary.verdict], [0, "passed"], end.stdout + end.stderr);
    assertStringIncludes(end.stdout, "No record is given, so the newest run is meant: ");
    assertStringIncludes(end.stdout, "joined: original and replay together are passed");
    const merged = await readMerged(end.folder, "summary.json");
    assertEquals([merged.verdict, merged.counts.total], ["passed", NASTY.length + 2]);
    const lines = (await Deno.readTextFile(`${end.folder}/merged/tests.jsonl`)).split("\n");
    const tests = lines.slice(0, -1).map((line) => JSON.parse(line));
    for (const test of tests.filter(({ id }) => isNasty(id))) {
      assertEquals([test.outcome, test.earlier.length], ["passed", 1], test.id);
      assertEquals(test.earlier[0].outcome, "failed");
    }
    const again = await runReplay(root, ["latest"], { runId: null });
    assertEquals([again.exit, again.stdout.split("\n").length], [0, 2], again.stdout);
    assertStringIncludes(again.stdout, "Nothing is left to replay");
  },
});

Deno.test({
  name: "replay is incomplete while something is outstanding, and a replay of it does the rest",
  ...NEEDS,
  async fn() {
    await using project = await nastyProject();
    const { root } = project;
    const red = await runGate(root, []);
    await checkRun(red);
    await Deno.writeTextFile(`${root}/fixed`, "");
    const part = await runReplay(root, [red.runId, "--suite", "lint"]);
    const { summary } = await checkRun(part);
    assertEquals([part.exit, summary.verdict], [5, "incomplete"], part.stdout + part.stderr);
    assertEquals(summary.replay?.outstanding.length, NASTY.length + 1);
    const next = /^next: (.*)$/m.exec(part.stdout)?.[1] ?? "";
    const { code, stdout } = await new Deno.Command("sh", {
      args: ["-c", next.replace("deno run", `${Deno.execPath()} run`)],
      cwd: "/",
      stdin: "null",
    }).output();
    const text = new TextDecoder().decode(stdout);
    assertEquals(code, 0, `${next}\n${text}`);
    assertStringIncludes(text, `${NASTY.length + 1} passed`);
    // A test that is gone is not a test that passes.
    await Deno.remove(`${root}/tests/test_nasty.py`);
    const gone = await runReplay(root, [red.runId, "--suite", "unit"]);
    assert(gone.exit === 4 || gone.exit === 5, `${gone.exit} ${gone.stdout}`);
    assertStringIncludes(gone.stdout, "outstanding: unit::tests/test_nasty.py::");
  },
});

Deno.test({
  name: "replay --repeat finds out that a test fails sometimes, always or never",
  ...NEEDS,
  async fn() {
    await using project = await nastyProject();
    const { root } = project;
    const red = await runGate(root, ["--suite", "unit"]);
    await checkRun(red);
    // The gate was its first run; the replays are the second to the sixth.
    const args = ["--test", "test_flaky", "--test", "test_nasty[a b]", "--repeat", "5"];
    const end = await runReplay(root, [red.runId, ...args]);
    const { summary, results, tests } = await checkRun(end);
    assertEquals([end.exit, summary.verdict], [1, "failed"], end.stdout + end.stderr);
    const { suites: [unit] } = JSON.parse(await Deno.readTextFile(`${end.folder}/repeat.json`));
    assertEquals([unit.asked, unit.made, unit.verdicts], [5, 5, {
      always: 1,
      sometimes: 1,
      never: 0,
    }]);
    const [flaky, steady] = unit.tests;
    assertEquals([flaky.verdict, flaky.runs, flaky.failures], ["sometimes", 5, 2]);
    assertEquals([steady.verdict, steady.runs, steady.failures], ["always", 5, 5]);
    assertEquals(results.suites[0]?.executions.map(({ folder }) => folder), [
      ...[1, 2, 3, 4, 5].map((nth) => `suites/unit/container-${nth}`),
    ]);
    assertEquals(tests.map(({ outcome }) => outcome), ["failed", "failed"]);
    assertEquals(await Deno.readTextFile(`${root}/tests/count`), "6");
    assertStringIncludes(end.stdout, "sometimes  2 of 5 ");
    await Deno.writeTextFile(`${root}/fixed`, "");
    const never = await runReplay(root, [red.runId, "--test", "test_nasty[a b]", "--repeat", "3"]);
    const { summary: passed } = await checkRun(never);
    // Passed, and the other failures of the record are still to be done.
    assertEquals([never.exit, passed.verdict], [5, "incomplete"], never.stdout);
    assertStringIncludes(passed.why, "not reproduced in 3 runs");
  },
});
