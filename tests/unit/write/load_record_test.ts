import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { ReplayBundleJson } from "../../../lib/model/replay_bundle_json.ts";
import type { RecordedRun } from "../../../lib/model/recorded_run.ts";
import type { RunRecord } from "../../../lib/model/run_record.ts";
import { loadRecord } from "../../../lib/write/load_record.ts";
import { recordedEnvironment } from "../../../lib/write/recorded_environment.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";
import { recordFiles, suiteOf, testOf } from "../../support/record_files.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";
import { sampleLint, sampleSuite } from "../../support/sample_suite.ts";

const OUTPUTS = "/project/outputs/qa";
const LOGS = `${OUTPUTS}/logs`;
const RED = [testOf("test_a"), testOf("test_b", "failed"), testOf("test_c", "skipped")];

/** A red run of the suites unit and lint. */
function redRun(runId = "run-1"): RunRecord {
  const unit = suiteOf(RED);
  const { verdict, exitCode, why } = redRecord();
  const counts = unit.executions[0]!.report.counts;
  return greenRecord({ runId, suites: [unit, sampleLint()], counts, verdict, exitCode, why });
}

function filesOf(runId = "run-1"): Record<string, string> {
  return recordFiles(`${LOGS}/${runId}`, redRun(runId), { unit: RED });
}

async function load(
  files: Record<string, string>,
  given: string,
  own = false,
): Promise<RecordedRun> {
  const read = await loadRecord(fakeHost({ files }), given, {
    cwd: "/project",
    outputs: OUTPUTS,
    own,
  });
  assert(read.ok, JSON.stringify(read));
  return read.value;
}

async function refusal(host: FakeHost, given: string): Promise<string> {
  const read = await loadRecord(host, given, { cwd: "/project", outputs: OUTPUTS });
  assert(!read.ok && read.error.kind === "usage", JSON.stringify(read));
  assert(read.error.hint !== "");
  return read.error.message;
}

Deno.test("loadRecord() reads a run's folder whole: every suite, its lines, what a replay wants the same", async () => {
  const record = await load(filesOf(), `${LOGS}/run-1`);
  const { folder, runId, verdict, exitCode, knowsAllSuites, gaps } = record;
  assertEquals(
    { folder, runId, verdict, exitCode, knowsAllSuites, gaps },
    {
      folder: `${LOGS}/run-1`,
      runId: "run-1",
      verdict: "failed",
      exitCode: 1,
      knowsAllSuites: true,
      gaps: [],
    },
  );
  assertEquals(
    record.suites.map((
      { name, outcome, testsPath, failing },
    ) => [name, outcome, testsPath, failing]),
    [
      ["unit", "failed", `${LOGS}/run-1/suites/unit/container-1/tests.jsonl`, 1],
      ["lint", "passed", null, 0],
    ],
  );
  assertEquals(record.environment, recordedEnvironment(record.files, null));
  assertEquals(record.environment?.git_sha, "d".repeat(40));
});

Deno.test("loadRecord() takes a path of any file of a run, an id, a relative path and latest", async () => {
  const files = filesOf();
  for (
    const given of [
      "run-1",
      "outputs/qa/logs/run-1",
      "outputs/qa/logs/run-1/summary.json",
      "outputs/qa/logs/run-1/results.json",
      "outputs/qa/logs/run-1/run.json",
      "latest",
    ]
  ) {
    const record = await load(files, given);
    assertEquals([record.given, record.runId, record.suites.length], [given, "run-1", 2], given);
  }
});

Deno.test("loadRecord() goes from stable names to the run that is published there", async () => {
  const stable = recordFiles(OUTPUTS, redRun("run-1"));
  const files = { ...stable, ...filesOf("run-1"), ...filesOf("run-2") };
  for (const given of ["outputs/qa", "outputs/qa/summary.json", "outputs/qa/run.json", "latest"]) {
    assertEquals((await load(files, given)).folder, `${LOGS}/run-1`, given);
  }
});

Deno.test("loadRecord() takes the joined lines where only the stable names were kept", async () => {
  const stable = recordFiles("/download", redRun());
  const files = { ...stable, "/download/tests.jsonl": "{}\n" };
  const record = await load(files, "/download");
  assertEquals(record.suites[0]?.testsPath, "/download/tests.jsonl");
});

Deno.test("loadRecord() finds the newest run where nothing is published", async () => {
  const files = { ...filesOf("20261120T100000Z-aaaaaa"), ...filesOf("20261120T110000Z-aaaaaa") };
  assertEquals((await load(files, "latest")).runId, "20261120T110000Z-aaaaaa");
  assertEquals((await load(files, "outputs/qa")).runId, "20261120T110000Z-aaaaaa");
});

Deno.test("loadRecord() needs no more than a summary: failed suites and their first tests", async () => {
  const text = filesOf()[`${LOGS}/run-1/summary.json`]!;
  const record = await load({ "/download/s.json": text }, "/download/s.json");
  assertEquals([record.folder, record.knowsAllSuites], [null, false]);
  assertEquals(record.environment?.git_sha, "d".repeat(40));
  assertEquals(
    record.suites.map(({ name, kind, outcome, unnamed }) => ({ name, kind, outcome, unnamed })),
    [
      { name: "unit", kind: "unit", outcome: "failed", unnamed: 0 },
    ],
  );
  assertEquals(record.suites[0]?.named, [{
    id: "unit::tests/test_sum.py::tests.test_sum::test_b",
    suite: "unit",
    file: "tests/test_sum.py",
    class: "tests.test_sum",
    name: "test_b",
    outcome: "failed",
    quarantine: null,
  }]);
  assertEquals(record.gaps, ["the file stands alone: only what it tells itself is known"]);
});

Deno.test("loadRecord() tells a lone summary's unnamed failures, and suites that did not run", async () => {
  const many = Array.from({ length: 30 }, (_, at) => testOf(`test_${at}`, "failed"));
  const unit = suiteOf(many);
  const counts = unit.executions[0]!.report.counts;
  const late = sampleSuite(null, { name: "late", kind: "e2e" });
  const record = { ...redRecord(), suites: [unit, late], counts };
  const left = { ...record, notChecked: [{ suite: "late", what: "all of it", why: "no time" }] };
  const text = recordFiles("/r", left)["/r/summary.json"]!;
  const { suites } = await load({ "/download/s.json": text }, "/download/s.json");
  assertEquals(
    suites.map(({ name, outcome, named, unnamed }) => [name, outcome, named.length, unnamed]),
    [
      ["unit", "failed", 20, 10],
      ["late", "not-run", 0, 0],
    ],
  );
});

Deno.test("loadRecord() does not guess the name of a test from an id that has several", async () => {
  const unit = suiteOf([
    testOf("x", "failed", { id: "unit::src/lib.rs::a::b::c", file: "src/lib.rs" }),
  ]);
  const counts = unit.executions[0]!.report.counts;
  const text = recordFiles("/r", { ...redRecord(), suites: [unit], counts })["/r/summary.json"]!;
  const told = await load({ "/s.json": text }, "/s.json");
  assertEquals(told.suites[0]?.named.map(({ name }) => name), ["x"]);
  // A gate that was older than that told no names.
  const old = text.replace(/^ *"(class|name)": .*\n/gm, "");
  const { suites } = await load({ "/s.json": old }, "/s.json");
  assertEquals([suites[0]?.named, suites[0]?.unnamed], [[], 1]);
});

Deno.test("loadRecord() reads a bundle that stands alone", async () => {
  const { environment } = await load(filesOf(), "run-1");
  const bundle = ReplayBundleJson.parse({
    schema: "qa.replay_bundle.v1",
    run_id: "run-1",
    project: "sample",
    one_command_replay: "rm -rf /",
    environment,
    failed_suites: [{
      name: "unit",
      kind: "unit",
      runner: "pytest",
      outcome: "failed",
      place: "container",
      suite_replay: "x",
      targeted_replay: null,
      digest_path: "../../etc/passwd",
      tests: [{ id: "unit::a", file: "", class: "", name: "a", outcome: "failed" }],
      tests_left_out: 2,
    }],
  });
  const record = await load({ "/b.json": JSON.stringify(bundle) }, "/b.json");
  assertEquals([record.verdict, record.exitCode, record.environment], ["failed", 1, environment]);
  assertEquals(record.suites.map(({ name, named, unnamed }) => [name, named.length, unnamed]), [
    ["unit", 1, 2],
  ]);
});

Deno.test("loadRecord() means what a replay and its original came to, unless its own is asked for", async () => {
  const files = {
    ...filesOf("run-2"),
    ...recordFiles(`${LOGS}/run-2/merged`, greenRecord({ runId: "run-2" })),
  };
  const record = await load(files, "run-2");
  assertEquals([record.folder, record.verdict], [`${LOGS}/run-2/merged`, "passed"]);
  assertEquals((await load(files, "run-2", true)).folder, `${LOGS}/run-2`);
});

Deno.test("loadRecord() does without a file beside that is corrupt or of another run, and says so", async () => {
  const files = filesOf();
  const other = recordFiles("/other", redRun("run-9"))["/other/run.json"]!;
  const record = await load(
    { ...files, [`${LOGS}/run-1/results.json`]: "{", [`${LOGS}/run-1/run.json`]: other },
    "run-1",
  );
  assertEquals(record.knowsAllSuites, false);
  assertEquals(record.gaps, [
    "run.json is done without: it is of another run",
    "results.json is done without: it ends in the middle of its JSON",
    "results.json is missing: only suites that failed are known",
    "run.json is missing: commit, image and settings are not known",
  ]);
});

Deno.test("loadRecord() names tests from the summary where their lines are gone", async () => {
  const files = filesOf();
  delete files[`${LOGS}/run-1/suites/unit/container-1/tests.jsonl`];
  const record = await load(files, "run-1");
  const [unit] = record.suites;
  assertEquals([unit?.testsPath, unit?.named.length, unit?.unnamed], [null, 1, 0]);
  assertEquals(record.gaps, [
    "the tests of unit are not in the record: their file is missing or cannot be used",
  ]);
});

Deno.test("loadRecord() says that a green verdict stands over suites that failed", async () => {
  const text = filesOf()[`${LOGS}/run-1/summary.json`]!.replace(
    '"verdict": "failed"',
    '"verdict": "passed"',
  );
  const record = await load({ "/s.json": text }, "/s.json");
  assertStringIncludes(record.gaps.join(), "these did not pass: unit; they are taken as failed");
});

Deno.test("loadRecord() reads records that were written before bundles, plans and fingerprints", async () => {
  const files = filesOf();
  delete files[`${LOGS}/run-1/plan.json`];
  delete files[`${LOGS}/run-1/environment.json`];
  assertEquals((await load(files, "run-1")).gaps, []);
});

Deno.test("loadRecord() refuses what is not there, and says what could be given", async () => {
  const host = fakeHost({ files: filesOf() });
  assertEquals(
    await refusal(host, "nope"),
    "there is no record nope, nor a run of that id in /project/outputs/qa/logs",
  );
  assertEquals(await refusal(fakeHost(), "latest"), "there is no run in /project/outputs/qa");
  assertStringIncludes(await refusal(host, ""), 'there is no record ""');
  assertStringIncludes(await refusal(host, "/project"), "/project holds no record");
});

// What a stranger may put into a record.

Deno.test("loadRecord() never leaves the folder of the run, whatever the record says", async () => {
  const text = filesOf()[`${LOGS}/run-1/results.json`]!;
  const secret = `${LOGS}/secret/tests.jsonl`;
  const plain = "suites/unit/container-1/tests.jsonl";
  const escapes = [
    "../secret/tests.jsonl",
    "suites/../../secret/tests.jsonl",
    secret,
    "suites\\\\unit\\\\tests.jsonl",
    "./tests.jsonl",
    "C:/tests.jsonl",
    "suites//tests.jsonl",
    "suites/unit\\u0000/tests.jsonl",
    "",
  ];
  for (const path of escapes) {
    const files = {
      ...filesOf(),
      [`${LOGS}/run-1/results.json`]: text.replace(plain, path),
      [secret]: "{}\n",
      [`${LOGS}/run-1/tests.jsonl`]: "{}\n",
    };
    const record = await load(files, "run-1");
    assertEquals(record.suites[0]?.testsPath, null, path);
  }
});

Deno.test("loadRecord() follows no link out of the run: not for a file, a folder, nor a run", async () => {
  const files = filesOf();
  const lines = `${LOGS}/run-1/suites/unit/container-1/tests.jsonl`;
  const out = { "/secret/container-1/tests.jsonl": "{}\n" };
  const linked = fakeHost({
    files: { ...files, ...out, [lines]: { kind: "link", to: "/secret/container-1/tests.jsonl" } },
  });
  const byFile = await loadRecord(linked, "run-1", { cwd: "/project", outputs: OUTPUTS });
  assertEquals(byFile.ok && byFile.value.suites[0]?.testsPath, null);
  delete files[lines];
  const folder = { [`${LOGS}/run-1/suites/unit`]: { kind: "link", to: "/secret" } as const };
  const byFolder = await loadRecord(fakeHost({ files: { ...files, ...out, ...folder } }), "run-1", {
    cwd: "/project",
    outputs: OUTPUTS,
  });
  assertEquals(byFolder.ok && byFolder.value.suites[0]?.testsPath, null);
  const run = { [`${LOGS}/run-7`]: { kind: "link", to: "/secret" } as const };
  assertStringIncludes(
    await refusal(fakeHost({ files: { ...out, ...run } }), "run-7"),
    "there is no record run-7",
  );
  const summary = { "/s.json": { kind: "link", to: "/etc/passwd" } as const };
  assertEquals(
    await refusal(fakeHost({ files: { ...summary, "/etc/passwd": "root" } }), "/s.json"),
    "/s.json is not a record that can be used: is a link",
  );
});

Deno.test("loadRecord() keeps commands in a record as texts that nobody runs", async () => {
  const host = fakeHost({ files: filesOf() });
  await loadRecord(host, "run-1", { cwd: "/project", outputs: OUTPUTS });
  assertEquals([host.calls, host.signals], [[], []]);
});

Deno.test("loadRecord() refuses a published id that has a path in it", async () => {
  const stable = recordFiles(OUTPUTS, redRun("run-1"));
  for (const id of ["../../secret", "/secret", "..", "a/b"]) {
    const odd = Object.fromEntries(
      Object.entries(stable).map((
        [path, text],
      ) => [path, text.replaceAll('"run-1"', JSON.stringify(id))]),
    );
    const secret = recordFiles("/project/outputs/secret", redRun("run-1"));
    const logs = { [`${LOGS}/x/y`]: "" };
    assertStringIncludes(
      await refusal(fakeHost({ files: { ...odd, ...secret, ...logs } }), "outputs/qa"),
      "is no id of a run",
    );
  }
});

Deno.test("loadRecord() ends with a record or a refusal, whatever a file holds", async () => {
  const good = filesOf()[`${LOGS}/run-1/summary.json`]!;
  const cut = fc.nat(good.length);
  const piece = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom("\0", '"', "{", "[", "-1", "null"),
  );
  await fc.assert(
    fc.asyncProperty(cut, cut, piece, async (from, length, text) => {
      const torn = good.slice(0, from) + text + good.slice(from + length % 40);
      const host = fakeHost({ files: { "/s.json": torn } });
      const read = await loadRecord(host, "/s.json", { cwd: "/project", outputs: OUTPUTS });
      if (read.ok) assert(read.value.suites.length > 0 || read.value.verdict !== "failed");
      else assertEquals(read.error.kind, "usage");
    }),
    { numRuns: 300 },
  );
});
