import type { TestPast } from "../model/history.ts";
import type { FLAKE_CLASSES, QuarantineEntry } from "../model/quarantine.ts";
import type { Classification, RootCauseClass } from "../model/signature.ts";
import type { TestRecord } from "../model/test_result.ts";

/** One kind of unsteadiness. */
export type FlakeClass = typeof FLAKE_CLASSES[number];

/** What is known of a test that gave both answers. */
export interface FlakeFacts {
  readonly test: Pick<TestRecord, "id" | "outcome" | "duration_ms" | "earlier">;
  /** What its failing try was recognised as. */
  readonly cause: Classification;
  readonly past: TestPast | null;
  /** A later try ran only what had failed, without its neighbours. */
  readonly passedAlone: boolean;
  /** Suites, or workers of its tool, ran beside it. */
  readonly ranBeside: boolean;
}

/** What kind of unsteadiness it is, and everything that speaks for it, the strongest first. */
export interface FlakeJudgement {
  readonly class: FlakeClass;
  /** 0 to 1; below a half it is a guess to begin with. */
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly proposal: QuarantineEntry;
}

interface Vote {
  readonly class: FlakeClass;
  readonly weight: number;
  readonly why: string;
}

/** What kind of unsteadiness a cause speaks for, when the same test also passes; 1 is as sure as a cause can be. */
export const FLAKE_BY_CAUSE: Readonly<
  Partial<Record<RootCauseClass, readonly [FlakeClass, number]>>
> = {
  "timeout": ["FLAKE-TIMING", 0.9],
  "hang": ["FLAKE-TIMING", 0.8],
  "connection": ["FLAKE-NET", 0.9],
  "rate-limit": ["FLAKE-EXT", 0.95],
  "auth": ["FLAKE-EXT", 0.7],
  "oom": ["FLAKE-RES", 0.95],
  "disk-full": ["FLAKE-RES", 0.95],
  "process-limit": ["FLAKE-RES", 0.95],
  "shared-memory": ["FLAKE-RES", 0.95],
  "port-in-use": ["FLAKE-RES", 0.9],
  "permission": ["FLAKE-ENV", 0.8],
  "import": ["FLAKE-ENV", 0.7],
  "missing-dependency": ["FLAKE-ENV", 0.8],
  "mount": ["FLAKE-ENV", 0.9],
  "workdir": ["FLAKE-ENV", 0.8],
  "image": ["FLAKE-ENV", 0.9],
  "daemon": ["FLAKE-ENV", 0.9],
  "discovery": ["FLAKE-ENV", 0.6],
  "crash": ["FLAKE-LOGIC", 0.6],
  "panic": ["FLAKE-LOGIC", 0.6],
  "data": ["FLAKE-LOGIC", 0.6],
  "snapshot": ["FLAKE-LOGIC", 0.6],
  "assertion": ["FLAKE-LOGIC", 0.5],
};

/** A failing try that took so much longer than expected was waiting for something. */
const SLOW_FACTOR = 3;
const SLOW_MS = 1_000;
/** Days for which an excuse is proposed: long enough to mend it, too short to forget it. */
const PROPOSED_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Which kind of unsteadiness a test shows, from the cause of its failing try, its durations and its
 * past, and the entry that would keep it in quarantine for two weeks. Null for a test that is steady.
 */
export function judgeFlake(facts: FlakeFacts, now: string): FlakeJudgement | null {
  const { test, past } = facts;
  const isUnsteady = test.outcome === "flaky" || (past?.flakyRuns ?? 0) > 0;
  if (!isUnsteady) return null;
  const votes = votesOf(facts).toSorted((a, b) => b.weight - a.weight);
  const sums = new Map<FlakeClass, number>();
  for (const vote of votes) sums.set(vote.class, (sums.get(vote.class) ?? 0) + vote.weight);
  const ranked = [...sums].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const [winner, weight] = ranked[0] ?? ["FLAKE-LOGIC", 0.2];
  const total = ranked.reduce((sum, [, one]) => sum + one, 0);
  const evidence = [
    ...votes.filter((vote) => vote.class === winner).map(({ why }) => why),
    ...pastEvidence(past),
  ];
  // Both how strong the evidence is by itself, and how much of it points the same way.
  const share = total === 0 ? 1 : weight / total;
  const confidence = Math.round(Math.min(1, weight) * share * 100) / 100;
  const judged = { class: winner, confidence, evidence };
  return { ...judged, proposal: propose(test.id, judged, now) };
}

function votesOf(facts: FlakeFacts): readonly Vote[] {
  const { cause, passedAlone, ranBeside } = facts;
  const known = FLAKE_BY_CAUSE[cause.class];
  const quoted = cause.evidence[0]?.quote ?? "";
  const votes: Vote[] = known === undefined ? [] : [{
    class: known[0],
    weight: known[1] * cause.confidence,
    why: `it failed by ${cause.class}${quoted === "" ? "" : `: ${quoted}`}`,
  }];
  const slow = slowTry(facts);
  if (slow !== null) votes.push({ class: "FLAKE-TIMING", weight: 0.4, why: slow });
  if (passedAlone && ranBeside) {
    const why = "it passed when only what had failed ran, without what ran beside it before";
    votes.push({ class: "FLAKE-RES", weight: 0.15, why });
  }
  if (passedAlone && !ranBeside) {
    const why = "it passed when only what had failed ran: what runs before it may leave something";
    votes.push({ class: "FLAKE-LOGIC", weight: 0.2, why });
  }
  return votes;
}

function slowTry({ test, past }: FlakeFacts): string | null {
  const expected = past?.expectedMs ?? (test.outcome === "flaky" ? test.duration_ms : null);
  const longest = Math.max(0, ...test.earlier.map(({ duration_ms }) => duration_ms ?? 0));
  const isSlow = expected !== null && longest > SLOW_MS && longest > expected * SLOW_FACTOR;
  return isSlow
    ? `the try that failed took ${Math.round(longest)} ms, and ${
      Math.round(expected)
    } ms are expected`
    : null;
}

function pastEvidence(past: TestPast | null): readonly string[] {
  if (past === null || past.flakyRuns === 0) return [];
  return [
    `unsteady in ${past.flakyRuns} of ${past.runs} ${past.runs === 1 ? "run" : "runs"} before`,
  ];
}

function propose(
  id: string,
  { class: kind, evidence }: Pick<FlakeJudgement, "class" | "evidence">,
  now: string,
): QuarantineEntry {
  return {
    // Stars in a name would stand for any text.
    id: id.replaceAll("*", "?").slice(0, 1000),
    class: kind,
    owner: "who mends it",
    reason: (evidence[0] ?? "it gave both answers for the same code").slice(0, 300),
    issue: "where it is worked on",
    expires: new Date(Date.parse(now) + PROPOSED_DAYS * DAY_MS).toISOString().slice(0, 10),
  };
}
