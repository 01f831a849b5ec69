import type { FirstAssertion } from "./failure_account.ts";
import type { ModelOpinion } from "./model_opinion.ts";
import type { SuiteCommand } from "./plan.ts";
import type { Classification } from "./signature.ts";

/** Tests of a cluster that are named. */
export const CLUSTER_TESTS = 20;
/** Clusters that are told one by one. */
export const CLUSTERS_TOLD = 50;

/** Failures that share a fingerprint: one cause, as far as can be told. */
export interface FailureCluster {
  readonly fingerprint: string;
  readonly count: number;
  /** Ids, the first ones. */
  readonly tests: readonly string[];
  readonly assertion: FirstAssertion;
}

/** Why a suite did not pass, as far as its evidence tells. */
export interface SuiteDiagnosis {
  readonly classification: Classification;
  /** What would show that the classification is wrong, one sentence. */
  readonly disproof: string;
  /** What to do, one step each, in order. */
  readonly remedy: readonly string[];
  /** Files worth reading, relative to the run's folder. */
  readonly read: readonly string[];
  /** The largest first. */
  readonly clusters: readonly FailureCluster[];
  /** The assertions of the tests that the record names, by their ids. */
  readonly assertions: Readonly<Record<string, FirstAssertion>>;
  /** The tool's command for the first failing test alone; null where it cannot be told so. */
  readonly targeted: SuiteCommand | null;
  /** What a language model said of it; absent where none was asked. */
  readonly opinion?: ModelOpinion;
}
