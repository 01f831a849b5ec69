import { assertEquals, assertStringIncludes } from "@std/assert";
import { nameEnder } from "../../../lib/classify/name_ender.ts";
import { type SampleChange, sampleContainer, sampleFacts } from "../../support/sample_facts.ts";

/** Who ended a container that ended so; `137` unless said. */
function enderOf(change: SampleChange & { code?: number; timedOut?: boolean }) {
  const { code = 137, timedOut = false, ...rest } = change;
  return nameEnder(sampleFacts(code, sampleContainer(code, rest), { timedOut }));
}

const CASES: readonly (readonly [what: string, change: SampleChange, hint: string])[] = [
  ["somebody removed", { state: null }, "docker rm"],
  ["somebody restarted", { events: ["start", "die", "restart"] }, "docker restart"],
  ["somebody restarted", { account: { firstStartedAt: "2026-01-01T00:00:00Z" } }, "docker restart"],
  ["somebody paused", { events: ["start", "pause"] }, "docker pause"],
  ["somebody killed", { account: { signals: [9] } }, "docker kill"],
  ["somebody killed", { events: ["start", "kill", "die"] }, "docker kill"],
  ["somebody stopped", { events: ["kill", "stop"], account: { signals: [15] } }, "docker stop"],
];

for (const [what, change, hint] of CASES) {
  Deno.test(`nameEnder() says "${what}" of ${JSON.stringify(change)}, and that it came from outside`, () => {
    const ender = enderOf(change);
    assertStringIncludes(ender?.what ?? "", what);
    assertStringIncludes(ender?.hint ?? "", hint);
    assertEquals(ender?.isOutside, true);
    assertEquals(enderOf({ ...change, reachesEngine: true })?.isOutside, false);
  });
}

Deno.test("nameEnder() cannot tell who killed a container without asking the engine", () => {
  const ender = enderOf({ trailer: { exitCode: null } });
  assertStringIncludes(ender?.what ?? "", "was killed");
  assertEquals(ender?.isOutside, false);
});

Deno.test("nameEnder() knows an engine that slept through the end, and blames no test", () => {
  const ender = enderOf({ code: 143, events: ["create", "start"] });
  assertStringIncludes(ender?.what ?? "", "the engine was away");
  assertEquals(ender?.isOutside, false);
  assertEquals(enderOf({ code: 143, events: ["create", "start", "die"] }), null);
  assertEquals(enderOf({ code: 143, events: ["create", "start"], tellsStops: false }), null);
});

Deno.test("nameEnder() names nobody for an end of the tests' own, of the kernel's, or of ours", () => {
  assertEquals(enderOf({ code: 0 }), null);
  assertEquals(enderOf({}), null, "the script inside saw the tests end like killed ones");
  assertEquals(enderOf({ trailer: { oomKills: 1, exitCode: null } }), null);
  assertEquals(enderOf({ account: { signals: [15] }, timedOut: true }), null);
  const talk = { events: ["kill", "kill"], account: { signals: [10, 28] } };
  assertEquals(enderOf({ code: 0, ...talk }), null, "talk among programs");
  assertEquals(enderOf({ code: 0, events: ["pause", "unpause"] }), null);
  assertEquals(nameEnder(sampleFacts(137, null)), null);
});
