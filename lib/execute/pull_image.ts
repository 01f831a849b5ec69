import { dockerPull } from "../docker/docker_pull.ts";
import { readPullError } from "../docker/read_pull_error.ts";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { type FollowedPull, followPull } from "./follow_pull.ts";
import type { PullEnd, PullPatience } from "./watch_pull.ts";

/**
 * What a pull is given. An engine asks a dead mirror for 15 s, twice, before it goes on to the next;
 * a layer may take a while to unpack.
 */
export const PULL_PATIENCE: PullPatience = {
  answerMs: 40_000,
  silenceMs: 120_000,
  totalMs: 15 * 60_000,
};

/** A registry that wants a longer pause than this gets no second try. */
const LONGEST_WAIT_MS = 30_000;

/** What to pull, and how. */
export interface PullOptions {
  readonly bin: string;
  readonly reference: string;
  readonly signal: AbortSignal;
  /** Told of a try that failed before the next. */
  readonly warn: (message: string) => void;
  /** `PULL_PATIENCE` unless said. */
  readonly patience?: PullPatience;
}

/** How a pull ended. */
export interface PullOutcome {
  readonly result: Result<void, Problem>;
  /** False when we ended it: the engine may have gone on, or have been about to say so. */
  readonly isCertain: boolean;
}

/**
 * Pulls an image within a bound: a second try, after a pause, where the first failed for a cause that
 * may pass; none where the registry said no, or nothing.
 */
export async function pullImage(host: Host, options: PullOptions): Promise<PullOutcome> {
  const { bin, reference, signal, patience = PULL_PATIENCE } = options;
  const endMs = host.monotonicMs() + patience.totalMs;
  const pull = async (): Promise<FollowedPull> => {
    const command = dockerPull(bin, reference, Math.max(0, endMs - host.monotonicMs()));
    return await followPull(host, command, { patience, signal });
  };
  if (signal.aborted) return interrupted(reference);
  const first = await pull();
  const waitMs = waitAfter(first, reference);
  if (waitMs === null || host.monotonicMs() + waitMs >= endMs) return judge(first, options, 1);
  options.warn(
    `the first try to pull ${reference} failed and is repeated: ${detailOf(first, reference)}`,
  );
  await host.sleep(waitMs, signal);
  return signal.aborted ? interrupted(reference) : judge(await pull(), options, 2);
}

/** Null when there is nothing to repeat, or no sense in it. */
function waitAfter({ why, output }: FollowedPull, reference: string): number | null {
  if (why !== "ended" || output.code === 0) return null;
  const { retryAfterMs } = readPullError(reference, output);
  return retryAfterMs !== null && retryAfterMs <= LONGEST_WAIT_MS ? retryAfterMs : null;
}

function judge(pull: FollowedPull, { bin, reference }: PullOptions, tries: number): PullOutcome {
  const { why, output } = pull;
  if (why !== "ended") return { result: err(killed(pull, why, reference)), isCertain: false };
  const result = dockerPull(bin, reference, 0).read(output);
  return {
    result: result.ok ? ok(undefined) : err(counting(result.error, tries)),
    isCertain: true,
  };
}

function counting(problem: Problem, tries: number): Problem {
  if (problem.kind !== "engine" || tries === 1) return problem;
  return { ...problem, detail: `${problem.detail} (tried twice)` };
}

function detailOf({ output }: FollowedPull, reference: string): string {
  const { problem } = readPullError(reference, output);
  return problem.kind === "engine" ? problem.detail : problem.kind;
}

function interrupted(reference: string): PullOutcome {
  const pull = { why: "interrupted", lastWord: "" } as const;
  return { result: err(killed(pull, "interrupted", reference)), isCertain: false };
}

function killed(
  { lastWord, output }: Pick<FollowedPull, "lastWord"> & Partial<FollowedPull>,
  why: Exclude<PullEnd, "ended">,
  reference: string,
): Problem {
  const seconds = `${Math.round((output?.durationMs ?? 0) / 1000)} s`;
  const last = lastWord === "" ? "" : `; last it said: ${lastWord.slice(0, 200)}`;
  const { detail, hint } = {
    "no-answer": {
      detail: `the registry gave no answer within ${seconds}`,
      hint: "Check the registry and the proxies on the way, or use an image that is already here " +
        "(--pull never)",
    },
    "silent": {
      detail: `the pull stood still and was ended after ${seconds}${last}`,
      hint: "Check the network to the registry, or pull the image beforehand",
    },
    "too-long": {
      detail: `the pull was not done within ${seconds} and was ended${last}`,
      hint: "Pull the image beforehand; the engine may still be fetching it",
    },
    "interrupted": { detail: "the pull was interrupted", hint: "Run again" },
  }[why];
  const named = `${JSON.stringify(reference)}: ${detail}`;
  return { kind: "engine", reason: "image-pull-failed", detail: named, hint };
}
