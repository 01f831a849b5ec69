import { createHash } from "node:crypto";
import { answerScenario, contextOf } from "../../lib/catalog/answer_scenario.ts";
import type {
  Asking,
  GateAnswer,
  GateJudgement,
  GateMend,
  GateRequest,
  GateRow,
} from "../../lib/model/gate.ts";
import { type GateWorld, SCENARIO_COMMIT, SCENARIO_NOW } from "../../lib/model/gate_scenario.ts";

/** Everything that a judge can see in a test; what is not here is `not-found`. */
export interface TestWorld extends GateWorld {
  /** Values of files by path: each is written as JSON, a text too. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The day of every test of a judge. */
export const GATE_NOW = SCENARIO_NOW;
/** The commit of the work tree in every test of a judge. */
export const GATE_COMMIT = SCENARIO_COMMIT;

/** Reads the settings by the row's shape and lets its judge ask this world. */
export function judgeGate<S>(row: GateRow<S>, settings: unknown, world: TestWorld): GateJudgement {
  const judge = row.judge(row.shape.parse(settings), contextOf(world));
  const judged = converse(judge, (request) => answerGate(world, request));
  const unknown = judged.faults.filter(({ code }) => !Object.hasOwn(row.codes, code));
  if (unknown.length > 0) throw new Error(`codes has no ${unknown[0]!.code}`);
  return judged;
}

/** The same for what a row would mend. */
export function mendGate<S>(
  row: GateRow<S>,
  settings: unknown,
  world: TestWorld,
): readonly GateMend[] {
  if (row.fix === undefined) throw new Error(`${row.kind} mends nothing`);
  const fix = row.fix(row.shape.parse(settings), contextOf(world));
  return converse(fix, (request) => answerGate(world, request));
}

/** The sorted codes of a judgement, each once. */
export function codesOf({ faults }: GateJudgement): readonly string[] {
  return [...new Set(faults.map(({ code }) => code))].sort();
}

/** Answers a judge until it has found what it returns. */
export function converse<T>(asking: Asking<T>, answer: (request: GateRequest) => GateAnswer): T {
  let step = asking.next();
  while (!step.done) step = asking.next(step.value.map(answer));
  return step.value;
}

/** The answer of this world to one request. */
export function answerGate(world: TestWorld, request: GateRequest): GateAnswer {
  const values = Object.entries(world.values ?? {})
    .map(([path, value]) => [path, JSON.stringify(value) ?? "null"]);
  const files = { ...world.files, ...Object.fromEntries(values) };
  return answerScenario({ ...world, files }, request, digestOf);
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
