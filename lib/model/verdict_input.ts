import type { GateAnswer, GateHead, GateRequest, GateRow, ReadFacts } from "./gate.ts";

/** One gate of a verdict: what its entry says, its row, and its settings as the row's shape read them. */
export interface LoadedGate {
  readonly head: GateHead;
  readonly row: GateRow;
  readonly settings: unknown;
}

/** What those who ask are allowed beside reading. */
export interface AnswerRights {
  /** True: programs are started for them; else such a request is refused. */
  readonly startsPrograms: boolean;
}

/**
 * Answers what judges ask for. Everything is read once for all gates of a verdict, in the order of the
 * requests, confined to the root and the outputs folder, and bounded; nothing ever throws.
 */
export interface GateAnswers {
  readonly answer: (
    requests: readonly GateRequest[],
    rights: AnswerRights,
  ) => Promise<readonly GateAnswer[]>;
  /** Files that were read or hashed so far, by path, each once. */
  readonly seen: () => readonly ReadFacts[];
}

/** How strictly blocking gates decide, and until when they do not. */
export interface Promotion {
  readonly mode: "strict" | "rollback";
  /** Why failures do not decide for now; null where nothing says it. */
  readonly rationale: string | null;
  /** ISO 8601 UTC, or a day YYYY-MM-DD that is its last one; null where nothing says it. */
  readonly expires: string | null;
  /** `--promotion-mode`, `QA_PROMOTION_MODE`, `qa.jsonc` or `default`. */
  readonly from: string;
}
