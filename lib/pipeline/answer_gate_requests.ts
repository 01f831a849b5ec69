import type { Host } from "../host/host.ts";
import type { GateAnswer, GateRequest, ReadFacts, Unread } from "../model/gate.ts";
import type { Result } from "../model/result.ts";
import { unreachable } from "../model/unreachable.ts";
import type { AnswerRights, GateAnswers } from "../model/verdict_input.ts";
import { answerEvidence, answerRecord } from "./answer_record.ts";
import { answerProgram } from "./answer_program.ts";
import { type ArtifactPlaces, openRealFolders } from "./find_artifact.ts";
import { limitWork } from "./limit_work.ts";
import { listArtifacts, openListing } from "./list_artifacts.ts";
import {
  type ArtifactBytes,
  digestArtifact,
  jsonOf,
  readArtifact,
  type ReadPlaces,
  textOf,
} from "./read_artifact.ts";

/** Unless a request says less or more. */
const MAX_BYTES = 16 * 1024 ** 2;
/** More than that is never held in memory, whatever a request says. */
const MOST_BYTES = 256 * 1024 ** 2;
/** What is only hashed may be larger. */
const MOST_HASHED_BYTES = 1024 ** 3;
/** Of files that were read, kept for the next gate that asks; beyond it they are read again. */
const MOST_KEPT_BYTES = 512 * 1024 ** 2;
/** Files open at the same time. */
const FILES_AT_ONCE = 32;
/** Programs at the same time: they share the machine with each other. */
const PROGRAMS_AT_ONCE = 2;

/**
 * Answers what judges ask for, through the host: each file is read once for all of them, each run loaded once, each program started once. Nothing is written, nothing is deleted, and only
 * who has the right starts a program; the signal ends those that run.
 */
export function openGateAnswers(
  host: Host,
  places: ArtifactPlaces & { readonly signal?: AbortSignal },
): GateAnswers {
  const known = new Map<string, Promise<GateAnswer>>();
  const facts = new Map<string, ReadFacts>();
  const [list, realFolder] = [openListing(host), openRealFolders(host)];
  const read = openReader(host, { ...places, realFolder });
  const [files, programs] = [limitWork(FILES_AT_ONCE), limitWork(PROGRAMS_AT_ONCE)];
  const find = (request: GateRequest): Promise<GateAnswer> => {
    switch (request.as) {
      case "json":
      case "text":
        return read(request);
      case "digest":
        return files(() => digest(host, request.path, places));
      case "files":
        return listArtifacts(host, request, { ...places, list });
      case "record":
        return answerRecord(host, request.given, places);
      case "evidence":
        return answerEvidence(host, request.given, places);
      case "program":
        return programs(() => answerProgram(host, request, places));
      default:
        return unreachable(request);
    }
  };
  const answer = (request: GateRequest, rights: AnswerRights): Promise<GateAnswer> => {
    if (request.as === "program" && !rights.startsPrograms) return Promise.resolve(REFUSED);
    const key = keyOf(request);
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = find(request);
    if (request.as !== "json" && request.as !== "text") known.set(key, now);
    return now.then((answer) => {
      if ("facts" in answer) facts.set(answer.facts.path, answer.facts);
      return answer;
    });
  };
  return {
    answer: (requests, rights) => Promise.all(requests.map((one) => answer(one, rights))),
    seen: () => [...facts.values()].toSorted(byPath),
  };
}

function byPath(a: ReadFacts, b: ReadFacts): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

const REFUSED: Unread = {
  is: "unread",
  code: "refused",
  why: "this kind of gate may not start a program",
};

/** What makes two requests the same, whatever the order of their keys. */
function keyOf(request: GateRequest): string {
  switch (request.as) {
    case "json":
    case "text":
      return `${request.as} ${request.maxBytes ?? MAX_BYTES} ${request.path}`;
    case "digest":
      return `digest ${request.path}`;
    case "files":
      return `files ${JSON.stringify([request.globs, request.except])}`;
    case "record":
    case "evidence":
      return `${request.as} ${request.given}`;
    case "program":
      return `program ${
        JSON.stringify([request.argv, request.cwd, request.timeoutMs, request.env])
      }`;
    default:
      return unreachable(request);
  }
}

type ReadRequest = Extract<GateRequest, { readonly as: "json" | "text" }>;

/** A file that was read: its bytes, how often its JSON was asked for, and that from the second time on. */
interface KeptFile {
  readonly found: Result<ArtifactBytes, Unread>;
  asked: number;
  json: GateAnswer | null;
}

/**
 * Reads each file once, whatever its content is asked for as. To hold thousands of parsed files costs as
 * much as to parse them, and most are asked for once: their bytes are kept, and what they are parsed to
 * only when a second gate asks.
 */
function openReader(host: Host, places: Omit<ReadPlaces, "maxBytes">) {
  const kept = new Map<string, Promise<KeptFile>>();
  let keptBytes = 0;
  const load = async (path: string, maxBytes: number): Promise<KeptFile> => {
    const found = await readArtifact(host, path, { ...places, maxBytes });
    keptBytes += found.ok ? found.value.bytes.length : 0;
    if (keptBytes > MOST_KEPT_BYTES) {
      kept.clear();
      keptBytes = 0;
    }
    return { found, asked: 0, json: null };
  };
  return async ({ as, path, maxBytes = MAX_BYTES }: ReadRequest): Promise<GateAnswer> => {
    const bound = Math.min(Math.max(maxBytes, 0), MOST_BYTES);
    const key = `${bound} ${path}`;
    const loading = kept.get(key) ?? load(path, bound);
    kept.set(key, loading);
    const file = await loading;
    if (!file.found.ok) return file.found.error;
    if (as === "text") return textOf(file.found.value);
    const answer = file.json ?? jsonOf(file.found.value);
    if (++file.asked > 1) file.json = answer;
    return answer;
  };
}

async function digest(host: Host, path: string, places: ArtifactPlaces): Promise<GateAnswer> {
  const read = await digestArtifact(host, path, { ...places, maxBytes: MOST_HASHED_BYTES });
  return read.ok ? { is: "digest", facts: read.value } : read.error;
}
