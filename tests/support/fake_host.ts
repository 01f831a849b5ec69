import { createHash } from "node:crypto";
import type { Host, MachineFacts, ProcessIdentity, Terminal } from "../../lib/host/host.ts";
import { fakeDatabases } from "./fake_databases.ts";
import type { HttpAnswer, HttpCall } from "../../lib/model/http.ts";
import type { Problem } from "../../lib/model/problem.ts";
import { err, type Result } from "../../lib/model/result.ts";
import { fakeClock } from "./fake_clock.ts";
import { type FakeFailure, type FakeFiles, fakeFiles } from "./fake_files.ts";
import type { FakeNode } from "./fake_tree.ts";
import type { FakeCall } from "./fake_answer.ts";
import { type FakeProgram, fakePrograms, type FakeSignal } from "./fake_programs.ts";

/** The world a test wants; everything left out is empty, quiet and the same in every test. */
export interface FakeScript {
  /** Absolute path to text, bytes, or a folder, link or other node. */
  readonly files?: Readonly<Record<string, FakeNode>>;
  /** File operations that fail. */
  readonly failures?: readonly FakeFailure[];
  /** Programs that exist, in order of preference. */
  readonly programs?: readonly FakeProgram[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly machine?: Partial<MachineFacts>;
  readonly terminal?: {
    readonly stdinIsTerminal?: boolean;
    readonly stdoutIsTerminal?: boolean;
    readonly stderrIsTerminal?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  };
  /** Wall clock at the start; it moves with the virtual clock. */
  readonly startsAt?: string;
  /** What stands on standard input; nothing unless said. */
  readonly input?: string;
  /** Answers requests; nobody does unless said. */
  readonly answer?: (call: HttpCall) => Result<HttpAnswer, Problem>;
  /** Processes of others that live; this one does, and what it started until it ends. */
  readonly alive?: readonly ProcessIdentity[];
}

/** A host without a world, and everything that was done to it. */
export interface FakeHost extends Host {
  readonly files: FakeFiles;
  /** Every `run` and `start`, in order. */
  readonly calls: readonly FakeCall[];
  /** Every signal to a process group, `killGroup` included, in order. */
  readonly signals: readonly FakeSignal[];
  /** Everything written to standard output so far. */
  stdout(): string;
  /** Everything written to standard error so far. */
  stderr(): string;
  /** Sends an interrupt to whoever listens now; says how many did. */
  interrupt(signal: "SIGINT" | "SIGTERM"): number;
  /** Sets the wall clock, as an administrator would in the middle of a run. */
  setWallClock(iso: string): void;
}

/** What `exit` throws in the fake, so that nothing after it runs. */
export class FakeExit extends Error {
  /** The code the process would have ended with. */
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

const NOBODY: Problem = {
  kind: "network",
  address: "http://localhost",
  code: "refused",
  detail: "connection refused",
};

/** The machine every test runs on unless it says otherwise. */
export const FAKE_MACHINE: MachineFacts = {
  hostname: "builder",
  os: "linux",
  arch: "x86_64",
  kernel: "6.1.0",
  cpus: 4,
  memoryBytes: 8 * 1024 ** 3,
  denoVersion: "2.9.6",
  execPath: "/usr/bin/deno",
  cwd: "/project",
  uid: 1000,
  gid: 1000,
  pidNamespace: "pid:[4026531836]",
  self: { pid: 1000, bootId: "boot-1", startTime: "5000" },
};

/**
 * A whole host in memory, without permissions. Time is virtual: when everything waits it jumps to
 * the next wake-up, so a test of a ten minute timeout takes a millisecond and never flickers.
 *
 * @example
 * ```ts ignore
 * const host = fakeHost({
 *   files: { "/project/a.txt": "text" },
 *   programs: [{ match: ([name]) => name === "docker", stdout: "28.2.2\n", delayMs: 12 }],
 * });
 * await host.run({ argv: ["docker", "version"], timeoutMs: 1000, read: (output) => ok(output.stdout) });
 * assertEquals(host.calls[0]?.argv, ["docker", "version"]);
 * ```
 */
export function fakeHost(script: FakeScript = {}): FakeHost {
  const clock = fakeClock();
  const machine = { ...FAKE_MACHINE, ...script.machine };
  const programs = fakePrograms(script.programs ?? [], { clock, bootId: machine.self.bootId });
  const listeners = new Set<(signal: "SIGINT" | "SIGTERM") => void>();
  const captured = captureTerminal(script.terminal);
  let wallOffsetMs = Date.parse(script.startsAt ?? "2026-01-02T03:04:05.000Z");
  const wallMs = () => wallOffsetMs + clock.nowMs();
  const files = fakeFiles({ [machine.cwd]: { kind: "folder" }, ...script.files }, wallMs);
  files.failures.push(...script.failures ?? []);
  const random = seededBytes();
  const living = () => [machine.self, ...programs.living(), ...script.alive ?? []];

  return {
    ...captured,
    machine,
    files,
    now: () => new Date(wallMs()).toISOString(),
    monotonicMs: () => clock.nowMs(),
    randomHex: (bytes) => toHex(Uint8Array.from({ length: bytes }, random)),
    sha256: (data) => Promise.resolve(createHash("sha256").update(data).digest("hex")),
    openHasher: () => {
      const hash = createHash("sha256");
      return Promise.resolve({
        update: (chunk) => void hash.update(chunk),
        digest: () => hash.digest("hex"),
      });
    },
    openDatabase: fakeDatabases(files),
    sendRequest: (call) => Promise.resolve(script.answer?.(call) ?? err(NOBODY)),
    readInput: (maxBytes) => piecesOf(script.input ?? "", maxBytes),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    environment: () => script.environment ?? {},
    run: programs.run,
    start: programs.start,
    calls: programs.calls,
    signals: programs.signals,
    killGroup: programs.killGroup,
    identify: (pid) => living().find((one) => one.pid === pid) ?? null,
    isAlive: (one) => Promise.resolve(living().some((live) => isSame(live, one))),
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    interrupt(signal) {
      const now = [...listeners];
      now.forEach((listener) => listener(signal));
      return now.length;
    },
    setWallClock(iso) {
      wallOffsetMs = Date.parse(iso) - clock.nowMs();
    },
    onBug: () => () => {},
    exit(code) {
      throw new FakeExit(code);
    },
  };
}

/** Runs a main function of its own and yields the exit code, whether it returns it or exits with it. */
export async function exitCodeOf(main: () => Promise<number>): Promise<number> {
  try {
    return await main();
  } catch (cause) {
    if (cause instanceof FakeExit) return cause.code;
    throw cause;
  }
}

function captureTerminal(
  {
    stdinIsTerminal = false,
    stdoutIsTerminal = false,
    stderrIsTerminal = false,
    columns = 80,
    rows = 24,
  }: NonNullable<FakeScript["terminal"]> = {},
) {
  const written = { out: "", error: "" };
  const terminal: Terminal = {
    stdinIsTerminal,
    stdoutIsTerminal,
    stderrIsTerminal,
    columns: () => columns,
    rows: () => rows,
    out: (text) => void (written.out += text),
    error: (text) => void (written.error += text),
  };
  return { terminal, stdout: () => written.out, stderr: () => written.error };
}

/** A text in pieces of a few bytes, so that a character or a line may lie across two of them. */
async function* piecesOf(text: string, maxBytes: number): AsyncGenerator<Uint8Array, void, void> {
  const bytes = new TextEncoder().encode(text).subarray(0, maxBytes);
  const size = Math.max(7, Math.ceil(bytes.length / 1000));
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.slice(at, at + size));
  }
}

/** Bytes that look random and are the same in every test (a linear congruential generator). */
function seededBytes(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function isSame(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.bootId === b.bootId && a.startTime === b.startTime;
}
