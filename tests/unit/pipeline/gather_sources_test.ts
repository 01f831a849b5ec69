import { assert, assertEquals } from "@std/assert";
import type { RecordedRun } from "../../../lib/model/recorded_run.ts";
import type { Outstanding } from "../../../lib/model/replay.ts";
import { gatherSources, loadRecords } from "../../../lib/pipeline/gather_sources.ts";
import { makeSummaryJson } from "../../../lib/report/make_summary_json.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { sampleTest } from "../../support/sample_suite.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";
import { sampleSource, sampleSuiteState } from "../../support/sample_replay.ts";

const PLACES = { cwd: "/project", outputs: "/project/outputs/qa" };
const left = (suite: string, test: string | null): Outstanding => ({
  ...{ suite, test, state: "failed", why: "failed" },
});

/** The record of a replay of run r0 that has left this to be done. */
function replayed(outstanding: readonly Outstanding[], scope: "tests" | "suite" = "tests") {
  const replay = {
    ...{ runIds: ["r0"], records: ["/r0"], differences: [], outstanding },
    suites: [{ suite: "unit", scope, tests: [], why: "failed" }],
  };
  const summary = makeSummaryJson({ ...greenRecord(), runId: "r1", replay });
  const files = { ...sampleSource([]).record.files, summary };
  return sampleSource([sampleSuiteState("unit")], { runId: "r1", files }).record;
}

async function gather(...records: readonly RecordedRun[]) {
  const sources = await gatherSources(fakeHost(), records, []);
  return sources.map(({ suites }) =>
    suites.map(({ name, outcome, unnamed, isPart = false }) => [name, outcome, unnamed, isPart])
  );
}

Deno.test("gatherSources() does not take a replay for done that has left something", async () => {
  const record = replayed([left("unit", "unit::a"), left("unit", "unit::b"), left("e2e", null)]);
  assertEquals(await gather(record), [[["unit", "failed", 2, false], ["e2e", "failed", 1, false]]]);
});

Deno.test("gatherSources() believes the originals themselves where they are given", async () => {
  const origin = sampleSource([], { runId: "r0" }).record;
  assertEquals(await gather(origin, replayed([left("unit", "unit::a")])), [
    [],
    [["unit", "passed", 0, true]],
  ]);
});

Deno.test("gatherSources() says which suites were run only in part", async () => {
  assertEquals(await gather(replayed([])), [[["unit", "passed", 0, true]]]);
  assertEquals(await gather(replayed([], "suite")), [[["unit", "passed", 0, false]]]);
});

Deno.test("gatherSources() looks in newer records for what failed in older ones", async () => {
  const line = (id: string, outcome: "failed" | "passed") =>
    `${JSON.stringify(sampleTest({ id, suite: "unit", name: id, outcome, message: "" }))}\n`;
  const host = fakeHost({
    files: {
      "/old/tests.jsonl": line("unit::a", "failed") + line("unit::b", "passed"),
      "/new/tests.jsonl": line("unit::a", "passed") + line("unit::b", "passed"),
    },
  });
  const records = ["/old", "/new"].map((folder) => {
    const { record } = sampleSource([sampleSuiteState("unit")], { runId: folder });
    const suites = record.suites.map((suite) => ({
      ...suite,
      testsPath: `${folder}/tests.jsonl`,
    }));
    return { ...record, suites };
  });
  const sources = await gatherSources(host, records, []);
  const told = sources.map(({ suites }) =>
    suites[0]?.tests.map(({ id, outcome }) => [id, outcome])
  );
  assertEquals(told, [[["unit::a", "failed"]], [["unit::a", "passed"]]]);
});

Deno.test("loadRecords() sorts by the start of the runs, and takes each record once", async () => {
  const summary = (runId: string) =>
    JSON.stringify(makeSummaryJson({ ...redRecord(), runId, replay: undefined as never }));
  const host = fakeHost({
    files: {
      "/a.json": summary("20261120T110000Z-aaaaaa"),
      "/b.json": summary("20261120T100000Z-bbbbbb"),
    },
  });
  const loaded = await loadRecords(host, ["/a.json", "/b.json", "/a.json"], PLACES);
  assert(loaded.ok, JSON.stringify(loaded));
  assertEquals(loaded.value.map(({ runId }) => runId.slice(-6)), ["bbbbbb", "aaaaaa"]);
});

Deno.test("loadRecords() refuses all of them where one cannot be used", async () => {
  const loaded = await loadRecords(fakeHost(), ["/nowhere.json"], PLACES);
  assertEquals(loaded.ok, false);
});
