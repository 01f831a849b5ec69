import { assertEquals, assertThrows } from "@std/assert";
import {
  resolveGateScenarios,
  type ScenarioJson,
  type StoredScenarios,
} from "../../../lib/catalog/gate_scenarios.ts";

function stored(scenarios: Readonly<Record<string, ScenarioJson>>): StoredScenarios {
  return { scenarios: new Map(Object.entries(scenarios)), expects: new Map(), records: new Map() };
}

const PASS: ScenarioJson = {
  about: "all is well",
  gate: { id: "floors", kind: "floors", owner: "us", inventory: "a.json", max_age: "1d" },
  files: { "a.json": { modules: [1, 2], made: "today" }, "b.txt": "b" },
};

Deno.test("resolveGateScenarios() takes the rest of a scenario from the one that it names", () => {
  const all = resolveGateScenarios(stored({
    "floors/pass": PASS,
    "floors/deep/odd": {
      ...{ about: "another", from: "../../pass", entry: { max_age: "2d" }, cut_listing: true },
      edits: [
        { file: "a.json", at: "/modules/0" },
        { file: "a.json", at: "/made", value: "later" },
        { file: "b.txt", text: null },
      ],
    },
  }));
  assertEquals(all[1], {
    ...{ kind: "floors", name: "deep/odd", about: "another", expects: [], isCut: true },
    settings: { inventory: "a.json", max_age: "2d" },
    files: { "a.json": '{"modules":[2],"made":"later"}' },
    ...{ modified: {}, records: {}, evidence: {}, programs: {}, context: {} },
  });
  assertEquals(all[0]?.files, PASS.files);
});

Deno.test("resolveGateScenarios() throws for a scenario or a run that is not there", () => {
  const lost = stored({ "floors/odd": { about: "another", from: "../pass" } });
  assertThrows(() => resolveGateScenarios(lost), Error, "floors/pass");
  const noRun = stored({ "suite/a": { about: "a", records: { latest: { folder: "x" } } } });
  assertThrows(() => resolveGateScenarios(noRun), Error, "latest");
});
