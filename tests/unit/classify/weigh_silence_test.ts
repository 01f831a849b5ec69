import { assertEquals, assertStringIncludes } from "@std/assert";
import { weighSilence } from "../../../lib/classify/weigh_silence.ts";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import { SAMPLE_REPORT } from "../../support/sample_report.ts";

const QUIET = { bytes: 0, lines: 0, firstOutputMs: null, lastOutputMs: null };
const ran = { ...SAMPLE_REPORT, counts: { ...NO_TESTS, total: 1, executed: 1, passed: 1 } };
const ended: Parameters<typeof weighSilence>[0] = {
  ...{ timedOut: true, outcome: "timed-out", stdout: QUIET, stderr: QUIET, report: ran },
  failures: [],
};
const weigh = (
  summary: { quietCpu: number | null; lastOutputMs: number | null },
  given: Partial<typeof ended> = {},
) => weighSilence({ ...ended, ...given }, { summary, timeoutMs: 10_000, collects: true });

Deno.test("weighSilence() calls silent and idle a hang, printing slow", () => {
  assertEquals(weigh({ quietCpu: 0.01, lastOutputMs: 1000 })?.class, "hang");
  const slow = weigh({ quietCpu: 0.01, lastOutputMs: 9500 });
  assertEquals(slow?.class, "timeout");
  assertStringIncludes(slow?.remedy ?? "", "--timeout 20s");
});

Deno.test("weighSilence() gives what is busy and silent more time, and is not sure", () => {
  const busy = weigh({ quietCpu: 0.9, lastOutputMs: 100 });
  assertEquals([busy?.class, busy?.confidence], ["timeout", 0.55]);
});

Deno.test("weighSilence() knows less where nobody could see the processors", () => {
  const unseen = weigh({ quietCpu: null, lastOutputMs: null });
  assertEquals([unseen?.class, unseen?.confidence], ["hang", 0.6]);
});

Deno.test("weighSilence() tells what never began a test from one that hangs", () => {
  const none = { ...SAMPLE_REPORT, counts: NO_TESTS };
  assertEquals(weigh({ quietCpu: 0, lastOutputMs: null }, { report: none })?.class, "discovery");
});

Deno.test("weighSilence() has nothing to say of what ended by itself", () => {
  const summary = { quietCpu: 0, lastOutputMs: null };
  const own = { ...ended, timedOut: false, outcome: "failed" } as const;
  assertEquals(weighSilence(own, { summary, timeoutMs: 1, collects: true }), null);
});
