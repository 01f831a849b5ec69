import { dirname } from "@std/path";
import type { Host, RunningProcess } from "../host/host.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { SuiteCommand } from "../model/plan.ts";
import type { SpawnFailure } from "../model/command.ts";
import type { LiveCounters } from "./count_stream.ts";
import { followProcess } from "./follow_process.ts";
import { markOf } from "./marked_groups.ts";

/** Between SIGTERM and SIGKILL for a local suite. */
const LOCAL_GRACE_MS = 2_000;

/** Everything one local execution needs from the run it belongs to. */
export interface LocalExecution {
  readonly command: SuiteCommand;
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path for the fresh report. */
  readonly reportPath: string;
  readonly folder: string;
  readonly label: string;
  readonly stdout: LiveCounters;
  readonly stderr: LiveCounters;
  readonly redactor: Redactor;
  readonly cancel: AbortSignal;
  readonly warn: (message: string) => void;
  /** Told the process group, so that a later run can end it if we die first. */
  readonly onStarted: (processGroupId: number) => Promise<void>;
}

/**
 * Runs one suite on this machine, in a process group of its own, ended with SIGTERM and then SIGKILL
 * at its timeout. What it leaves behind is killed with its group; nothing it does stops the gate.
 */
export async function runLocally(host: Host, execution: LocalExecution): Promise<ExecutionFacts> {
  const startedAt = host.now();
  const startMs = host.monotonicMs();
  const argv = execution.command.argv.map((part) => fill(part, execution.reportPath));
  const started = host.start({
    argv,
    cwd: execution.command.cwd === "."
      ? execution.root
      : `${execution.root}/${execution.command.cwd}`,
    env: localEnvironment(host, execution),
  });
  const ended = started.ok
    ? await follow(host, started.value, execution)
    : { code: null, signal: null, stopped: null };
  return {
    argv,
    startedAt,
    durationMs: Math.round(host.monotonicMs() - startMs),
    exitCode: ended.code,
    signal: ended.signal,
    timedOut: ended.stopped === "deadline",
    cancelled: ended.stopped === "interrupt",
    timeoutMs: execution.command.timeoutMs,
    stdout: execution.stdout,
    stderr: execution.stderr,
    spawnFailure: started.ok ? null : started.error satisfies SpawnFailure,
    container: null,
  };
}

async function follow(host: Host, process: RunningProcess, execution: LocalExecution) {
  await execution.onStarted(process.pid);
  const over = new AbortController();
  const guard = guardGroup(host, process, execution, over.signal);
  // The end of the process decides: waiting for output that a left-behind child holds is not its time.
  const watched = process.ended.then(() => over.abort());
  const ended = await followProcess(host, process, execution);
  await watched;
  process.signalGroup("SIGKILL");
  return { ...ended, stopped: await guard };
}

async function guardGroup(
  host: Host,
  process: RunningProcess,
  execution: LocalExecution,
  over: AbortSignal,
): Promise<"deadline" | "interrupt" | null> {
  await host.sleep(execution.command.timeoutMs, AbortSignal.any([over, execution.cancel]));
  if (over.aborted) return null;
  const reason = execution.cancel.aborted ? "interrupt" : "deadline";
  process.signalGroup("SIGTERM");
  await host.sleep(LOCAL_GRACE_MS, over);
  process.signalGroup("SIGKILL");
  return reason;
}

function fill(text: string, reportPath: string): string {
  return text.replaceAll("{reports}", dirname(reportPath)).replaceAll("{report}", reportPath);
}

/** The caller's environment with the suite's own; the running Deno is found even off the PATH. */
function localEnvironment(host: Host, execution: LocalExecution): Record<string, string> {
  const own = Object.entries(execution.command.env)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => [name, fill(value, execution.reportPath)]);
  const separator = host.machine.os === "windows" ? ";" : ":";
  const folder = host.machine.execPath.replace(/[/\\][^/\\]*$/, "");
  const path = [host.environment()["PATH"] ?? "", folder].filter((part) => part !== "");
  return { PATH: path.join(separator), ...Object.fromEntries(own), ...markOf(host) };
}
