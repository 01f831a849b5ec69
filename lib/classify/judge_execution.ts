import type { ExecutionFacts, JudgeContext, Judgement } from "../model/execution_facts.ts";
import type { SuiteOutcome } from "../model/outcome.ts";
import {
  findCrash,
  findMissingProgram,
  findNoTests,
  findOom,
  findProcessLimit,
  findTimeout,
} from "./find_cause.ts";
import { judgeContainer } from "./judge_container.ts";
import { judgeProof } from "./judge_proof.ts";
import { nameEnder } from "./name_ender.ts";
import { countOomKills } from "./weigh_oom.ts";

/**
 * Decides how an execution ended, from everything that was seen: our own interrupt and deadline
 * first, then whether the container can be believed at all, then crashes, and only then whether the
 * exit code and the report prove what they claim. Silence is never success.
 */
export function judgeExecution(facts: ExecutionFacts, context: JudgeContext): Judgement {
  if (facts.cancelled) return judged("cancelled", "interrupted while it ran");
  const judgement = (facts.timedOut ? judgeDeadline(facts) : null) ?? judgeContainer(facts) ??
    judgeStart(facts, context) ?? judgeCrash(facts) ?? judgeProof(facts, context);
  return withObserved(judgement, facts, context);
}

/** A deadline that an engine or a person has caused, or before any start, is no answer of the tests. */
function judgeDeadline(facts: ExecutionFacts): Judgement | null {
  const { problem = null, account = null } = facts.container ?? {};
  const hasStarted = account === null || account.state === null || account.state.startedAt !== null;
  if (problem !== null || !hasStarted || nameEnder(facts) !== null) return null;
  const why = `still running after ${facts.timeoutMs / 1000} s, so it was ended`;
  return { ...judged("timed-out", why), findings: [findTimeout(facts)] };
}

/** Limits that were reached are told whatever the outcome: a green suite may have lost a child to one. */
function withObserved(
  judgement: Judgement,
  facts: ExecutionFacts,
  context: JudgeContext,
): Judgement {
  const { findings } = judgement;
  const isTold = findings.some((one) => one.class === "oom");
  const observed = [
    countOomKills(facts.container) > 0 && !isTold ? findOom(facts) : null,
    findProcessLimit(facts),
    judgement.outcome === "unproven" ? findNoTests(facts, context) : null,
  ];
  return { ...judgement, findings: [...findings, ...observed.filter((one) => one !== null)] };
}

function judgeStart(facts: ExecutionFacts, context: JudgeContext): Judgement | null {
  const program = facts.argv[0] ?? context.runner;
  const missing = facts.spawnFailure !== null || (facts.exitCode === 127 && !hasTests(context)) ||
    (facts.exitCode === 126 && !hasTests(context));
  if (!missing) return null;
  const reason = facts.spawnFailure ?? (facts.exitCode === 127 ? "not-found" : "permission-denied");
  const what = reason === "not-found" ? "was not found" : "could not be started";
  // A program that runs others passes their 126 and 127 on: only a failed start names the culprit.
  const who = facts.spawnFailure === null ? `"${program}", or a program it runs,` : `"${program}"`;
  const why = `${who} ${what} (${
    facts.spawnFailure ?? `exit code ${facts.exitCode}`
  }), so no test ran`;
  return { ...judged("unproven", why), findings: [findMissingProgram(facts, program)] };
}

function hasTests(context: JudgeContext): boolean {
  return context.report.counts.total > 0;
}

function judgeCrash(facts: ExecutionFacts): Judgement | null {
  const oomKills = countOomKills(facts.container);
  if (facts.exitCode !== 0 && oomKills > 0) {
    return {
      ...judged("crashed", "killed by the kernel: out of memory"),
      findings: [findOom(facts)],
    };
  }
  const signal = signalOf(facts);
  if (signal === null) return null;
  return { ...judged("crashed", `ended by ${signal}`), findings: [findCrash(facts, signal)] };
}

/** Exit codes above 128 are how a shell tells the signal that ended a command. */
function signalOf(facts: ExecutionFacts): string | null {
  if (facts.signal !== null) return facts.signal;
  const code = facts.exitCode ?? 0;
  return code > 128 && code <= 159 ? SIGNALS[code - 128] ?? `signal ${code - 128}` : null;
}

const SIGNALS: Readonly<Record<number, string>> = {
  1: "SIGHUP",
  2: "SIGINT",
  3: "SIGQUIT",
  4: "SIGILL",
  6: "SIGABRT",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL",
  11: "SIGSEGV",
  13: "SIGPIPE",
  14: "SIGALRM",
  15: "SIGTERM",
  24: "SIGXCPU",
  25: "SIGXFSZ",
};

function judged(outcome: SuiteOutcome, why: string): Judgement {
  return { outcome, why, findings: [], fallback: null };
}
