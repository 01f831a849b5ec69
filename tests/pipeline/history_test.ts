import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { history } from "../../scripts/qa/history.ts";
import "../../lib/pipeline/history_command.ts";
import { HistoryJson } from "../../lib/model/history_json.ts";
import { historyPath, openHistory } from "../../lib/write/open_history.ts";
import { recordHistory } from "../../lib/write/record_history.ts";
import { type FakeHost, fakeHost } from "../support/fake_host.ts";

const PATH = historyPath("/project/outputs/qa");

async function remember(
  host: FakeHost,
  day: number,
  outcome: "passed" | "failed" | "flaky",
  changes: { readonly commit?: string; readonly dirty?: boolean } = {},
) {
  const opened = await openHistory(host, PATH);
  assert(opened.ok);
  const run = {
    runId: `run-${day}`,
    startedAt: `2026-11-0${day}T10:00:00.000Z`,
    commit: "c1",
    dirty: false,
    verdict: outcome,
    isEvidence: true,
    isWhole: true,
    suites: [{ name: "unit", outcome, durationMs: 500 }],
    joinedFrom: [],
    ...changes,
  };
  async function* tests() {
    yield { id: "unit::a", suite: "unit", file: "", outcome, duration_ms: 1500, fingerprint: null };
    yield await Promise.resolve({
      id: "unit::b\u001b[2J",
      suite: "unit",
      file: "",
      outcome: "passed" as const,
      duration_ms: 20,
      fingerprint: null,
    });
  }
  assert((await recordHistory(opened.value.database, run, tests())).ok);
}

async function remembered(): Promise<FakeHost> {
  const host = fakeHost({ files: { "/project/qa.jsonc": "{}" } });
  await remember(host, 1, "passed");
  await remember(host, 2, "flaky");
  await remember(host, 3, "failed");
  return host;
}

Deno.test("history() says what fails, what is unsteady and what is slow", async () => {
  const host = await remembered();
  assertEquals(await history(host, []), 0);
  const past = "failed in 1 of 3 runs, unsteady in 2, failing since 2026-11-03 10:00 UTC " +
    "(1 run, first run-3), takes 1.5s, first seen 2026-11-01";
  assertEquals(
    host.stdout().replace(/, [\d.]+ KiB/, ", some KiB"),
    [
      `${PATH}: 3 runs of 2 tests, from 2026-11-01 to 2026-11-03, some KiB`,
      "",
      `Failing:\n  unit::a\n    ${past}`,
      "",
      `Unsteady:\n  unit::a\n    ${past}`,
      "",
      "Slowest:\n  1.5s  unit::a",
      "",
    ].join("\n"),
  );
});

Deno.test("history() gives one JSON object, and the past of a test that is asked for", async () => {
  const host = await remembered();
  assertEquals(await history(host, ["--json", "--test", "unit::a", "--test", "unit::none"]), 0);
  const told = HistoryJson.parse(JSON.parse(host.stdout()));
  assertEquals(told.asked.map(({ id, runs, flaky_runs }) => [id, runs, flaky_runs]), [[
    "unit::a",
    3,
    2,
  ]]);
  assertEquals(told.never_seen, ["unit::none"]);
  assertStringIncludes(host.stderr(), "Asked for:\n  unit::a");
  assertStringIncludes(host.stderr(), "No run tells of:\n  unit::none");
});

Deno.test("history() says what it would forget before it forgets", async () => {
  const host = await remembered();
  host.setWallClock("2026-11-12T00:00:00.000Z");
  const prune = ["--prune", "--keep-days", "10"];
  assertEquals(await history(host, [...prune, "--dry-run"]), 0);
  assertStringIncludes(host.stdout(), "Would be forgotten:\n  run-1  2026-11-01  too old");
  assertStringIncludes(host.stdout(), "3 runs of 2 tests");
  assertEquals(await history(host, prune), 0);
  assertStringIncludes(host.stdout(), "Forgotten:\n  run-1  2026-11-01  too old");
  assertStringIncludes(host.stdout(), "2 runs of 2 tests");
  assertEquals(await history(host, prune), 0);
  assertStringIncludes(host.stdout(), "nothing is forgotten");
});

Deno.test("history() finds a test by the end of its id, as a replay does", async () => {
  const host = await remembered();
  assertEquals(await history(host, ["--test", "a", "--test", "unit::a", "--test", "nit::a"]), 0);
  assertEquals(host.stdout().match(/unit::a\n/g)?.length, 1);
  assertStringIncludes(host.stdout(), "No run tells of:\n  nit::a\n");
});

Deno.test("history() does not call unsteady what was broken and mended", async () => {
  const host = fakeHost({ files: { "/project/qa.jsonc": "{}" } });
  await remember(host, 1, "passed", { commit: "c1" });
  await remember(host, 2, "failed", { commit: "c2" });
  await remember(host, 3, "failed", { commit: "c1", dirty: true });
  await remember(host, 4, "passed", { commit: "c3" });
  assertEquals(await history(host, []), 0);
  assertEquals(host.stdout().includes("Unsteady"), false, host.stdout());
});

for (
  const [args, message] of [
    [[], "There is no history at /project/outputs/qa/history.sqlite"],
    [["--history", "off"], "No history is kept"],
    [["--keep-days", "3"], "--keep-days is for --prune"],
    [["--keep-days", "0", "--prune"], "out of range"],
    [["--forget"], "Unknown flag --forget"],
  ] as const
) {
  Deno.test(`history() refuses ${args.join(" ") || "a project without one"}`, async () => {
    const host = fakeHost({ files: { "/project/qa.jsonc": "{}" } });
    assertEquals(await history(host, args), 2);
    assertStringIncludes(host.stderr(), message);
    assertEquals(host.stdout(), "");
  });
}
