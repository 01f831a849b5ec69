import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { RunEvent } from "../../../lib/model/run_event.ts";
import { displayWidth } from "../../../lib/report/fit_columns.ts";
import {
  foldLive,
  type LiveState,
  NO_LIVE,
  type ProgressTick,
} from "../../../lib/report/live_view.ts";
import { renderLive } from "../../../lib/report/render_live.ts";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";
import { sampleCounts } from "../../support/sample_suite.ts";

type Step = readonly [number, RunEvent | ProgressTick];

function stateAfter(steps: readonly Step[]): LiveState {
  return steps.reduce((state, [ms, input]) => foldLive(state, input, ms), NO_LIVE);
}

function started(suites: readonly string[]): Step {
  return [0, {
    type: "run-started",
    run_id: "x",
    project: "p",
    profile: "full",
    mode: "auto",
    suites: [...suites],
  }];
}

function begun(suite: string, ms: number): Step {
  return [ms, { type: "suite-started", suite, place: "container", attempt: 1, argv: ["x"] }];
}

function ended(suite: string, outcome: "passed" | "failed", counts = sampleCounts(34, 0, 1)): Step {
  return [3000, {
    type: "suite-ended",
    suite,
    place: "container",
    attempt: 1,
    outcome,
    exit_code: 0,
    duration_ms: 2900,
    counts,
    why: "",
  }];
}

const HALFWAY: readonly Step[] = [
  started(["unit", "lint", "e2e", "browser", "docs"]),
  begun("unit", 100),
  begun("e2e", 100),
  begun("browser", 3000),
  ended("unit", "passed"),
  [4000, { type: "progress", suite: "e2e", lines: 1234, bytes: 99, lastOutputMs: 3500 }],
  [4000, { type: "suite-skipped", suite: "docs", why: "needs lint" }],
];

Deno.test("renderLive() shows one line per suite and the sum", () => {
  assertEquals(renderLive(stateAfter(HALFWAY), { columns: 80, color: false, nowMs: 5600 }), [
    "unit     passed    34 passed, 1 skipped  2.9s",
    "lint     waiting",
    "e2e      running   5.5s  1234 lines, last 2.0s ago",
    "browser  running   2.6s  no output yet",
    "docs     not-run",
    "00:05.6   2/5 suites  34 passed, 1 skipped",
  ]);
});

Deno.test("renderLive() fits into a narrow terminal", () => {
  assertEquals(renderLive(stateAfter(HALFWAY), { columns: 20, color: false, nowMs: 5600 }), [
    "unit     passed 34 …",
    "lint     waiting",
    "e2e      running 5.…",
    "browser  running 2.…",
    "docs     not-run",
    "00:05.6 2/5 suites …",
  ]);
});

Deno.test("renderLive() paints one word of each line", () => {
  const state = stateAfter([started(["unit"]), begun("unit", 0), ended("unit", "failed")]);
  assertEquals(renderLive(state, { columns: 80, color: true, nowMs: 3000 }), [
    "unit     \u001b[31mfailed\u001b[0m    34 passed, 1 skipped  2.9s",
    "\u001b[1m00:03.0\u001b[0m   1/1 suites  34 passed, 1 skipped",
  ]);
});

Deno.test("renderLive() folds what does not fit, and keeps running and red suites", () => {
  const names = Array.from({ length: 9 }, (_, index) => `s${index}`);
  const state = stateAfter([
    started(names),
    ended("s0", "passed"),
    ended("s1", "failed", sampleCounts(1, 2)),
    begun("s8", 4000),
  ]);
  assertEquals(renderLive(state, { columns: 60, color: false, nowMs: 5000, maxRows: 5 }), [
    "s1       failed    2 failed, 1 passed  2.9s",
    "s2       waiting",
    "s8       running   1.0s  no output yet",
    "  … and 6 more",
    "00:05.0   2/9 suites  2 failed, 35 passed, 1 skipped",
  ]);
});

Deno.test("renderLive() keeps to its rows when suites share a name", () => {
  const state = stateAfter([started(["a", "a", "b"])]);
  assertEquals(renderLive(state, { columns: 60, color: false, nowMs: 0, maxRows: 3 }), [
    "a        waiting",
    "  … and 2 more",
    "00:00.0   0/3 suites",
  ]);
});

Deno.test("renderLive() says what is waited for, and why the container is not used", () => {
  const asking = stateAfter([
    started(["unit"]),
    [10, { type: "preflight-started", docker_bin: "docker", image: "a:1" }],
  ]);
  const given = foldLive(asking, {
    type: "fallback",
    reason: "daemon-unreachable",
    detail: "",
    hint: "",
    phase: "preflight",
    suites: ["unit"],
    not_checked: [],
  }, 20);
  const lastLine = (state: LiveState) =>
    renderLive(state, { columns: 80, color: false, nowMs: 1000 }).at(-1);
  assertEquals(
    [
      asking,
      foldLive(asking, { type: "image-started", doing: "pulling", image: "a:1" }, 15),
      given,
      foldLive(given, { type: "cancelled", signal: "SIGTERM" }, 30),
    ].map(lastLine),
    [
      "00:01.0   0/1 suites  asking docker for a:1",
      "00:01.0   0/1 suites  pulling a:1",
      "00:01.0   0/1 suites  container not used: Cannot reach the Docker daemon",
      "00:01.0   0/1 suites  cancelled by SIGTERM, cleaning up",
    ],
  );
});

Deno.test("foldLive() lets a suite that moves to the failsafe start again", () => {
  const lost = stateAfter([started(["unit"]), begun("unit", 0), ended("unit", "failed")]);
  const again = foldLive(lost, {
    type: "suite-started",
    suite: "unit",
    place: "failsafe",
    attempt: 1,
    argv: ["x"],
  }, 4000);
  assertEquals(
    renderLive(again, { columns: 80, color: false, nowMs: 4500 })[0],
    "unit     running   0.5s  no output yet",
  );
});

Deno.test("foldLive() ignores a tick of a suite it does not know", () => {
  const tick: ProgressTick = { type: "progress", suite: "x", lines: 1, bytes: 1, lastOutputMs: 1 };
  assertEquals(foldLive(NO_LIVE, tick, 0), NO_LIVE);
});

Deno.test("renderLive() is never wider than the terminal nor higher than allowed", () => {
  const names = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), {
    maxLength: 30,
  });
  const sizes = fc.record({
    columns: fc.integer({ min: 20, max: 90 }),
    maxRows: fc.integer({ min: 3, max: 20 }),
  });
  fc.assert(fc.property(names, sizes, fc.nat(), (suites, { columns, maxRows }, nowMs) => {
    const steps = [started(suites), ...suites.slice(0, 9).map((name) => begun(name, 0))];
    const lines = renderLive(stateAfter(steps), { columns, maxRows, color: false, nowMs });
    assert(lines.length <= maxRows);
    for (const line of lines) assert(displayWidth(line) <= columns && !/\p{Cc}/u.test(line), line);
  }));
});

Deno.test("foldLive() shows what the attempts of a suite come to, not the last one alone", () => {
  const settled: RunEvent = {
    type: "suite-settled",
    suite: "unit",
    place: "container",
    attempts: 2,
    outcome: "failed",
    counts: { ...sampleCounts(3, 1), flaky: 1 },
    why: "1 of 4 tests failed",
  };
  const state = stateAfter([started(["unit"]), begun("unit", 1000), [3000, settled]]);
  const [line] = renderLive(state, { columns: 80, color: false, nowMs: 4000 });
  assertEquals(line?.startsWith("unit     failed    1 failed, 3 passed (1 flaky)"), true, line);
});

Deno.test("foldLive() shows only the suites of which a shard runs something", () => {
  const listing = stateAfter([
    started(["unit", "e2e"]),
    [10, { type: "suite-listing", suite: "unit", place: "container" }],
  ]);
  assertEquals(listing.note, "listing the tests of unit");
  const dealt = foldLive(listing, { type: "sharded", shard: SAMPLE_SHARD, suites: ["e2e"] }, 20);
  assertEquals(dealt.suites.map(({ name }) => name), ["e2e"]);
  assertEquals(dealt.note.startsWith("shard 0 of 3, 41 of 123 tests"), true);
});

Deno.test("renderLive() shows counts so far and the test that runs longest, where there is room", () => {
  const tests = {
    ...{ passed: 34, failed: 2, skipped: 1, planned: 120 },
    running: [{ name: "tests/a.py::test_new", sinceMs: 5_000 }, {
      name: "tests/測試.py::test_slow",
      sinceMs: 1_000,
    }],
  };
  const state = stateAfter([
    started(["unit", "lint"]),
    begun("unit", 0),
    [5_500, { type: "progress", suite: "unit", lines: 9, bytes: 9, lastOutputMs: 100, tests }],
  ]);
  const style = { color: false, nowMs: 6_000 };
  assertEquals(renderLive(state, { ...style, columns: 80 }), [
    "unit     running   6.0s  2 failed, 34 passed, 1 skipped of 120",
    "  > tests/測試.py::test_slow  5.0s, 1 more",
    "lint     waiting",
    "00:06.0   0/2 suites  2 failed, 34 passed, 1 skipped",
  ]);
  // Of a name its end is kept; on a low terminal suites come first, then the sum alone.
  assertEquals(renderLive(state, { ...style, columns: 30 })[1], "  > …::test_slow  5.0s, 1 more");
  assertEquals(renderLive(state, { ...style, columns: 80, maxRows: 3 }).length, 3);
  assertEquals(renderLive(state, { ...style, columns: 80, maxRows: 1 }), [
    "00:06.0   0/2 suites  2 failed, 34 passed, 1 skipped",
  ]);
});

Deno.test("renderLive() forgets the tests of a try when the next one begins", () => {
  const tests = { passed: 3, failed: 0, skipped: 0, planned: null, running: [] };
  const steps: readonly Step[] = [
    started(["unit"]),
    begun("unit", 0),
    [500, { type: "progress", suite: "unit", lines: 1, bytes: 1, lastOutputMs: 1, tests }],
  ];
  const line = (state: LiveState) =>
    renderLive(state, { columns: 80, color: false, nowMs: 2_000 })[0];
  assertEquals(line(stateAfter(steps)), "unit     running   2.0s  3 passed");
  const again = stateAfter([...steps, begun("unit", 1_000)]);
  assertEquals(line(again), "unit     running   1.0s  no output yet");
});

Deno.test("renderLive() aligns names of wide characters, and shows the outcome in twenty columns", () => {
  const state = stateAfter([started(["測試測試", "unit"]), ended("unit", "failed")]);
  assertEquals(
    renderLive(state, { columns: 60, color: false, nowMs: 0 }).map((line) =>
      displayWidth(line.slice(0, line.search(/waiting|failed/)))
    ).slice(0, 2),
    [9, 9],
  );
  const long = stateAfter([
    started(["a-very-long-name-of-a-suite"]),
    begun("a-very-long-name-of-a-suite", 0),
  ]);
  assertEquals(
    renderLive(long, { columns: 20, color: false, nowMs: 0 })[0],
    "a-very-l… running 0…",
  );
});

Deno.test("renderLive() says how long it still takes, where earlier runs tell", () => {
  const state = stateAfter([started(["unit"]), begun("unit", 0)]);
  const past = { suites: new Map([["unit", 80_000]]), jobs: 1 };
  const sum = (nowMs: number) =>
    renderLive(state, { columns: 80, color: false, nowMs, past }).at(-1);
  assertEquals(sum(0), "00:00.0   0/1 suites  ~1m 20s left");
  assertEquals(sum(130_000), "02:10.0   0/1 suites  longer than usual");
});
