import { formatDuration } from "./format_duration.ts";

/** What earlier runs tell of how long this one takes. */
export interface LivePast {
  /** Milliseconds by name of the suite. */
  readonly suites: ReadonlyMap<string, number>;
  /** How many suites run at once. */
  readonly jobs: number;
}

/** What an estimate needs of a suite. */
export interface TimedSuite {
  readonly name: string;
  readonly phase: "waiting" | "running" | "ended";
  /** Monotonic milliseconds of the run at which it began. */
  readonly startedMs: number;
}

/** A suite that takes half as long again, and two seconds, is no usual one. */
const SLACK = 1.5;
const SLACK_MS = 2_000;

/**
 * How long a run still takes, from what its suites took before: `~1m 20s left`. "" where a suite is not
 * known from there; and where one that runs has clearly taken longer than usual, it says so instead.
 */
export function estimateLeft(
  suites: readonly TimedSuite[],
  nowMs: number,
  past: LivePast | undefined,
): string {
  const open = suites.filter(({ phase }) => phase !== "ended");
  if (past === undefined || open.length === 0) return "";
  if (open.some(({ name }) => !past.suites.has(name))) return "";
  const usual = ({ name }: TimedSuite): number => past.suites.get(name) ?? 0;
  const running = open.filter(({ phase }) => phase === "running");
  const isLate = (one: TimedSuite) => nowMs - one.startedMs > usual(one) * SLACK + SLACK_MS;
  if (running.some(isLate)) return "longer than usual";
  const left = open.map((one) =>
    Math.max(0, usual(one) - (one.phase === "running" ? nowMs - one.startedMs : 0))
  );
  const sum = left.reduce((total, ms) => total + ms, 0);
  // No run is over before its longest suite, nor before its workers have done their parts.
  return `~${sayLeft(Math.max(...left, sum / Math.max(1, past.jobs)))} left`;
}

/** Whole seconds, at least one: nobody knows better. */
function sayLeft(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds * 1000);
}
