import { loadGateScenarios } from "../../lib/catalog/gate_scenarios.ts";
import type { GateRow } from "../../lib/model/gate.ts";
import type { GateScenario } from "../../lib/model/gate_scenario.ts";
import { playScenario } from "../../lib/pipeline/play_scenario.ts";
import { fakeHost } from "./fake_host.ts";

/** Plays a scenario of a kind on a host without a world. */
export function play<S>(row: GateRow<S>, scenario: GateScenario) {
  return playScenario(fakeHost(), row as unknown as GateRow, scenario);
}

/** The scenario of a kind by its name. */
export async function scenarioOf(kind: string, name: string): Promise<GateScenario> {
  const all = await loadGateScenarios();
  const found = all.find((one) => one.kind === kind && one.name === name);
  if (found === undefined) throw new Error(`${kind} has no scenario ${name}`);
  return found;
}
