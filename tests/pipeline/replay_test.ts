import { assertEquals, assertStringIncludes } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
import { replay } from "../../scripts/qa/replay.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/replay_command.ts";
import "../../lib/pipeline/repeat_suite.ts";
import "../../lib/pipeline/run_suite_locally.ts";
import imageText from "../../fixtures/docker/image_inspect/ok/stdout.txt" with { type: "text" };
import first from "../../fixtures/runners/pytest/flaky/first.xml" with { type: "text" };
import passed from "../../fixtures/runners/pytest/flaky/passed.xml" with { type: "text" };
import second from "../../fixtures/runners/pytest/flaky/second.xml" with { type: "text" };
import { RepeatJson } from "../../lib/model/repeat_json.ts";
import { ReplayAnswerJson } from "../../lib/model/replay_answer_json.ts";
import { ResultsJson } from "../../lib/model/results_json.ts";
import { JsonAnswer, SummaryJson } from "../../lib/model/summary_json.ts";
import { TestRecord } from "../../lib/model/test_result.ts";
import { engineHost, type FakeContainer } from "../support/fake_engine.ts";
import type { FakeHost } from "../support/fake_host.ts";
import type { FakeNode } from "../support/fake_tree.ts";

const OUTPUTS = "/project/outputs/qa";
const NEVER = "unit::test_flaky.py::test_flaky::test_never";
const AGAIN = "unit::test_flaky.py::test_flaky::test_second_time";
const CONFIG = JSON.stringify({
  project: "shop",
  container: { image: "shop:1", network: "none" },
  suites: [
    { name: "lint", kind: "check", command: ["lint"], failsafe: true },
    { name: "unit", runner: "pytest", failsafe: true },
  ],
});
/** Fails the way pytest does. */
const red = (report: string): FakeContainer => ({ report, exitCode: 1 });
const LATER = "2026-11-20T11:00:00.000Z";
/** What `test_never` alone would report. */
const onlyNever = (outcome: "failed" | "passed") => {
  const failed = second.replace(/<testcase[^>]*name="test_second_time"[^>]*\/>/, "")
    .replace('tests="2"', 'tests="1"');
  if (outcome === "failed") return failed;
  return failed.replace(/(<testcase[^>]*name="test_never"[^>]*)>.*<\/testcase>/s, "$1/>")
    .replace('failures="1"', 'failures="0"');
};
/** Both tests of the record, passing. */
const bothPassed = second.replace(/(<testcase[^>]*name="test_never"[^>]*)>.*<\/testcase>/s, "$1/>")
  .replace('failures="1"', 'failures="0"');

interface Scene {
  readonly containers?: Readonly<Record<string, FakeContainer>>;
  readonly files?: Readonly<Record<string, FakeNode>>;
  readonly startsAt?: string;
}

function open({ containers = {}, files = {}, startsAt = "2026-11-20T10:00:00.000Z" }: Scene) {
  return engineHost({
    files: { "/project/qa.jsonc": CONFIG, ...files },
    startsAt,
    environment: { PATH: "/usr/bin" },
  }, { containers: { lint: {}, unit: red(first), ...containers } });
}

/** Runs the gate red, and gives a host that has its files an hour later. */
async function afterRed(scene: Scene = {}, before: Scene = {}): Promise<FakeHost> {
  const host = open(before);
  assertEquals(await qaGate(host, ["--run-id", "red"]), 1, host.stderr());
  return withFilesOf(host, scene);
}

function withFilesOf(host: FakeHost, { files = {}, ...scene }: Scene): FakeHost {
  const kept = host.files.paths().map((path) => [path, host.files.text(path)] as const);
  return open({ startsAt: LATER, ...scene, files: { ...Object.fromEntries(kept), ...files } });
}

async function rerun(host: FakeHost, ...args: string[]) {
  const exit = await replay(host, args);
  const read = (name: string): unknown => JSON.parse(host.files.text(`${OUTPUTS}/${name}`));
  const lines = host.files.text(`${OUTPUTS}/tests.jsonl`).split("\n").slice(0, -1);
  return {
    exit,
    read,
    out: host.stdout(),
    err: host.stderr(),
    results: ResultsJson.parse(read("results.json")),
    summary: SummaryJson.parse(read("summary.json")),
    tests: lines.map((line) => TestRecord.parse(JSON.parse(line))),
    creates: host.calls.filter(({ argv }) => argv[1] === "create").map(({ argv }) => argv),
  };
}

Deno.test("replay() runs only what failed, and fails when it fails again", async () => {
  const host = await afterRed({ containers: { unit: red(second) } });
  const { exit, results, summary, creates, out } = await rerun(host, "red", "--run-id", "again");
  assertEquals([exit, results.verdict], [1, "failed"], out);
  assertEquals(creates.length, 1);
  const words = creates[0]?.slice(-2);
  assertEquals(words, ["test_flaky.py::test_second_time", "test_flaky.py::test_never"]);
  assertEquals(summary.replay?.run_ids, ["red"]);
  assertEquals(summary.replay?.suites.map(({ suite, scope, tests }) => [suite, scope, tests]), [
    ["unit", "tests", [AGAIN, NEVER]],
  ]);
  assertEquals(summary.replay?.outstanding, []);
});

Deno.test("replay() passes when what failed passes now, and nothing is outstanding", async () => {
  const host = await afterRed({ containers: { unit: { report: bothPassed } } });
  const { exit, results, summary, out } = await rerun(host, "latest");
  assertEquals([exit, results.verdict], [0, "passed"], out);
  assertEquals(summary.replay?.outstanding, []);
});

Deno.test("replay() means the newest run where no record is given, and says so", async () => {
  const host = await afterRed({ containers: { unit: { report: bothPassed } } });
  const { exit, out } = await rerun(host);
  assertEquals(exit, 0);
  assertStringIncludes(
    out,
    "No record is given, so the newest run is meant: /project/outputs/qa/logs/red\n",
  );
});

Deno.test("replay() is incomplete when a test that failed was not asked for", async () => {
  const host = await afterRed({ containers: { unit: { report: passed } } });
  const { exit, results, summary, out } = await rerun(host, "red", "--test", "test_second_time");
  assertEquals([exit, results.verdict], [5, "incomplete"], out);
  assertEquals(summary.replay?.outstanding.map(({ test }) => test), [NEVER]);
  assertStringIncludes(out, `outstanding: ${NEVER}: failed`);
  const next = /next: cd \/project && deno run -A (\S+) (\S+)/.exec(out);
  assertEquals(next?.[2], `${OUTPUTS}/logs/${summary.run_id}`);
});

Deno.test("replay() never takes a test for passed that its report does not tell", async () => {
  const host = await afterRed({ containers: { unit: { report: passed } } });
  const { exit, results, summary } = await rerun(host, "red");
  assertEquals([exit, results.verdict], [5, "incomplete"]);
  assertEquals<unknown>(summary.replay?.outstanding, [{
    suite: "unit",
    test: NEVER,
    state: "removed",
    why: "is not in the new report: it was renamed, removed or not collected",
  }]);
});

Deno.test("replay() never takes a test for passed that was skipped", async () => {
  const skipped = bothPassed.replace(
    /(<testcase[^>]*name="test_never"[^>]*)\/>/,
    '$1><skipped message="not today"/></testcase>',
  ).replace('skipped="0"', 'skipped="1"');
  const host = await afterRed({ containers: { unit: { report: skipped } } });
  const { exit, summary } = await rerun(host, "red");
  assertEquals(exit, 5);
  assertEquals(summary.replay?.outstanding.map(({ state, why }) => [state, why]), [
    ["skipped", "was skipped this time: not today"],
  ]);
});

Deno.test("replay() that met no test proves nothing", async () => {
  const none = passed.replace(/<testcase.*<\/testcase>|<testcase[^>]*\/>/s, "")
    .replace('tests="1"', 'tests="0"');
  const host = await afterRed({ containers: { unit: { report: none, exitCode: 5 } } });
  const { exit, results } = await rerun(host, "red");
  assertEquals([exit, results.verdict], [4, "unproven"]);
});

Deno.test("replay() has nothing to do after a green run, says so in one line and exits 0", async () => {
  const green = open({ containers: { unit: { report: bothPassed } } });
  assertEquals(await qaGate(green, ["--run-id", "green"]), 0);
  const host = withFilesOf(green, {});
  assertEquals(await replay(host, ["latest"]), 0);
  assertEquals(host.stdout(), "Nothing is left to replay: all 2 suites passed, or are excused\n");
  assertEquals(host.calls.filter(({ argv }) => argv[1] === "create"), []);
  const again = withFilesOf(green, {});
  assertEquals(await replay(again, ["latest", "--json"]), 0);
  const answer = ReplayAnswerJson.parse(JSON.parse(again.stdout()));
  assertEquals([answer.answer, answer.exit_code, answer.run_ids], ["nothing", 0, ["green"]]);
});

Deno.test("replay() leaves a suite outstanding that is gone from the configuration", async () => {
  const config = JSON.stringify({
    container: { image: "shop:1" },
    suites: [{ name: "lint", kind: "check", command: ["lint"], failsafe: true }],
  });
  const host = await afterRed({ files: { "/project/qa.jsonc": config } });
  const exit = await replay(host, ["red", "--json"]);
  const answer = ReplayAnswerJson.parse(JSON.parse(host.stdout()));
  assertEquals([exit, answer.answer], [5, "outstanding"]);
  assertEquals(answer.outstanding.every(({ suite }) => suite === "unit"), true);
});

for (
  const [what, given, files] of [
    ["is missing", "no-such-run", {}],
    ["is torn", "red", { [`${OUTPUTS}/logs/red/summary.json`]: '{"schema": "qa.summ' }],
    ["is not a record", "/tmp/odd.json", { "/tmp/odd.json": "[1, 2]" }],
    ["is empty", "/tmp/empty.json", { "/tmp/empty.json": "" }],
  ] as const
) {
  Deno.test(`replay() refuses a record that ${what}, and runs nothing`, async () => {
    const host = await afterRed({ files });
    assertEquals(await replay(host, [given]), 2, host.stdout());
    assertEquals(host.calls.some(({ argv }) => argv[1] === "create"), false);
    assertStringIncludes(host.stderr(), "error: ");
  });
}

Deno.test("replay() runs a suite as often as asked, and one failure among passes is a failure", async () => {
  const containers = {
    unit: { report: onlyNever("passed") },
    "unit#2": red(onlyNever("failed")),
    "unit#3": { report: onlyNever("passed") },
  };
  const host = await afterRed({ containers });
  const args = ["red", "--test", "test_never", "--repeat", "3"];
  const { exit, results, read, tests, creates, out } = await rerun(host, ...args);
  assertEquals([exit, results.verdict, creates.length], [1, "failed", 3], out);
  const [unit] = RepeatJson.parse(read("repeat.json")).suites;
  assertEquals([unit?.asked, unit?.made, unit?.outcomes], [3, 3, { passed: 2, failed: 1 }]);
  assertEquals(
    unit?.tests.map(({ id, verdict, runs, failures }) => [id, verdict, runs, failures]),
    [
      [NEVER, "sometimes", 3, 1],
    ],
  );
  assertEquals(tests.map(({ id, outcome }) => [id, outcome]), [[NEVER, "failed"]]);
  assertStringIncludes(out, "unit: 1 test failed in 1 of 3 runs (a flake)");
  assertStringIncludes(out, "sometimes  1 of 3 ");
});

Deno.test("replay() says that a failure was not reproduced, in how many runs", async () => {
  const passes = { report: bothPassed };
  const host = await afterRed({ containers: { unit: passes, "unit#2": passes } });
  const { exit, summary, out } = await rerun(host, "red", "--repeat", "2");
  assertEquals([exit, summary.verdict], [0, "passed"], out);
  assertStringIncludes(summary.why, "not reproduced in 2 runs");
  assertEquals(summary.repeat?.[0]?.verdicts, { always: 0, sometimes: 0, never: 2 });
});

Deno.test("replay() is incomplete when the deadline allows fewer runs than asked", async () => {
  const passes = { report: bothPassed, delayMs: 900 };
  const containers = { unit: passes, "unit#2": passes, "unit#3": { hangs: true } };
  const host = await afterRed({ containers });
  const { exit, summary, results } = await rerun(host, "red", "--repeat", "5", "--deadline", "4s");
  assertEquals([exit, summary.verdict], [5, "incomplete"], results.why);
  assertEquals([summary.repeat?.[0]?.asked, summary.repeat?.[0]?.made], [5, 2]);
  assertStringIncludes(summary.why, "only 2 of 5 runs of unit were made");
});

Deno.test("replay() tells how far it came when it is interrupted", async () => {
  const containers = { unit: { report: bothPassed }, "unit#2": { hangs: true } };
  const host = await afterRed({ containers });
  const running = rerun(host, "red", "--repeat", "9");
  while (host.calls.filter(({ argv }) => argv[1] === "start").length < 2) await host.sleep(10);
  host.interrupt("SIGINT");
  const { exit, summary } = await running;
  assertEquals([exit, summary.verdict], [130, "cancelled"]);
  assertEquals([summary.repeat?.[0]?.made, summary.repeat?.[0]?.stopped], [1, "interrupted"]);
});

Deno.test("replay() refuses --repeat with --retries", async () => {
  const host = await afterRed();
  assertEquals(await replay(host, ["red", "--repeat", "3", "--retries", "1"]), 2);
  assertStringIncludes(host.stderr(), "--repeat and --retries contradict each other");
});

Deno.test("replay() prints commands alone, and runs nothing", async () => {
  const host = await afterRed();
  assertEquals(await replay(host, ["--print"]), 0);
  assertEquals(host.stderr(), "");
  assertStringIncludes(host.stdout(), ` ${OUTPUTS}/logs/red --root /project --suite unit\n`);
  assertEquals(host.calls.some(({ argv }) => argv[1] === "create"), false);
});

Deno.test("replay() answers --print --json with the commands as data", async () => {
  const host = await afterRed();
  assertEquals(await replay(host, ["red", "--print", "--json", "--test", "test_never"]), 0);
  const answer = ReplayAnswerJson.parse(JSON.parse(host.stdout()));
  assertEquals(answer.commands?.map(({ suite, tests }) => [suite, tests]), [["unit", [NEVER]]]);
  assertEquals(answer.commands?.[0]?.replay.slice(-3), ["--suite", "unit", `--test=${NEVER}`]);
});

Deno.test("replay() shows its plan on --dry-run, and runs nothing", async () => {
  const host = await afterRed();
  assertEquals(await replay(host, ["red", "--dry-run"]), 0);
  assertStringIncludes(host.stdout(), "Nothing was run.");
  assertStringIncludes(host.stdout(), NEVER);
  assertEquals(host.calls.some(({ argv }) => argv[1] === "create"), false);
});

Deno.test("qaGate() reruns from a record as replay() does, and its own flags win", async () => {
  const host = await afterRed({ containers: { unit: { report: passed } } });
  const exit = await qaGate(host, ["--rerun-from", "red", "--memory", "1g"]);
  const summary = SummaryJson.parse(JSON.parse(host.files.text(`${OUTPUTS}/summary.json`)));
  assertEquals([exit, summary.verdict], [5, "incomplete"], host.stdout());
  assertEquals(summary.replay?.run_ids, ["red"]);
  assertEquals(summary.rerun.argv.slice(-4), [
    "--rerun-from",
    `${OUTPUTS}/logs/red`,
    "--memory",
    "1g",
  ]);
  const create = host.calls.find(({ argv }) => argv[1] === "create");
  assertEquals(create?.argv.includes("--memory=1073741824"), true, create?.argv.join(" "));
});

Deno.test("replay() knows suites of every profile, and what it runs decides, required or not", async () => {
  const suites = [
    { name: "unit", runner: "pytest", profiles: ["ci"] },
    { name: "extra", runner: "pytest", required: false },
  ];
  const config = JSON.stringify({ container: { image: "shop:1" }, suites });
  const files = { "/project/qa.jsonc": config };
  const before = open({ files, containers: { extra: red(first) } });
  assertEquals(await qaGate(before, ["--run-id", "red", "--profile", "ci"]), 1, before.stderr());
  const containers = { unit: { report: bothPassed }, extra: red(second) };
  const { exit, results } = await rerun(withFilesOf(before, { containers, files }), "red");
  assertEquals(results.suites.map(({ name, outcome }) => [name, outcome]), [
    ["unit", "passed"],
    ["extra", "failed"],
  ]);
  assertEquals([exit, results.verdict], [1, "failed"]);
});

Deno.test("replay() does not repeat in a container that is lost at once", async () => {
  const lost: FakeContainer = { lost: "gone" };
  const host = await afterRed({ containers: { unit: lost, "unit#2": { report: bothPassed } } });
  const { exit, results, creates } = await rerun(host, "red", "--repeat", "3");
  assertEquals([exit, results.verdict, creates.length], [3, "infra", 1], results.why);
});

Deno.test("replay() answers --json with the summary, and everything else goes to standard error", async () => {
  const host = await afterRed({ containers: { unit: { report: passed } } });
  assertEquals(await replay(host, ["red", "--json", "--test", "test_second_time"]), 5);
  const answer = JsonAnswer.parse(JSON.parse(host.stdout()));
  assertEquals([answer.verdict, answer.replay?.outstanding.length], ["incomplete", 1]);
  assertStringIncludes(host.stderr(), "Replay of red: 1 suite");
});

/** The words alone: where our script stands, and how long anything took, is another thing each time. */
const words = (text: string): string =>
  text.replace(/deno run -A \S+\/replay\.ts/g, "replay").replace(/\d\d:\d\d\.\d|\d+\.\ds/g, "T");

Deno.test("replay() tells a person before and after what is to be known", async () => {
  const host = await afterRed({ containers: { unit: { report: passed } } });
  const { out } = await rerun(host, "red", "--test", "test_second_time", "--run-id", "again");
  const image = `image ${JSON.parse(imageText).Id}`;
  const left = "failed, and is not part of what is asked for";
  assertEquals(words(out).split("\n"), [
    "Replay of red: 1 suite, mode container, at most 4 at once",
    "",
    "Runs:",
    "  unit: 1 test (asked for by name)",
    `    ${AGAIN}`,
    "",
    "Not run now, and still to be done:",
    `  ${NEVER}: failed (${left})`,
    "T run          started   again  1 suite: unit  (profile full, mode container)",
    `T engine       checking  docker  ${image}`,
    `T engine       ready     20.10.24+dfsg1  ${image}`,
    "T unit         started   (container)",
    "T unit         passed    1 passed  T  (container)",
    "T run          incomplete exit 5  T",
    "INCOMPLETE  1 of 1 suite passed; tests: 1 passed; T in container; exit 5",
    "why: what ran passed, but 1 failure of the record is outstanding: " + `${NEVER} (${left})`,
    "mode: the container engine answered and the image is there",
    `outstanding: ${NEVER}: ${left}`,
    `next: cd /project && replay ${OUTPUTS}/logs/again`,
    "not checked: lint, all of it (nothing of it is to be replayed)",
    "files: outputs/qa/logs/again",
    `again: cd /project && replay ${OUTPUTS}/logs/red --test test_second_time`,
    "joined: original and replay together are failed, 1 of 2 suites passed; tests: 1 failed, 2 passed",
    `  ${OUTPUTS}/logs/again/merged`,
    "",
  ]);
});
