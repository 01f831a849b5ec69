import type { Command, CommandOutput, SpawnFailure } from "../model/command.ts";
import type { Database } from "../model/database.ts";
import type { HttpAnswer, HttpCall } from "../model/http.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { WholeFile } from "../model/whole_file.ts";

/** The only door to the world: everything outside `lib/host` sees files, processes and time through it. */
export interface Host {
  readonly machine: MachineFacts;
  readonly files: Files;
  readonly terminal: Terminal;
  /** Wall clock, ISO 8601 UTC with milliseconds. For records only; never for durations. */
  now(): string;
  /** Monotonic milliseconds; only differences mean something. */
  monotonicMs(): number;
  /** Lower-case hexadecimal of `bytes` random bytes. */
  randomHex(bytes: number): string;
  /** Lower-case hexadecimal SHA-256. */
  sha256(data: Uint8Array | string): Promise<string>;
  /** A hasher for bytes that come in pieces. Its first one loads what it needs (some 10 ms). */
  openHasher(): Promise<Hasher>;
  /** Opens or makes an SQLite file; loads what it needs (some 5 ms). A link is refused. */
  openDatabase(path: string): Promise<Result<Database, Problem>>;
  /** Sends one HTTP request to an address that the user gave; no redirect is followed. */
  sendRequest(call: HttpCall): Promise<Result<HttpAnswer, Problem>>;
  /** Standard input in pieces, at most so many bytes; each piece is valid until the next is asked for. */
  readInput(maxBytes: number): AsyncIterable<Uint8Array>;
  /** Resolves after that long, or at once (without error) when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Variables of the caller's environment. */
  environment(): Readonly<Record<string, string>>;
  /**
   * Runs a command value to its end: own process group, no standard input, killed with its group at
   * its deadline or when the signal is aborted (then `timedOut`). Never throws.
   */
  run<T>(command: Command<T>, options?: RunOptions): Promise<CommandRun<T>>;
  /** Starts a long-lived process in its own process group, with both streams piped. */
  start(request: ProcessRequest): Result<RunningProcess, SpawnFailure>;
  /** Identity of a running process, or null when there is none of that id. */
  identify(pid: number): ProcessIdentity | null;
  /** True when a process of that id exists and, where known, started at that time. */
  isAlive(process: ProcessIdentity): Promise<boolean>;
  /** Ends a process group of an earlier run of ours with SIGKILL; silent when it is gone. */
  killGroup(processGroupId: number): void;
  /** Calls back for SIGINT and SIGTERM (each time); returns how to stop listening. */
  onInterrupt(listener: (signal: "SIGINT" | "SIGTERM") => void): () => void;
  /** Calls back, in time to end what we have begun, when a bug of ours ends us; returns how to stop listening. */
  onBug(listener: () => void): () => void;
  /** Ends this process at once. */
  exit(code: number): never;
}

/** Facts that do not change while we run. */
export interface MachineFacts {
  readonly hostname: string;
  /** `linux`, `darwin`, `windows`. */
  readonly os: string;
  readonly arch: string;
  readonly kernel: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly denoVersion: string;
  /** Absolute path of the running Deno. */
  readonly execPath: string;
  readonly cwd: string;
  /** Null on Windows. */
  readonly uid: number | null;
  readonly gid: number | null;
  /** Identity of the PID namespace; "" where unknown. Process ids mean nothing outside of theirs. */
  readonly pidNamespace: string;
  /** This very process, so that a later run can tell whether it still lives. */
  readonly self: ProcessIdentity;
}

/** A process that cannot be confused with a later one of the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot of the machine; "" where unknown. */
  readonly bootId: string;
  /** Start time in the kernel's own unit; "" where unknown. */
  readonly startTime: string;
}

/** Options of `Host.run`. */
export interface RunOptions {
  readonly cwd?: string;
  /** Added to the caller's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes kept of each stream, 1 MiB unless said; the rest is read and dropped. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** What `Host.run` gives: the command's own reading, and the raw output it was read from. */
export interface CommandRun<T> {
  readonly result: Result<T, Problem>;
  readonly output: CommandOutput;
}

/** What to start. */
export interface ProcessRequest {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The whole environment when `clearEnv`, else additions to the caller's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clearEnv?: boolean;
}

/** A process we started; it leads its own process group. */
export interface RunningProcess {
  readonly pid: number;
  /** Chunks are only valid until the next one is asked for. */
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stderr: AsyncIterable<Uint8Array>;
  /** Resolves when the process itself ended, also while a grandchild still holds its streams. */
  readonly ended: Promise<{ readonly code: number; readonly signal: string | null }>;
  /** Signals the whole process group; silent when it is gone. */
  signalGroup(signal: "SIGTERM" | "SIGKILL" | "SIGINT" | "SIGQUIT"): void;
  /** Stops reading both streams: a grandchild that holds them no longer keeps us waiting. */
  abandonStreams(): Promise<void>;
}

/** File operations. All paths absolute. Every failure is a `Problem` of kind `file`. */
export interface Files {
  /** Text of a regular file of at most `maxBytes` (16 MiB unless said), UTF-8. */
  readText(path: string, maxBytes?: number): Promise<Result<string, Problem>>;
  /**
   * Opens a regular file without following a link and without blocking on a FIFO; `too-large` when
   * it is (or grows) beyond `maxBytes`. Chunks are only valid until the next one is asked for; they
   * begin at `fromByte`, 0 unless said.
   */
  open(path: string, maxBytes?: number, fromByte?: number): Promise<Result<OpenFile, Problem>>;
  /**
   * The whole of a regular file of at most so many bytes, without following a link and without blocking
   * on a FIFO; `busy` when it changes meanwhile. Holds up everything else: for many small files.
   */
  readBytes(path: string, maxBytes: number): Promise<Result<WholeFile, Problem>>;
  /** Opens a regular file in a folder of ours, where no stranger writes; a link is refused. */
  openOwn(path: string): Promise<Result<OpenFile, Problem>>;
  /** Loads what `open` needs (about 20 ms once), so that the first one does not wait for it. */
  prepareOpen(): Promise<void>;
  /**
   * Whole or not at all: temporary file in the same folder, fsync, rename. Mode such as 0o644, applied
   * exactly; else what the umask leaves.
   */
  writeWhole(
    path: string,
    data: Uint8Array | string,
    mode?: number,
  ): Promise<Result<void, Problem>>;
  /** Opens a new or existing file to append to it; written data survives our own kill -9. */
  append(path: string): Promise<Result<FileSink, Problem>>;
  /**
   * Creates a file that others append to (everybody may), and keeps it open: whatever is done to its
   * name, what was appended is read to its end. It begins with `head`, which is not read.
   */
  createFollowed(path: string, head?: string): Promise<Result<FollowedFile, Problem>>;
  /** Creates a folder and its parents; fine when it exists. Mode such as 0o700, applied exactly. */
  makeDir(path: string, mode?: number): Promise<Result<void, Problem>>;
  /** Creates one folder, or `already-exists`: exactly one of many callers succeeds. */
  makeDirExclusive(path: string): Promise<Result<void, Problem>>;
  /** Names in a folder, sorted, with their kinds (links are not followed); the first so many it has. */
  list(path: string, atMost?: number): Promise<Result<readonly DirEntry[], Problem>>;
  /** Facts about a path itself, links not followed; null when there is nothing. */
  stat(path: string): Promise<FileFacts | null>;
  /** The path with every link resolved, or null when there is nothing. */
  realPath(path: string): Promise<string | null>;
  /** Removes a file or a whole folder, links not followed; fine when it is gone. */
  remove(path: string): Promise<Result<void, Problem>>;
  rename(from: string, to: string): Promise<Result<void, Problem>>;
  /** Hard link at a new path; falls back to a copy where links are not possible. */
  linkOrCopy(from: string, to: string): Promise<Result<void, Problem>>;
}

/** An open file to read. */
export interface OpenFile {
  readonly sizeBytes: number;
  /** Milliseconds since the epoch, or null where unknown. */
  readonly modifiedMs: number | null;
  readonly chunks: AsyncIterable<Uint8Array>;
  close(): void;
}

/** An open file to append to. */
export interface FileSink {
  write(data: Uint8Array): Promise<Result<void, Problem>>;
  close(): Promise<Result<void, Problem>>;
}

/** A file that somebody else appends to while we read it. */
export interface FollowedFile {
  /** What was appended since the last call, a piece at a time; empty at the present end. Valid until the next call. */
  read(): Promise<Uint8Array>;
  /** Its size now, without its head, and the bytes that are really stored: far fewer in a file with holes. */
  size(): Promise<{ readonly bytes: number; readonly stored: number }>;
  /** False once its head is gone: somebody has cut it, however long it has grown again. */
  keepsHead(): Promise<boolean>;
  /** Reads from the very beginning: somebody cut the file, head and all, and what follows is new. */
  rewind(): Promise<void>;
  close(): void;
}

/** SHA-256 of bytes that come in pieces. */
export interface Hasher {
  update(chunk: Uint8Array): void;
  /** Lower-case hexadecimal; ends the hasher. */
  digest(): string;
}

/** One name in a folder. */
export interface DirEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** What a path is. */
export type FileKind = "file" | "folder" | "link" | "other";

/** Facts about a path. */
export interface FileFacts {
  readonly kind: FileKind;
  readonly sizeBytes: number;
  readonly modifiedMs: number | null;
  /** Null on Windows. */
  readonly mode: number | null;
  readonly uid: number | null;
}

/** Standard output and error, and whether a person types the input. */
export interface Terminal {
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Width now; 80 where it cannot be known. */
  columns(): number;
  /** Height now; 24 where it cannot be known. */
  rows(): number;
  /** Writes text to standard output; a closed pipe is silent. */
  out(text: string): void;
  /** Writes text to standard error; a closed pipe is silent. */
  error(text: string): void;
}
