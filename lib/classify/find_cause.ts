import type { ExecutionFacts, JudgeContext } from "../model/execution_facts.ts";
import type { Finding } from "../model/finding.ts";
import { countOomKills, peakBelowLimit } from "./weigh_oom.ts";

/** Out of memory, with every signal that says so. */
export function findOom(facts: ExecutionFacts): Finding {
  const container = facts.container;
  const account = container?.account;
  const signals: Finding["evidence"] = [];
  const add = (source: string, quote: string, seen: boolean | undefined): void => {
    if (seen) signals.push({ source, quote });
  };
  const trailer = account?.trailer?.oomKills ?? 0;
  add("trailer.txt", `oom_kill ${trailer}`, trailer > 0);
  add("container_events.jsonl", "oom", account?.events.includes("oom"));
  add("container_inspect_post.json", '"OOMKilled": true', account?.state?.oomKilled);
  const limit = container?.memoryLimitBytes ?? null;
  const peak = account === undefined ? null : peakBelowLimit(account, limit);
  return {
    class: "oom",
    confidence: signals.length > 1 ? 0.99 : 0.9,
    message: `${countOomKills(container)} process(es) were killed for reaching ${
      boundOf(limit, peak)
    }`,
    evidence: signals,
    remedy: peak !== null
      ? "Give more memory to what holds the container (its pod, its slice, the machine), or run fewer " +
        "tests at once"
      : limit === null || limit * 2 > (container?.machineMemoryBytes ?? Infinity)
      ? "Run fewer tests at once, or give the machine more memory"
      : `Raise the limit, for example --memory ${
        mebibytes(limit) * 2
      }m, or run fewer tests at once`,
  };
}

function boundOf(limit: number | null, peak: number | null): string {
  if (limit === null) return "the host's memory";
  const own = `the limit of ${mebibytes(limit)} MiB`;
  return peak === null
    ? own
    : `a limit around the container: it used ${mebibytes(peak)} MiB at most, far below ${own}`;
}

/** The tool ran and found nothing to run; null when it ran tests or never got that far. */
export function findNoTests(facts: ExecutionFacts, context: JudgeContext): Finding | null {
  const code = facts.exitCode;
  const says = code !== null && context.exitCodes[code] === "no-tests";
  const shows = context.report.status === "whole" && context.report.counts.total === 0;
  if (!says && !shows) return null;
  return {
    class: "discovery",
    confidence: says && shows ? 0.9 : 0.7,
    message: `${context.runner} found no test to run`,
    evidence: [{ source: "exit.json", quote: `"exit_code": ${code}` }],
    remedy: "Check the suite's paths and arguments, and that the project is whole where it runs",
  };
}

/** The limit of processes and threads, as the kernel counted it; null when it was never met. */
export function findProcessLimit({ container }: ExecutionFacts): Finding | null {
  const inside = container?.account.trailer?.pidsLimitHits ?? 0;
  const hits = Math.max(inside, container?.account.counters?.pidsLimitHits ?? 0);
  if (hits === 0) return null;
  const source = inside > 0 ? "trailer.txt" : "exit.json";
  return {
    class: "process-limit",
    confidence: 0.95,
    message: `the limit of processes and threads was met ${hits} times: forks were refused`,
    evidence: [{ source, quote: `pids_limit_hits ${hits}` }],
    remedy: "Raise it with --pids-limit, or run fewer tests at once",
  };
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}

/** Our own deadline; a silent end points at a hang, output until the end at slowness. */
export function findTimeout(facts: ExecutionFacts): Finding {
  const last = Math.max(facts.stdout.lastOutputMs ?? 0, facts.stderr.lastOutputMs ?? 0);
  const silentMs = facts.timeoutMs - last;
  const isHang = silentMs > facts.timeoutMs / 2;
  return {
    class: isHang ? "hang" : "timeout",
    confidence: isHang ? 0.6 : 0.7,
    message: isHang
      ? `no output for the last ${seconds(silentMs)} s of ${seconds(facts.timeoutMs)} s`
      : `still printing when its ${seconds(facts.timeoutMs)} s were over`,
    evidence: [{ source: "exit.json", quote: `"last_output_ms": ${Math.round(last)}` }],
    remedy: isHang
      ? "Look at the last lines of its output for the test that hangs"
      : `Give it more time, for example --timeout ${seconds(facts.timeoutMs) * 2}`,
  };
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

/** A test process ended by a signal that we did not send. */
export function findCrash(facts: ExecutionFacts, signal: string): Finding {
  const quote = facts.exitCode === null ? signal : `exit code ${facts.exitCode}`;
  if (signal === "SIGBUS" && facts.container !== null) return findFullSharedMemory(quote);
  return {
    class: "crash",
    confidence: 0.8,
    message: `the test process was ended by ${signal}`,
    evidence: [{ source: "exit.json", quote }],
    remedy: "Look at the last lines of its output; a core dump or faulthandler shows where it was",
  };
}

/** In a container this signal most often means a write to a mapping in a /dev/shm that is full. */
function findFullSharedMemory(quote: string): Finding {
  return {
    class: "shared-memory",
    confidence: 0.6,
    message: "the test process was ended by SIGBUS, as by a write to a full /dev/shm",
    evidence: [{ source: "exit.json", quote }],
    remedy: "Give it more with --shm-size, for example --shm-size 1g",
  };
}

/** The command is not there, in the image or on this machine. */
export function findMissingProgram(facts: ExecutionFacts, program: string): Finding {
  const where = facts.container === null ? "on this machine" : "in the image";
  const quote = facts.spawnFailure ?? `exit code ${facts.exitCode}`;
  return {
    class: "missing-dependency",
    confidence: facts.spawnFailure === null ? 0.6 : 0.9,
    message: facts.spawnFailure === null
      ? `"${program}" or a program it runs is missing ${where}`
      : `"${program}" cannot be run ${where}`,
    evidence: [{ source: "exit.json", quote }],
    remedy: `Install it ${where}, or correct the suite's command`,
  };
}
