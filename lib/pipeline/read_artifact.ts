import { readStrangerJson } from "../formats/read_stranger_json.ts";
import type { Host, OpenFile } from "../host/host.ts";
import type { GateAnswer, ReadFacts, Unread } from "../model/gate.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { WholeFile } from "../model/whole_file.ts";
import {
  type ArtifactPlaces,
  findArtifact,
  placeArtifact,
  type RealFolders,
  shown,
} from "./find_artifact.ts";

/** A file's bytes and what is known of it. */
export interface ArtifactBytes {
  readonly facts: ReadFacts;
  readonly bytes: Uint8Array;
}

/** Where and how much is read. */
export interface ReadPlaces extends ArtifactPlaces {
  readonly maxBytes: number;
  /** Asked for each folder; the disk itself unless said. */
  readonly realFolder?: RealFolders;
}

/** The whole of a regular file of at most so many bytes; links are followed as far as they stay inside. */
export async function readArtifact(
  host: Host,
  path: string,
  { maxBytes, realFolder = host.files.realPath, ...places }: ReadPlaces,
): Promise<Result<ArtifactBytes, Unread>> {
  const near = await placeArtifact(path, places, realFolder);
  const first = near === null ? null : await host.files.readBytes(near, maxBytes);
  if (first?.ok === true) return ok(describe(path, first.value));
  // Not a plain file where it was looked for: a link perhaps, and then it is the target that counts.
  const found = await findArtifact(host, path, places);
  if (!found.ok) return found;
  const read = await host.files.readBytes(found.value, maxBytes);
  if (!read.ok) return err(explainUnread(path, read.error, maxBytes));
  return ok(describe(path, read.value));
}

/** The digest is made when somebody asks for it: most judges do not, and there are many files. */
function describe(path: string, file: WholeFile): ArtifactBytes {
  let [known, left]: [string, WholeFile | null] = ["", file];
  const { bytes, modifiedMs } = file;
  const facts: ReadFacts = {
    ...factsOf(path, { sizeBytes: bytes.length, modifiedMs }, ""),
    get sha256() {
      // The bytes are let go then: the facts outlive them.
      [known, left] = [left?.sha256() ?? known, null];
      return known;
    },
  };
  return { facts, bytes };
}

/** Size, digest and age of a file whose content nobody keeps: memory does not grow with it. */
export async function digestArtifact(
  host: Host,
  path: string,
  { maxBytes, ...places }: ArtifactPlaces & { readonly maxBytes: number },
): Promise<Result<ReadFacts, Unread>> {
  const found = await findArtifact(host, path, places);
  if (!found.ok) return found;
  const opened = await host.files.open(found.value, maxBytes);
  if (!opened.ok) return err(explainUnread(path, opened.error, maxBytes));
  const file = opened.value;
  try {
    const hasher = await host.openHasher();
    let sizeBytes = 0;
    for await (const chunk of file.chunks) {
      hasher.update(chunk);
      sizeBytes += chunk.length;
    }
    const sha256 = hasher.digest();
    return sizeBytes === file.sizeBytes ? ok(factsOf(path, file, sha256)) : err(changed(path));
  } finally {
    file.close();
  }
}

/** The JSON in it: bounded in depth and count, UTF-8; a text that is none is `malformed`. */
export function jsonOf({ facts, bytes }: ArtifactBytes): GateAnswer {
  const read = readStrangerJson(bytes);
  if (read.ok) return { is: "json", value: read.value, facts };
  const why = `${shown(facts.path)} cannot be read: ${read.error}`;
  return { is: "unread", code: "malformed", why };
}

/** Its text; bytes that are not UTF-8 become replacement characters. */
export function textOf({ facts, bytes }: ArtifactBytes): GateAnswer {
  return { is: "text", text: new TextDecoder().decode(bytes), facts };
}

function changed(path: string): Unread {
  return { is: "unread", code: "busy", why: `${shown(path)} changed while it was read` };
}

function factsOf(
  path: string,
  { sizeBytes, modifiedMs }: Pick<OpenFile, "sizeBytes" | "modifiedMs">,
  sha256: string,
): ReadFacts {
  const modifiedAt = modifiedMs === null ? null : new Date(modifiedMs).toISOString();
  return { path, sizeBytes, sha256, modifiedAt };
}

const WORDS = {
  "permission-denied": "may not be read by this user",
  "not-a-file": "is no regular file",
  "is-a-link": "was replaced by a link while it was looked at",
  "not-found": "does not exist",
  busy: "changed while it was read",
} as const;

/** Why a file could not be read, as an answer to who asked for it. */
export function explainUnread(path: string, problem: Problem, maxBytes: number): Unread {
  if (problem.kind !== "file") return { is: "unread", code: "other", why: shown(path) };
  const { code, detail } = problem;
  const words = code === "too-large"
    ? `is larger than ${maxBytes} bytes, the most that is read of it`
    : code in WORDS
    ? WORDS[code as keyof typeof WORDS]
    : `cannot be read: ${detail === "" ? code : detail}`;
  return { is: "unread", code, why: `${shown(path)} ${words}` };
}
