import type {
  CommandRun,
  ProcessIdentity,
  ProcessRequest,
  RunningProcess,
  RunOptions,
} from "../../lib/host/host.ts";
import type { Command, CommandOutput, SpawnFailure } from "../../lib/model/command.ts";
import { err, ok, type Result } from "../../lib/model/result.ts";
import type { FakeClock } from "./fake_clock.ts";
import type { FakeAnswer, FakeCall } from "./fake_answer.ts";
import { type FakeLife, liveFakeProcess, printedBy } from "./fake_life.ts";

/** A program a test scripts: the first whose `match` says yes answers; then the next of its answers. */
export interface FakeProgram extends FakeAnswer {
  readonly match: (argv: readonly string[]) => boolean;
  /** How often it answers; later calls go to the next program that matches. Without end unless said. */
  readonly times?: number;
}

/** A signal that was sent to a process group. */
export interface FakeSignal {
  readonly pid: number;
  readonly signal: string;
}

/** Scripted programs, and what was asked of them. */
export interface FakePrograms {
  readonly calls: FakeCall[];
  readonly signals: FakeSignal[];
  /** Identities of the processes that have not ended; they start at the virtual time of their call. */
  living(): ProcessIdentity[];
  run<T>(command: Command<T>, options?: RunOptions): Promise<CommandRun<T>>;
  start(request: ProcessRequest): Result<RunningProcess, SpawnFailure>;
  killGroup(pid: number): void;
}

/** Programs on a virtual clock. One that nobody scripted does not exist: `not-found`. */
export function fakePrograms(
  programs: readonly FakeProgram[],
  { clock, bootId }: { clock: FakeClock; bootId: string },
): FakePrograms {
  const used = new Map<FakeProgram, number>();
  const groups = new Map<number, FakeLife>();
  const living = new Map<number, ProcessIdentity>();
  const calls: FakeCall[] = [];
  const signals: FakeSignal[] = [];

  function choose(argv: readonly string[]): FakeAnswer {
    const program = programs.find((one) =>
      one.match(argv) && (used.get(one) ?? 0) < (one.times ?? Infinity)
    );
    if (!program) return { spawnFailure: "not-found" };
    used.set(program, (used.get(program) ?? 0) + 1);
    return program;
  }

  function record(call: Omit<FakeCall, "atMs" | "pid">): FakeCall {
    const recorded = { ...call, atMs: clock.nowMs(), pid: 1001 + calls.length };
    calls.push(recorded);
    return recorded;
  }

  function signal(pid: number, name: string): void {
    signals.push({ pid, signal: name });
    groups.get(pid)?.receive(name);
  }

  function launch(call: FakeCall, answer: FakeAnswer): FakeLife {
    const life = liveFakeProcess({ call, answer, clock });
    groups.set(call.pid, life);
    living.set(call.pid, { pid: call.pid, bootId, startTime: `${call.atMs}` });
    life.ended.then(() => living.delete(call.pid));
    return life;
  }

  return {
    calls,
    signals,
    living: () => [...living.values()],
    killGroup: (pid) => signal(pid, "SIGKILL"),
    start({ argv, cwd, env = {} }) {
      const call = record({ via: "start", argv, cwd, env });
      const answer = choose(argv);
      if (answer.spawnFailure) return err(answer.spawnFailure);
      const life = launch(call, answer);
      return ok({
        pid: call.pid,
        stdout: life.stdout,
        stderr: life.stderr,
        ended: life.ended,
        signalGroup: (name) => signal(call.pid, name),
        abandonStreams: () => Promise.resolve(life.abandon()),
      });
    },
    async run(command, { cwd, env = {}, maxBytes = 1024 * 1024, signal: stop } = {}) {
      const call = record({ via: "run", argv: command.argv, cwd, env });
      const answer = choose(command.argv);
      if (answer.spawnFailure) return read(command, neverStarted(answer.spawnFailure));
      const life = launch(call, answer);
      const timedOut = await killAtDeadline(life, { clock, ms: command.timeoutMs, stop });
      const durationMs = clock.nowMs() - call.atMs;
      return read(command, {
        ...await life.ended,
        stdout: printedBy(answer.stdout, durationMs).slice(0, maxBytes),
        stderr: printedBy(answer.stderr, durationMs).slice(0, maxBytes),
        timedOut,
        spawnFailure: null,
        durationMs,
      });
    },
  };
}

function read<T>(command: Command<T>, output: CommandOutput): CommandRun<T> {
  return { result: command.read(output), output };
}

function neverStarted(spawnFailure: SpawnFailure): CommandOutput {
  const nothing = { code: -1, signal: null, stdout: "", stderr: "" };
  return { ...nothing, timedOut: false, spawnFailure, durationMs: 0 };
}

/** True when the process had to be killed because its time was over or its caller gave up. */
async function killAtDeadline(
  life: FakeLife,
  { clock, ms, stop }: { clock: FakeClock; ms: number; stop: AbortSignal | undefined },
): Promise<boolean> {
  const enough = new AbortController();
  const waking = stop ? AbortSignal.any([stop, enough.signal]) : enough.signal;
  const timedOut = await Promise.race([
    life.ended.then(() => false),
    clock.sleep(ms, waking).then(() => true),
  ]);
  enough.abort();
  if (timedOut) life.receive("SIGKILL");
  return timedOut;
}
