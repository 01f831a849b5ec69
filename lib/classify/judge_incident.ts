import type { FullVerdictJson, JudgedGateJson } from "../model/full_verdict_json.ts";
import { type IncidentJson, type Severity, SEVERITY_TABLE } from "../model/incident_json.ts";
import { matchGlob } from "../model/match_glob.ts";
import type { TriageDiffJson } from "../model/triage_diff_json.ts";

/** Kinds of gates whose failure shows that something behaves otherwise than it should. */
const BEHAVIOUR: readonly string[] = [
  "suite",
  "must-pass",
  "baseline",
  "platform-matrix",
  "runtime",
  "command",
];
/** Kinds of gates that hold what is claimed against what is certified. */
const CLAIMS = "ordered-tiers";
/** On these a regression blocks everybody, unless the configuration names others. */
export const RELEASE_BRANCHES: readonly string[] = ["main", "master", "release/**", "release-*"];

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The branch that the evidence is of, and who says so. */
export interface IncidentBranch {
  /** Null where nobody tells. */
  readonly name: string | null;
  readonly from: string;
  /** True: it is the head of a pull request, which no release waits for. */
  readonly isPull: boolean;
}

/** What an incident is judged by. */
export interface IncidentFacts {
  /** Null where the run was compared with nothing. */
  readonly triage: TriageDiffJson | null;
  readonly verdict: FullVerdictJson | null;
  /** Evidence that is there and cannot be read, one sentence each. */
  readonly unreadable: readonly string[];
  readonly branch: IncidentBranch;
  readonly releaseBranches: readonly string[];
}

/** How bad it is, and what says so. */
export interface IncidentJudgement {
  readonly severity: Severity;
  readonly why: string;
  readonly isRelease: boolean;
  readonly triggers: IncidentJson["triggers"];
}

/** Whether there is an incident, and of which severity; null where nothing speaks for one. */
export function judgeIncident(facts: IncidentFacts): IncidentJudgement | null {
  const failing = failingGates(facts.verdict);
  const triggers = [
    ...regressionOf(facts.triage),
    ...failing.map(({ id, kind, detail }) => ({
      code: kind === CLAIMS ? "uncertified_claim" as const : "blocking_gate" as const,
      what: `${id}: ${detail}`,
    })),
    ...facts.unreadable.map((what) => ({ code: "unreadable_evidence" as const, what })),
  ];
  if (triggers.length === 0) return null;
  const isRelease = isReleaseBranch(facts);
  const behaves = regressionOf(facts.triage).length === 0 &&
    !failing.some(({ kind }) => BEHAVIOUR.includes(kind));
  const severity = behaves ? "SEV-3" : isRelease ? "SEV-1" : "SEV-2";
  return { severity, why: sayWhy(severity, facts.branch), isRelease, triggers };
}

/** Blocking gates that fail, also where a rollback keeps them from deciding. */
export function failingGates(verdict: FullVerdictJson | null): readonly JudgedGateJson[] {
  return verdict?.gates.filter(({ status, blocking }) => status === "fail" && blocking) ?? [];
}

/** Until when somebody must have answered: ISO 8601 UTC. A business day is Monday to Friday, in UTC. */
export function respondBy(severity: Severity, openedAt: string): string {
  const opened = Date.parse(openedAt);
  const row = SEVERITY_TABLE.find((one) => one.severity === severity);
  const minutes = row?.minutes ?? null;
  if (minutes !== null) return new Date(opened + minutes * MINUTE_MS).toISOString();
  let due = opened + DAY_MS;
  while ([0, 6].includes(new Date(due).getUTCDay())) due += DAY_MS;
  return new Date(due).toISOString();
}

function regressionOf(triage: TriageDiffJson | null): IncidentJudgement["triggers"] {
  if (triage === null) return [];
  const { status, why, summary: { regression_count }, run_id, baseline } = triage;
  if (status !== "regression" && regression_count === 0) return [];
  const what = `${run_id} since ${baseline.run_id}: ${why} (regressions: ${regression_count})`;
  return [{ code: "regression", what }];
}

/** A branch that nobody names may be the one that releases are made from. */
function isReleaseBranch({ branch, releaseBranches }: IncidentFacts): boolean {
  if (branch.isPull) return false;
  const { name } = branch;
  return name === null || releaseBranches.some((glob) => matchGlob(glob, name));
}

function sayWhy(severity: Severity, { name, from, isPull }: IncidentBranch): string {
  if (severity === "SEV-3") {
    return SEVERITY_TABLE.find((one) => one.severity === severity)?.criteria ?? "";
  }
  if (name === null) {
    return "a regression, and the branch is not known: it is taken for one that releases are made from";
  }
  const where = `a regression on ${name} (${from})`;
  if (severity === "SEV-1") return `${where}, from which releases are made`;
  return isPull ? `${where}, the head of a pull request` : where;
}
