import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type TriageDiffJson,
  TriageDiffJson as TriageDiff,
} from "../../../lib/model/triage_diff_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { type GateEnd, openProject, runGate, type TempProject } from "../../support/run_gate.ts";

const BEFORE = `
import pytest

def test_steady(): pass

def test_breaks(): pass

def test_known(): assert 1 == 2

def test_changes(): raise ValueError("the first way")

def test_mended(): assert False

def test_vanishes(): pass

def test_slow(): pass

def test_idle_later(): pass

@pytest.mark.parametrize("name", ["a b", 'q"uote', "é::x"])
def test_each(name): pass
`;

const AFTER = `
import pytest
import time

def test_slow(): time.sleep(3)

def test_steady(): pass

def test_breaks(): assert 3 == 4

def test_known(): assert 1 == 2

def test_changes(): raise KeyError("another way")

def test_mended(): pass

@pytest.mark.skip(reason="later")
def test_idle_later(): pass

@pytest.mark.parametrize("name", ["a b", 'q"uote', "é::x"])
def test_each(name): assert name != 'q"uote'

def test_young(): pass
`;

/** Nothing new fails here: what failed fails again, and line numbers have moved. */
const KNOWN_ONLY = BEFORE.replace("def test_steady", "\n\n\ndef test_steady");

function openTriage(): Promise<TempProject> {
  return openProject({
    "qa.jsonc": {
      container: { image: "qa-gate-test-python:1", network: "none" },
      suites: [{ name: "unit", runner: "pytest", args: ["-q", "-p", "no:cacheprovider"] }],
    },
    "test_triage.py": BEFORE,
  });
}

async function change(project: TempProject, text: string): Promise<void> {
  await Deno.writeTextFile(`${project.root}/test_triage.py`, text);
}

async function diffOf({ folder }: GateEnd): Promise<TriageDiffJson> {
  return TriageDiff.parse(JSON.parse(await Deno.readTextFile(`${folder}/triage_diff.json`)));
}

function kindsOf({ ranked_diagnostics: all }: TriageDiffJson): readonly string[] {
  return all.map(({ kind, id }) => `${kind} ${id.split("::").slice(3).join("::")}`);
}

Deno.test({
  name: "qa_gate says what is new since the run before, and its command replays exactly that",
  ...await requireDocker({ images: ["python"] }),
  async fn() {
    await using project = await openTriage();
    const first = await runGate(project.root, []);
    assertEquals(first.exit, 1, first.stdout);
    await change(project, AFTER);
    const end = await runGate(project.root, ["--diff-from", "latest"]);
    const { summary } = await checkRun(end);
    const diff = await diffOf(end);
    assertEquals([end.exit, diff.status, diff.baseline.run_id], [1, "regression", first.runId]);
    // A busy machine may make others slower too, which then is only a hint as well.
    const kinds = kindsOf(diff);
    assertEquals(kinds.includes("slower test_slow"), true, kinds.join("\n"));
    assertEquals(kinds.filter((kind) => !kind.startsWith("slower ")), [
      "new-failure test_breaks",
      'new-failure test_each[q"uote]',
      "changed-failure test_changes",
      "vanished test_vanishes",
      "no-longer-run test_idle_later",
      "known-failure test_known",
      "new-test test_young",
      "fixed test_mended",
    ]);
    assertEquals(diff.summary.regression_count, 3);
    assertEquals(diff.comparable.is_complete, true, diff.comparable.reasons.join("\n"));
    assertEquals(summary.triage_diff?.regression_count, 3);
    assertEquals(diff.ranked_diagnostics[0]?.first_failing_assertion?.file, "test_triage.py");
    assertStringIncludes(end.stdout, "1 VANISHED");
    const replayed = await replay(diff.recommended_commands.runner_repro_command ?? "");
    assertStringIncludes(replayed, "3 of 3 tests failed");
  },
});

Deno.test({
  name: "qa_gate --only-regressions passes known failures, and fails for a new one",
  ...await requireDocker({ images: ["python"] }),
  async fn() {
    await using project = await openTriage();
    const first = await runGate(project.root, []);
    await change(project, KNOWN_ONLY);
    const args = ["--diff-from", first.folder, "--only-regressions"];
    const known = await runGate(project.root, args);
    const { results } = await checkRun(known);
    assertEquals([known.exit, results.verdict, results.failed], [0, "passed", 3], known.stdout);
    assertEquals((await diffOf(known)).status, "known_failures_only");
    await change(project, KNOWN_ONLY.replace("def test_steady(): pass", "def test_steady(): 1/0"));
    const red = await runGate(project.root, args);
    await checkRun(red);
    assertEquals([red.exit, (await diffOf(red)).summary.new_failures], [1, 1], red.stdout);
    assertStringIncludes(red.stdout, "test_steady");
  },
});

/** Runs a printed command as a user pastes it; both streams of it. */
async function replay(command: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command("sh", { args: ["-c", command] }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stdout) + decoder.decode(stderr);
}
