import type { FrameNews } from "../formats/read_frame.ts";
import { type FrameOwner, openFrames } from "../formats/read_frames.ts";
import type { Hasher, Host } from "../host/host.ts";
import type { SentFile, SentName, SentSuite, TaskLife } from "../model/remote_life.ts";

/** Whose output is received, and where to. */
export interface LifeRequest extends FrameOwner {
  /** Absolute folder, of this life alone; it is made once there is something to put into it. */
  readonly folder: string;
}

/** What was received of a life. */
export type ReceivedLife = Pick<
  TaskLife,
  "suites" | "toldCode" | "faults" | "frames" | "doubled" | "foreign" | "said"
>;

/** Takes the output of one life, in one reading or several, and puts its files into the spool. */
export interface LifeReceiver {
  push(chunk: Uint8Array): Promise<void>;
  told(): ReceivedLife;
}

/** A file while it comes. */
interface OpenFile {
  path: string | null;
  state: SentFile["state"];
  sizeBytes: number;
  cameBytes: number;
  hasher: Hasher | null;
}

interface OpenSuite {
  begun: boolean;
  skipped: string | null;
  done: SentSuite["done"];
  readonly files: Map<SentName, OpenFile>;
}

/** Opens the receiver of a life; its files are appended to as they come, and nothing of them is kept. */
export function receiveLife(host: Host, request: LifeRequest): LifeReceiver {
  const frames = openFrames(request);
  const suites = new Map<number, OpenSuite>();
  const faults: string[] = [];
  let toldCode: number | null = null;
  let last: Promise<void> = Promise.resolve();
  const suiteOf = (index: number): OpenSuite => {
    const found = suites.get(index) ??
      { begun: false, skipped: null, done: null, files: new Map<SentName, OpenFile>() };
    suites.set(index, found);
    return found;
  };
  const take = async (news: readonly FrameNews[]): Promise<void> => {
    for (const one of news) {
      if (one.kind === "end") toldCode = one.code;
      else if (one.kind !== "begin") await note(host, request, suiteOf(one.index), one, faults);
      else if (one.version !== 1) faults.push(`its frames have version ${one.version}`);
    }
  };
  return {
    push: (chunk) => {
      const news = frames.push(chunk);
      if (news.length > 0) last = last.then(() => take(news));
      return last;
    },
    told: () => {
      const { given, doubled, foreign, said } = frames.account();
      return { suites, toldCode, faults, frames: given, doubled, foreign, said };
    },
  };
}

type SuiteNews = Exclude<FrameNews, { kind: "begin" | "end" }>;

async function note(
  host: Host,
  request: LifeRequest,
  suite: OpenSuite,
  news: SuiteNews,
  faults: string[],
): Promise<void> {
  switch (news.kind) {
    case "suite":
      suite.begun = true;
      return;
    case "skip":
      suite.skipped = news.why;
      return;
    case "done":
      suite.done = { code: news.code, why: news.why, durationMs: news.durationMs };
      return;
    case "data": {
      const file = fileOf(suite, news.file);
      const fault = await append(host, request, file, news);
      if (fault !== null && faults.length === 0) faults.push(fault);
      return;
    }
    case "file": {
      const file = fileOf(suite, news.file);
      file.state = news.state;
      file.sizeBytes = news.size;
      const fault = judgeFile(file, news);
      if (fault !== null) faults.push(fault);
    }
  }
}

function fileOf(suite: OpenSuite, name: SentName): OpenFile {
  const found = suite.files.get(name) ??
    { path: null, state: "open", sizeBytes: 0, cameBytes: 0, hasher: null };
  suite.files.set(name, found);
  return found;
}

async function append(
  host: Host,
  { folder }: LifeRequest,
  file: OpenFile,
  { index, file: name, bytes }: Extract<FrameNews, { kind: "data" }>,
): Promise<string | null> {
  if (file.path === null) {
    await host.files.makeDir(folder, 0o700);
    file.path = `${folder}/${index}-${name}`;
    file.hasher = await host.openHasher();
  }
  file.cameBytes += bytes.length;
  file.hasher?.update(bytes);
  // Opened for each piece: ten thousand lives at once are more than a process may have files.
  const opened = await host.files.append(file.path);
  const written = opened.ok ? await opened.value.write(bytes) : opened;
  if (opened.ok) await opened.value.close();
  return written.ok ? null : `${name} could not be written on this machine`;
}

/** What was sent is compared with what was measured beside the tests. */
function judgeFile(
  file: OpenFile,
  { file: name, state, size, sha256 }: Extract<FrameNews, { kind: "file" }>,
): string | null {
  const digest = file.hasher?.digest() ?? null;
  file.hasher = null;
  if (state === "whole" && file.cameBytes !== size) {
    return `${name}: ${size} bytes were sent and ${file.cameBytes} came`;
  }
  const isOther = state === "whole" && sha256 !== null && digest !== null && digest !== sha256;
  return isOther ? `${name}: what came is not what was sent` : null;
}
