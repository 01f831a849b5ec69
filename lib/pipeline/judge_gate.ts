import { applyWaivers } from "../classify/apply_waivers.ts";
import type { Host } from "../host/host.ts";
import type { GateStatus, JudgedFault, JudgedGate } from "../model/full_verdict.ts";
import type { GateContext, GateFault, GateHead, GateJudgement } from "../model/gate.ts";
import type { WaiverStanding } from "../model/judge_waiver.ts";
import type { GateAnswers, LoadedGate } from "../model/verdict_input.ts";
import { formatVerdictCall, type VerdictCall } from "../report/format_verdict_call.ts";
import { conductAsking } from "./conduct_asking.ts";

/** Faults of one gate that are kept; all are counted. */
const MOST_FAULTS = 1000;
/** Longest words of a judge that are kept, in characters: they may quote what a stranger wrote. */
const LONGEST_WORDS = 2000;
/** Paths of one gate that are told. */
const MOST_ARTIFACTS = 10_000;

/** What a gate is judged with. */
export interface JudgeMeans {
  readonly context: GateContext;
  readonly answers: GateAnswers;
  readonly waivers: readonly WaiverStanding[];
  /** Which failures decide: all of them, those of blocking gates, or (in a rollback) none. */
  readonly deciding: "all" | "blocking" | "none";
  /** How this verdict was called. */
  readonly call: VerdictCall;
}

/** Judges one gate and lays the waivers over its faults. A judge that misbehaves throws: a bug of ours. */
export async function judgeGate(
  host: Host,
  { head, row, settings }: LoadedGate,
  { context, answers, waivers, deciding, call }: JudgeMeans,
): Promise<JudgedGate> {
  const startMs = host.monotonicMs();
  const runs = new Set<string>();
  const listening: GateAnswers = {
    ...answers,
    answer: (requests, rights) => {
      for (const one of requests) {
        if (one.as === "record" || one.as === "evidence") runs.add(one.given);
      }
      return answers.answer(requests, rights);
    },
  };
  const rights = { startsPrograms: row.startsPrograms === true };
  const judgement = await conductAsking(row.judge(settings, context), listening, rights);
  checkJudgement(head.kind, row.codes, judgement);
  const waived = applyWaivers(head, judgement.faults, waivers);
  const advice = adviceFor(waived.faults, row.codes);
  return {
    head,
    status: waived.status,
    decides: deciding === "all" || (deciding === "blocking" && head.blocking),
    detail: clip(judgement.detail),
    faults: keepFirst(waived.faults).map(clipFault),
    faultCount: countFaults(judgement),
    artifacts: judgement.artifacts.slice(0, MOST_ARTIFACTS).map(clip),
    measures: judgement.measures ?? {},
    notes: (judgement.notes ?? []).slice(0, MOST_FAULTS).map(clip),
    ...(judgement.report !== undefined && { report: judgement.report }),
    remediation: remediationOf(head, waived.status, advice),
    advice,
    reproduce: reproduceGate(head, call),
    waivers: waived.waivers,
    runs: [...runs],
    durationMs: host.monotonicMs() - startMs,
  };
}

/** A judge that lists only the first of many faults tells in its measures how many there are. */
function countFaults({ faults, measures }: GateJudgement): number {
  return Math.max(faults.length, measures?.["faults"] ?? 0);
}

/** What its entry says, or the command that judges this gate again. */
export function reproduceGate({ id, reproduce }: GateHead, call: VerdictCall): string {
  return reproduce ?? formatVerdictCall(call, ["--gate", id]);
}

/** What its kind advises for each kind of fault that no waiver excuses, in the order of the faults. */
export function adviceFor(
  faults: readonly JudgedFault[],
  codes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const open = faults.filter(({ waivedBy }) => waivedBy === null);
  return Object.fromEntries(open.map(({ code }) => [code, codes[code] ?? ""]));
}

/** A gate that passes asks for nothing. */
function remediationOf(
  head: GateHead,
  status: GateStatus,
  advice: Readonly<Record<string, string>>,
): readonly string[] {
  return status === "fail" ? head.remediation ?? Object.values(advice) : [];
}

function checkJudgement(
  kind: string,
  codes: Readonly<Record<string, string>>,
  { faults, detail }: GateJudgement,
): void {
  if (detail === "") throw new Error(`the judge of ${kind} gave no detail`);
  const odd = faults.find(({ code }) => !Object.hasOwn(codes, code));
  if (odd !== undefined) throw new Error(`the judge of ${kind} told a fault ${odd.code} of no row`);
}

/** Those that no waiver excuses come first: they are what is to be mended. */
function keepFirst(faults: readonly JudgedFault[]): readonly JudgedFault[] {
  if (faults.length <= MOST_FAULTS) return faults;
  const isOpen = ({ waivedBy }: JudgedFault) => waivedBy === null;
  return [...faults.filter(isOpen), ...faults.filter((one) => !isOpen(one))].slice(0, MOST_FAULTS);
}

function clipFault<Fault extends GateFault>(fault: Fault): Fault {
  const { subject, message, place } = fault;
  const at = place?.at ?? null;
  return {
    ...fault,
    subject: clip(subject),
    message: clip(message),
    place: place === null ? null : { path: clip(place.path), at: at === null ? null : clip(at) },
  };
}

function clip(text: string): string {
  return text.length <= LONGEST_WORDS ? text : `${text.slice(0, LONGEST_WORDS)}…`;
}
