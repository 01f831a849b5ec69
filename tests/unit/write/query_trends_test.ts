import { assert, assertEquals } from "@std/assert";
import type { RememberedRun, RememberedTest } from "../../../lib/model/history.ts";
import { openHistory } from "../../../lib/write/open_history.ts";
import { isSmallHistory, queryTrend } from "../../../lib/write/query_trends.ts";
import { recordHistory } from "../../../lib/write/record_history.ts";
import { fakeHost } from "../../support/fake_host.ts";

async function* none(): AsyncGenerator<RememberedTest> {}

function run(day: number, changes: Partial<RememberedRun> = {}): RememberedRun {
  return {
    runId: `run-${day}`,
    startedAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
    ...{ commit: `c${day}`, dirty: false, verdict: "passed", isEvidence: true, isWhole: true },
    suites: [
      { name: "unit", outcome: "passed", durationMs: 1000 * day },
      { name: "lint", outcome: "passed", durationMs: 1 },
    ],
    joinedFrom: [],
    ...changes,
  };
}

Deno.test("queryTrend() gives the 30 newest runs, the oldest of them first", async () => {
  const opened = await openHistory(fakeHost(), "/out/history.sqlite");
  assert(opened.ok);
  const { database } = opened.value;
  for (let day = 1; day <= 40; day++) {
    const suites = day === 40 ? { suites: [], commit: null, verdict: "infra" } : {};
    assert((await recordHistory(database, run(day, suites), none())).ok);
  }
  const read = database.read((sql) => ({ runs: queryTrend(sql), isSmall: isSmallHistory(sql) }));
  assert(read.ok);
  const { runs, isSmall } = read.value;
  assertEquals([runs.length, runs[0]?.runId, runs[0]?.durationMs], [30, "run-11", 11_001]);
  assertEquals(runs.at(-1), {
    ...{ runId: "run-40", startedAt: "2026-02-09T00:00:00.000Z", verdict: "infra" },
    ...{ commit: null, durationMs: 0 },
  });
  assertEquals(isSmall, true);
});

Deno.test("queryTrend() has no runs of an empty history", async () => {
  const opened = await openHistory(fakeHost(), "/out/history.sqlite");
  assert(opened.ok);
  assertEquals(opened.value.database.read(queryTrend), { ok: true, value: [] });
});
