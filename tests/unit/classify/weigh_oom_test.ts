import { assertEquals } from "@std/assert";
import { countOomKills } from "../../../lib/classify/weigh_oom.ts";
import type { ContainerFacts } from "../../../lib/model/execution_facts.ts";
import type { CgroupCounters } from "../../../lib/model/observation.ts";
import { sampleContainer } from "../../support/sample_facts.ts";

const UNKNOWN: CgroupCounters = {
  memoryPeakBytes: null,
  memoryLimitBytes: null,
  oomKills: null,
  pidsPeak: null,
  pidsLimitHits: null,
  cpuUsageMs: null,
  cpuThrottledMs: null,
};

function withCounters(facts: ContainerFacts, oomKills: number | null): ContainerFacts {
  return { ...facts, account: { ...facts.account, counters: { ...UNKNOWN, oomKills } } };
}

Deno.test("countOomKills() is 0 for a local execution and for a container that ended well", () => {
  assertEquals(countOomKills(null), 0);
  assertEquals(countOomKills(sampleContainer(0)), 0);
  assertEquals(countOomKills(sampleContainer(137, { state: null, trailer: null })), 0);
});

Deno.test("countOomKills() takes the larger counter of trailer and host", () => {
  const three = sampleContainer(137, { trailer: { oomKills: 3 } });
  assertEquals(countOomKills(three), 3);
  assertEquals(countOomKills(withCounters(three, 5)), 5);
  assertEquals(countOomKills(withCounters(three, 2)), 3);
  assertEquals(countOomKills(withCounters(sampleContainer(137, { trailer: null }), 4)), 4);
});

Deno.test("countOomKills() takes the engine's flag or its event for one", () => {
  const flag = sampleContainer(137, { trailer: null, state: { oomKilled: true } });
  const event = sampleContainer(137, { state: null, trailer: null, events: ["start", "oom"] });
  assertEquals([flag, event].map(countOomKills), [1, 1]);
});

Deno.test("countOomKills() believes flag and event over counters of 0 or unknown", () => {
  const said = { state: { oomKilled: true }, events: ["oom", "oom"] };
  const zero = sampleContainer(137, { ...said, trailer: { oomKills: 0 } });
  const unknown = sampleContainer(137, { ...said, trailer: { oomKills: null } });
  assertEquals([zero, withCounters(zero, 0), withCounters(unknown, null)].map(countOomKills), [
    1,
    1,
    1,
  ]);
});

Deno.test("countOomKills() does not add the flag to a counter", () => {
  const said = { state: { oomKilled: true }, events: ["oom"], trailer: { oomKills: 2 } };
  assertEquals(countOomKills(sampleContainer(137, said)), 2);
});
