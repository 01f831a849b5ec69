import type { Host } from "../host/host.ts";
import type { JudgedGate } from "../model/full_verdict.ts";
import type { LoadedGate } from "../model/verdict_input.ts";
import { judgeGate, type JudgeMeans, reproduceGate } from "./judge_gate.ts";
import { limitWork } from "./limit_work.ts";

/** Gates judged at the same time: each waits for the disk, and none for another. */
const GATES_AT_ONCE = 16;

/** How the gates are gone through. */
export interface JudgeAllOptions extends JudgeMeans {
  /** True: one after the other, and none after the first that decides and fails. */
  readonly stopsAtFirst: boolean;
  /** What was judged before them. */
  readonly before: readonly JudgedGate[];
  readonly onJudged: (gate: JudgedGate) => void;
}

/** Judges all gates; the answers stand in the order of the gates. */
export async function judgeAllGates(
  host: Host,
  gates: readonly LoadedGate[],
  options: JudgeAllOptions,
): Promise<readonly JudgedGate[]> {
  if (options.stopsAtFirst) return await judgeUntilFailure(host, gates, options);
  const limit = limitWork(GATES_AT_ONCE);
  return await Promise.all(gates.map((gate) =>
    limit(async () => {
      const judged = await judgeGate(host, gate, options);
      options.onJudged(judged);
      return judged;
    })
  ));
}

async function judgeUntilFailure(
  host: Host,
  gates: readonly LoadedGate[],
  options: JudgeAllOptions,
): Promise<readonly JudgedGate[]> {
  const judged: JudgedGate[] = [];
  for (const gate of gates) {
    const before = [...options.before, ...judged].find(({ status, decides }) =>
      status === "fail" && decides
    );
    const next = before === undefined
      ? await judgeGate(host, gate, options)
      : leaveOut(gate, before.head.id, options);
    if (next.status !== "not-judged") options.onJudged(next);
    judged.push(next);
  }
  return judged;
}

function leaveOut({ head }: LoadedGate, before: string, { call }: JudgeMeans): JudgedGate {
  return {
    head,
    status: "not-judged",
    decides: false,
    detail: `not judged: the preflight ended at ${before}`,
    faults: [],
    faultCount: 0,
    artifacts: [],
    measures: {},
    notes: [],
    remediation: [],
    advice: {},
    reproduce: reproduceGate(head, call),
    waivers: [],
    runs: [],
    durationMs: 0,
  };
}
