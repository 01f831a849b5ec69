// What real runs leave in the history: one after the other, at the same time, and made again from records.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { HistoryJson } from "../../../lib/model/history_json.ts";
import { type GateEnd, openProject, runGate } from "../../support/run_gate.ts";

const LOCAL = ["--mode", "failsafe"] as const;

/** One test that always passes and one that fails as long as the file `red` is there. */
const SCRIPT = `state=passed; inner=""
if [ -e red ]; then inner='<failure message="it is red">red</failure>'; state=failed; fi
printf '<testsuite tests="2"><testcase classname="c" name="steady" time="0.2"/>' >"$1"
printf '<testcase classname="c" name="odd" time="1.5">%s</testcase></testsuite>' "$inner" >>"$1"
[ "$state" = passed ]`;

const FILES = {
  "qa.jsonc": {
    suites: [{
      name: "unit",
      runner: "junit",
      command: ["sh", "test.sh", "{report}"],
      failsafe: true,
    }],
  },
  "test.sh": SCRIPT,
};

async function historyOf(root: string, ...args: string[]): Promise<HistoryJson> {
  const end = await runGate(root, ["--json", ...args], { script: "history", runId: null });
  assertEquals(end.exit, 0, end.stderr);
  return HistoryJson.parse(JSON.parse(end.stdout));
}

async function gate(root: string, isRed: boolean, ...args: string[]): Promise<GateEnd> {
  if (isRed) await Deno.writeTextFile(`${root}/red`, "");
  else await Deno.remove(`${root}/red`).catch(() => {});
  return await runGate(root, [...LOCAL, ...args]);
}

Deno.test("a red test is told with its past, and the history is the same when it is made again", async () => {
  await using project = await openProject(FILES);
  const { root } = project;
  const ends = [await gate(root, false), await gate(root, true), await gate(root, true)];
  assertEquals(ends.map(({ exit }) => exit), [0, 1, 1]);
  assertStringIncludes(ends[1]?.stdout ?? "", "passed in the run before");
  assertStringIncludes(ends[2]?.stdout ?? "", "failing since ");
  const told = await historyOf(root);
  assertEquals([told.runs, told.tests, told.results], [3, 2, 6]);
  const [failing, ...others] = told.failing;
  assertEquals(others, []);
  assertEquals([failing?.id, failing?.runs, failing?.failures, failing?.failing_runs], [
    "unit::c::odd",
    3,
    2,
    2,
  ]);
  assertEquals(failing?.failing_since?.run_id, ends[1]?.runId);
  assertEquals(told.slowest.map(({ id }) => id), ["unit::c::odd", "unit::c::steady"]);
  await Deno.remove(`${root}/outputs/qa/history.sqlite`);
  const rebuilt = await historyOf(root, "--rebuild");
  assertEquals(rebuilt.rebuilt, { remembered: 3, refused: [] });
  const { rebuilt: _r, size_bytes: _s, ...again } = rebuilt;
  const { rebuilt: _t, size_bytes: _u, ...before } = told;
  assertEquals(again, before);
});

Deno.test("runs at the same time are all remembered", async () => {
  await using project = await openProject(FILES);
  const { root } = project;
  await Deno.writeTextFile(`${root}/red`, "");
  const ends = await Promise.all(Array.from({ length: 3 }, () => runGate(root, LOCAL)));
  assertEquals(ends.map(({ exit }) => exit), [1, 1, 1]);
  const told = await historyOf(root, "--test", "unit::c::odd");
  assertEquals([told.runs, told.results], [3, 6]);
  assertEquals(told.asked[0]?.failures, 3);
});

Deno.test("a history that is damaged, or elsewhere, or not wanted, changes no answer", async () => {
  await using project = await openProject(FILES);
  const { root } = project;
  await Deno.mkdir(`${root}/outputs/qa`, { recursive: true });
  await Deno.writeTextFile(
    `${root}/outputs/qa/history.sqlite`,
    "a file that is no database".repeat(99),
  );
  const damaged = await gate(root, true);
  assertEquals(damaged.exit, 1);
  assertStringIncludes(damaged.stderr, "the history was damaged; it is in ");
  assertEquals((await historyOf(root)).runs, 1);
  const elsewhere = await gate(root, true, "--history", "cache/h.sqlite");
  assertEquals(elsewhere.exit, 1);
  assertStringIncludes(elsewhere.stderr, "the history was not used: ");
  await Deno.mkdir(`${root}/cache`);
  assertEquals((await gate(root, false, "--history", "cache/h.sqlite")).stderr, "");
  assertEquals((await historyOf(root, "--history", "cache/h.sqlite")).runs, 1);
  const off = await gate(root, false, "--history", "off");
  assertEquals([off.exit, off.stderr], [0, ""]);
  assert((await historyOf(root)).runs === 1);
});
