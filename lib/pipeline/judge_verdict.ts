import { accountQuarantine, accountWaivers } from "../classify/account_waivers.ts";
import { concludeVerdict } from "../classify/conclude_verdict.ts";
import { CERTIFICATION_CODES, judgeCertification } from "../classify/judge_certification.ts";
import { judgePromotion, PROMOTION_CODES } from "../classify/judge_promotion.ts";
import type { Host } from "../host/host.ts";
import type { FullVerdict, JudgedGate, VerdictMode } from "../model/full_verdict.ts";
import type { GateFault } from "../model/gate.ts";
import { judgeWaiver } from "../model/judge_waiver.ts";
import type { QuarantineEntry } from "../model/quarantine.ts";
import type { Promotion } from "../model/verdict_input.ts";
import { formatVerdictCall } from "../report/format_verdict_call.ts";
import { judgeAllGates } from "./judge_all_gates.ts";
import { adviceFor } from "./judge_gate.ts";
import { loadCertifiedRuns } from "./load_certified_runs.ts";
import type { LoadedVerdict } from "./load_verdict.ts";
import { noteWaivers } from "./note_waivers.ts";

/** How a verdict is made. */
export interface JudgeVerdictOptions {
  readonly mode: VerdictMode;
  readonly verdictId: string;
  readonly onJudged: (gate: JudgedGate) => void;
}

/** Judges everything: the promotion mode, the gates, what a certification requires, what waivers did. */
export async function judgeVerdict(
  host: Host,
  loaded: LoadedVerdict,
  { mode, verdictId, onJudged }: JudgeVerdictOptions,
): Promise<FullVerdict> {
  const { context, promotion, answers } = loaded;
  const standings = context.config.waivers.map((one) => judgeWaiver(one, context.now));
  const promotionFaults = judgePromotion(promotion, context.now);
  const isStrict = promotion.mode === "strict" || promotionFaults.length > 0;
  const deciding = mode === "certify" ? "all" : isStrict ? "blocking" : "none";
  const head = promotionGate(loaded, promotionFaults);
  head.forEach(onJudged);
  const judged = await judgeAllGates(host, loaded.gates, {
    ...{ context, answers, waivers: standings, deciding, onJudged },
    ...{ call: loaded.call, before: head },
    stopsAtFirst: mode === "preflight",
  });
  const waivers = accountWaivers(standings, judged, context.gateIds);
  const quarantine = await standQuarantine(loaded);
  const gates = [...head, ...noteWaivers(judged, waivers, quarantine)];
  const runs = await loadCertifiedRuns(answers, gates);
  const { isPartial, areDeclared } = loaded;
  const input = { ...context, promotion, gates, runs, isPartial, areDeclared };
  const faults = judgeCertification(input);
  const all = mode === "certify" ? [...gates, certificationGate(loaded, faults)] : gates;
  if (mode === "certify") onJudged(all.at(-1)!);
  return {
    ...{ verdictId, mode, promotion, gates: all, waivers, quarantine },
    ...concludeVerdict({ mode, gates: all, promotion }),
    project: loaded.project,
    generatedAt: context.now,
    isPartial,
    areDeclared,
    commit: context.commit,
    isDirty: context.isDirty,
    notes: notesOf(loaded),
    reasons: [...gates.flatMap(sayFailure), ...faults.map(({ message }) => message)],
    seen: answers.seen(),
  };
}

/** What the newest record tells of the quarantine; nobody is asked where there is none. */
async function standQuarantine({ context, answers }: LoadedVerdict) {
  const entries = context.config.quarantine as readonly QuarantineEntry[];
  if (entries.length === 0) return [];
  const [answer] = await answers.answer([{ as: "record", given: "latest" }], {
    startsPrograms: false,
  });
  const told = answer?.is === "record" ? answer.record.files.results?.quarantine ?? [] : [];
  return accountQuarantine(entries, told, context.now);
}

/** A rollback that is none is a failure of its own; one in force is told as a gate that passes. */
function promotionGate(
  { promotion, call }: LoadedVerdict,
  faults: readonly GateFault[],
): readonly JudgedGate[] {
  if (promotion.mode === "strict") return [];
  const detail = faults[0]?.message ??
    `rollback until ${promotion.expires}: ${promotion.rationale}; blocking gates do not decide`;
  const reproduce = formatVerdictCall(call, promotionFlags(promotion));
  return [ownGate("promotion", { faults, detail, codes: PROMOTION_CODES, reproduce })];
}

function certificationGate(
  { call, promotion }: LoadedVerdict,
  faults: readonly GateFault[],
): JudgedGate {
  const detail = faults.length === 0
    ? "a clean tree, no waiver, records of this commit"
    : faults.length === 1
    ? faults[0]!.message
    : `${faults.length} things speak against it: ${faults[0]!.message}, …`;
  const reproduce = formatVerdictCall(call, ["--certify", ...promotionFlags(promotion)]);
  return ownGate("certification", { faults, detail, codes: CERTIFICATION_CODES, reproduce });
}

/** A rollback as flags, wherever it came from. */
function promotionFlags({ mode, rationale, expires }: Promotion): readonly string[] {
  if (mode === "strict") return [];
  return [
    `--promotion-mode=${mode}`,
    ...rationale === null ? [] : [`--rationale=${rationale}`],
    ...expires === null ? [] : [`--expires=${expires}`],
  ];
}

interface OwnGate {
  readonly faults: readonly GateFault[];
  readonly detail: string;
  readonly codes: Readonly<Record<string, string>>;
  readonly reproduce: string;
}

/** A gate that is no row of the table: what the verdict itself requires. Nothing excuses it. */
function ownGate(id: string, { faults, detail, codes, reproduce }: OwnGate): JudgedGate {
  const judged = faults.map((fault) => ({ ...fault, waivedBy: null }));
  const advice = adviceFor(judged, codes);
  return {
    head: { id, kind: id, blocking: true, owner: null, reproduce: null, remediation: null },
    status: faults.length === 0 ? "pass" : "fail",
    decides: true,
    detail,
    faults: judged,
    faultCount: faults.length,
    artifacts: [],
    measures: {},
    notes: [],
    remediation: Object.values(advice),
    advice,
    reproduce,
    waivers: [],
    runs: [],
    durationMs: 0,
  };
}

function sayFailure({ head, status, detail }: JudgedGate): readonly string[] {
  if (status === "fail") return [`${head.id} fails: ${detail}`];
  return status === "not-judged" ? [`${head.id} was not judged`] : [];
}

function notesOf({ areDeclared, configPath }: LoadedVerdict): readonly string[] {
  if (areDeclared) return [];
  const where = configPath ?? "qa.jsonc";
  return [
    `No gate is declared in ${where}, so the newest run is judged. Declare some in gates[], such as ` +
    '{ "id": "tests", "kind": "suite" }; verdict --list tells every kind.',
  ];
}
