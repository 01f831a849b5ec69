import { answerScenario, contextOf, textOfFile } from "../catalog/answer_scenario.ts";
import type { Host } from "../host/host.ts";
import type { GateJudgement, GateRequest, GateRow } from "../model/gate.ts";
import type { GateScenario } from "../model/gate_scenario.ts";
import { conductAsking } from "./conduct_asking.ts";

/** What came of a scenario; `got` and `expected` are sorted and hold `code subject`. */
export interface PlayedScenario {
  readonly judgement: GateJudgement;
  readonly expected: readonly string[];
  readonly got: readonly string[];
  readonly isRight: boolean;
}

/** Lets the judge of a row ask a scenario's small world, of which nothing is real. */
export async function playScenario(
  host: Host,
  row: GateRow,
  scenario: GateScenario,
): Promise<PlayedScenario> {
  const settings = row.shape.parse(scenario.settings);
  const digests = await digestAll(host, scenario);
  const answer = (request: GateRequest) =>
    answerScenario(scenario, request, (text) => digests.get(text) ?? "");
  const judgement = await conductAsking(
    row.judge(settings, contextOf(scenario)),
    { answer: (requests) => Promise.resolve(requests.map(answer)), seen: () => [] },
    { startsPrograms: true },
  );
  const got = judgement.faults.map(({ code, subject }) => `${code} ${subject}`).sort();
  const expected = [...scenario.expects].sort();
  return { judgement, expected, got, isRight: JSON.stringify(got) === JSON.stringify(expected) };
}

/** Digests of the texts of all files: a judge cannot wait for them. */
async function digestAll(host: Host, scenario: GateScenario): Promise<ReadonlyMap<string, string>> {
  const texts = Object.keys(scenario.files ?? {}).map((path) => textOfFile(scenario, path) ?? "");
  const digests = texts.map((text) => host.sha256(new TextEncoder().encode(text)));
  const all = await Promise.all(digests);
  return new Map(texts.map((text, index) => [text, all[index] ?? ""]));
}
