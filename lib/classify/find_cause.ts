import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { Finding } from "../model/finding.ts";
import { countOomKills } from "./weigh_oom.ts";

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
  const bound = limit === null ? "the host's memory" : `the limit of ${mebibytes(limit)} MiB`;
  return {
    class: "oom",
    confidence: signals.length > 1 ? 0.99 : 0.9,
    message: `${countOomKills(container)} process(es) were killed for reaching ${bound}`,
    evidence: signals,
    remedy: limit === null
      ? "Run fewer tests at once, or give the machine more memory"
      : `Raise the limit, for example --memory ${
        mebibytes(limit) * 2
      }m, or run fewer tests at once`,
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
  return {
    class: "crash",
    confidence: 0.8,
    message: `the test process was ended by ${signal}`,
    evidence: [{ source: "exit.json", quote }],
    remedy: "Look at the last lines of its output; a core dump or faulthandler shows where it was",
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
