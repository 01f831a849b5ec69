import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { SummaryJson } from "../../../lib/model/summary_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requirePython } from "../../support/require_program.ts";
import { openProject, runGate } from "../../support/run_gate.ts";
import { git, NASTY, nastyProject, runReplay } from "./nasty_project.ts";

const NEEDS = await requireDocker({ images: ["python"] });
const PYTHON = await requirePython(["pytest"]);

Deno.test({
  name: "replay reproduces somebody's summary.json alone, on a fresh clone elsewhere",
  ...NEEDS,
  async fn() {
    await using project = await nastyProject();
    await git(project.root, "init", "--quiet");
    await git(project.root, "add", "--all");
    await git(project.root, "commit", "--quiet", "--message", "first");
    const red = await runGate(project.root, []);
    await checkRun(red);
    await using elsewhere = await openProject({});
    const clone = `${elsewhere.root}/a clone`;
    await git(elsewhere.root, "clone", "--quiet", project.root, clone);
    await Deno.copyFile(`${red.folder}/summary.json`, `${elsewhere.root}/summary.json`);
    const end = await runReplay(clone, ["../summary.json"]);
    const { summary } = await checkRun(end);
    assertEquals([end.exit, summary.verdict], [1, "failed"], end.stdout + end.stderr);
    assertEquals([summary.replay?.run_ids, summary.replay?.outstanding], [[red.runId], []]);
    const commit = summary.replay?.differences.filter(({ what }) => what === "commit");
    assertEquals(commit, [], end.stdout);
    assertStringIncludes(end.stdout, "joined: not with ");
    // What is told to do it again must not mean a file of another folder.
    assertEquals(summary.rerun.argv.at(-1), `${elsewhere.root}/summary.json`);

    await Deno.writeTextFile(`${clone}/tests/test_more.py`, "def test_more(): pass\n");
    await git(clone, "add", "--all");
    await git(clone, "commit", "--quiet", "--message", "second");
    const later = await runReplay(clone, ["../summary.json", "--dry-run"]);
    assertEquals(later.exit, 0, later.stderr);
    assertStringIncludes(later.stdout, "commit: then ");
  },
});

Deno.test({
  name: "replay --print piped into a real sh fails by the same tests",
  ...PYTHON.options,
  async fn() {
    const { env } = PYTHON;
    await using project = await nastyProject();
    const { root } = project;
    const red = await runGate(root, ["--mode", "failsafe", "--suite", "unit"], { env });
    const before = await checkRun(red);
    const printed = await runReplay(root, [red.runId, "--print"], { env, runId: null });
    assertEquals([printed.exit, printed.stderr], [0, ""]);
    const path = `${Deno.execPath().replace(/\/[^/]+$/, "")}:${env["PATH"] ?? ""}`;
    const child = new Deno.Command("sh", {
      cwd: "/",
      env: { ...env, PATH: path },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(printed.stdout));
    await writer.close();
    const { code, stdout, stderr } = await child.output();
    const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    assertEquals(code, 1, `${printed.stdout}\n${text}`);
    const summary = SummaryJson.parse(
      JSON.parse(await Deno.readTextFile(`${root}/outputs/qa/summary.json`)),
    );
    assert(summary.run_id !== red.runId);
    // The flaky one passes in its second run.
    const ids = (one: SummaryJson) =>
      one.failures.map(({ id }) => id).filter((id) => id.includes("test_nasty["));
    assertEquals(ids(summary), ids(before.summary));
    assertEquals(ids(summary).length, NASTY.length);
    // The tools' own commands, taken out of their comments, fail too.
    const bare = /^# its own command, sh: +(.*)$/m.exec(printed.stdout)?.[1];
    assert(bare, printed.stdout);
    const own = await new Deno.Command("sh", { args: ["-c", bare], env, cwd: "/" }).output();
    const said = new TextDecoder().decode(own.stdout);
    assertEquals(own.code, 1, said);
    // Which is the third run of the flaky one.
    assertStringIncludes(said, `${NASTY.length + 1} failed`);
  },
});

Deno.test({
  name: "replay refuses a missing or corrupt record with exit code 2, and leaves no run",
  ...PYTHON.options,
  async fn(t) {
    const { env } = PYTHON;
    await using project = await nastyProject();
    const { root } = project;
    const red = await runGate(root, ["--mode", "failsafe"], { env });
    await checkRun(red);
    const whole = await Deno.readTextFile(`${red.folder}/summary.json`);
    const bad: Readonly<Record<string, string | null>> = {
      "no-such-run": null,
      "torn.json": whole.slice(0, whole.length / 2),
      "empty.json": "",
      "other.json": '{"hello": "world"}',
      "binary.json": "\u0000\u0001\u0002",
    };
    for (const [name, text] of Object.entries(bad)) {
      await t.step(name, async () => {
        if (text !== null) await Deno.writeTextFile(`${root}/${name}`, text);
        for (const script of ["replay", "qa_gate"] as const) {
          const args = script === "replay" ? [name] : ["--rerun-from", name];
          const end = await runGate(root, args, { env, script, runId: null });
          assertEquals([end.exit, end.stdout], [2, ""], end.stderr);
          assertStringIncludes(end.stderr, "error: ");
        }
      });
    }
    const runs = await Array.fromAsync(Deno.readDir(`${root}/outputs/qa/logs`));
    assertEquals(runs.map(({ name }) => name), [red.runId]);
  },
});

Deno.test({
  name: "replay runs recorded commands only when it is allowed to, and shows them before",
  ...PYTHON.options,
  async fn() {
    const { env } = PYTHON;
    await using project = await nastyProject();
    const red = await runGate(project.root, ["--mode", "failsafe"], { env });
    await checkRun(red);
    await using other = await openProject({
      "qa.jsonc": { suites: [{ name: "other", command: ["true"], failsafe: true }] },
      "tests/test_nasty.py": await Deno.readTextFile(`${project.root}/tests/test_nasty.py`),
    });
    const plain = await runReplay(other.root, [red.folder, "--mode", "failsafe"], { env });
    const { summary } = await checkRun(plain);
    assertEquals([plain.exit, summary.verdict], [5, "incomplete"], plain.stdout);
    assertStringIncludes(
      plain.stdout,
      "run as recorded with --allow-recorded-commands: unit, lint",
    );
    assertEquals(plain.stderr.includes("recorded command of"), false);

    const args = [red.folder, "--mode", "failsafe", "--allow-recorded-commands"];
    const end = await runReplay(other.root, args, { env });
    const { results } = await checkRun(end);
    assertEquals(end.exit, 1, end.stdout + end.stderr);
    assertStringIncludes(end.stderr, "recorded command of lint");
    assertStringIncludes(end.stderr, ": test -e fixed\n");
    const unit = results.suites.find(({ name }) => name === "unit");
    assertEquals([unit?.outcome, unit?.failed], ["failed", NASTY.length]);
  },
});

Deno.test({
  name: "replay takes several records together, and the newer answer of a test counts",
  ...PYTHON.options,
  async fn() {
    const { env } = PYTHON;
    await using project = await nastyProject();
    const { root } = project;
    const failsafe = ["--mode", "failsafe"];
    const red = await runGate(root, failsafe, { env });
    await checkRun(red);
    await Deno.writeTextFile(`${root}/fixed`, "");
    const lint = await runReplay(root, [red.runId, "--suite", "lint", ...failsafe], { env });
    assertEquals(lint.exit, 5, lint.stdout + lint.stderr);
    const first = red.folder;
    const own = `${lint.folder}/summary.json`;
    const both = await runReplay(root, [own, first, ...failsafe], { env });
    const { results, summary } = await checkRun(both);
    assertEquals([both.exit, summary.verdict], [0, "degraded"], both.stdout + both.stderr);
    assertEquals(results.suites.map(({ name }) => name), ["unit"]);
    // And through the gate, from the record of both, nothing is left.
    const done = await runGate(root, ["--rerun-from", both.runId, ...failsafe], { env });
    assertEquals([done.exit, done.stdout.split("\n").length], [0, 2], done.stdout + done.stderr);
  },
});
