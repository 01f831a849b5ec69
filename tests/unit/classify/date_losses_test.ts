import { assertEquals } from "@std/assert";
import { dateLosses } from "../../../lib/classify/date_losses.ts";
import type { Execution } from "../../../lib/model/run_record.ts";
import type { FallbackReason } from "../../../lib/model/verdict.ts";
import { sampleContainer } from "../../support/sample_facts.ts";
import { sampleExecution, sampleSuite } from "../../support/sample_suite.ts";

/** An execution that starts so many seconds after ten o'clock and takes one. */
function at(second: number, lostBy: FallbackReason | null = null): Execution {
  return sampleExecution({
    startedAt: new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString(),
    durationMs: 1_000,
    outcome: lostBy === null ? "passed" : "lost",
    fallback: lostBy === null ? null : { reason: lostBy, detail: "", hint: "", at: "midway" },
  });
}

function datesOf(...executions: readonly Execution[]): readonly (string | undefined)[] {
  return dateLosses(executions.map((one) => sampleSuite(one)))
    .flatMap((suite) => suite.executions.map((one) => one.fallback?.at));
}

Deno.test("dateLosses() dates before the run what no container had run before", () => {
  assertEquals(datesOf(at(0, "mount-unusable")), ["preflight"]);
  assertEquals(datesOf(at(0, "container-create-failed"), at(5)), ["preflight", undefined]);
});

Deno.test("dateLosses() does not mind how many suites were lost at once", () => {
  const lost = at(0, "mount-unusable");
  assertEquals(datesOf(lost, lost, lost), ["preflight", "preflight", "preflight"]);
});

Deno.test("dateLosses() dates in the middle what another container's tests may have caused", () => {
  assertEquals(datesOf(at(0), at(5, "container-start-failed")), [undefined, "midway"]);
  assertEquals(datesOf(at(0), at(0, "container-create-failed")), [undefined, "midway"]);
  assertEquals(datesOf(at(0, "container-lost"), at(5, "mount-unusable")), ["midway", "midway"]);
});

Deno.test("dateLosses() believes no container that was started: its tests could have made it say so", () => {
  const { account } = sampleContainer(125);
  const started = { ...at(0, "mount-unusable"), container: account };
  assertEquals(datesOf(started), ["midway"]);
});

Deno.test("dateLosses() never dates a lost engine or a removed container before the run", () => {
  const { account } = sampleContainer(137);
  for (const reason of ["daemon-lost", "daemon-too-slow", "container-lost"] as const) {
    assertEquals(datesOf({ ...at(0, reason), container: account }), ["midway"], reason);
  }
  assertEquals(datesOf(at(0, "container-lost")), ["midway"]);
});

Deno.test("dateLosses() dates an engine that was lost before anything began before the run", () => {
  const { account } = sampleContainer(0, { account: { hasBegun: false } });
  for (const reason of ["daemon-lost", "daemon-too-slow", "daemon-unreachable"] as const) {
    assertEquals(datesOf({ ...at(0, reason), container: account }), ["preflight"], reason);
  }
});
