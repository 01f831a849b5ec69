import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { RecordPlace } from "./find_record.ts";
import {
  HINT,
  loadRecordJson,
  RECORD_FILES,
  type RecordFile,
  type RecordPart,
} from "./load_record_json.ts";

type Files = RecordedRun["files"];

/** The files of a record, read and checked one by one. */
export interface LoadedFiles {
  readonly files: Files;
  /** What the files say of a shard, unchecked. */
  readonly shards: readonly unknown[];
  /** What could not be read, one sentence each. */
  readonly gaps: readonly string[];
  /** True for a single file with nothing of its run beside it. */
  readonly isAlone: boolean;
}

/** Files that tell what failed, the most telling last resort at the end; one of them must be whole. */
const TELLING: readonly RecordPart[] = ["summary", "results", "bundle"];

/**
 * Loads the files of a record. The file that was given, or the first telling one of a folder, must be
 * whole; others that are corrupt or of another run are done without, and said. A problem when
 * nothing tells what failed.
 */
export async function loadRecordFiles(
  host: Host,
  place: RecordPlace,
): Promise<Result<LoadedFiles, Problem>> {
  const given = place.file === null ? null : await loadRecordJson(host, place.file);
  if (given !== null && !given.ok) return err(explainUnread(given.error));
  const parts = Object.keys(RECORD_FILES) as RecordPart[];
  const read = await Promise.all(parts.map((part) => loadPart(host, place.folder, part)));
  const beside = read.filter((one) => one.part !== given?.value.part);
  const anchor = given?.value ?? anchorOf(beside);
  if (anchor === null) return err(explainNothing(place, null));
  if ("kind" in anchor) return err(explainUnread(anchor));
  const sorted = sortOut(anchor, beside);
  const files = {
    ...EMPTY,
    ...Object.fromEntries(sorted.used.map((one) => [one.part, one.value])),
  };
  if (TELLING.every((part) => files[part] === null)) return err(explainNothing(place, anchor));
  const isAlone = given !== null && sorted.used.length === 1;
  return ok({
    files,
    shards: sorted.used.map(({ shard }) => shard),
    gaps: [...sorted.gaps, ...missingGaps(files, isAlone)],
    isAlone,
  });
}

const EMPTY: Files = {
  summary: null,
  run: null,
  results: null,
  plan: null,
  environment: null,
  bundle: null,
};

/** One part of a record's folder: what was read, or why not; null where there is no such file. */
interface LoadedPart {
  readonly part: RecordPart;
  readonly read: Result<RecordFile, Problem> | null;
}

async function loadPart(host: Host, folder: string, part: RecordPart): Promise<LoadedPart> {
  const { name, schema } = RECORD_FILES[part];
  const read = await loadRecordJson(host, `${folder}/${name}`);
  if (!read.ok && read.error.kind === "file" && read.error.code === "not-found") {
    return { part, read: null };
  }
  if (!read.ok || read.value.part === part) return { part, read };
  const message = `${folder}/${name} is not a record that can be used: it is not ${schema}`;
  return { part, read: err({ kind: "usage", message, hint: HINT }) };
}

/** The first file that tells what failed, or why it cannot be read: a folder stands or falls with it. */
function anchorOf(parts: readonly LoadedPart[]): RecordFile | Problem | null {
  for (const part of TELLING) {
    const read = parts.find((one) => one.part === part)?.read ?? null;
    if (read !== null) return read.ok ? read.value : read.error;
  }
  return null;
}

interface SortedOut {
  readonly used: readonly RecordFile[];
  readonly gaps: readonly string[];
}

/** Which files are used beside the anchor: those that are whole and of the same run. */
function sortOut(anchor: RecordFile, parts: readonly LoadedPart[]): SortedOut {
  const used: RecordFile[] = [anchor];
  const gaps: string[] = [];
  const runId = idOf(anchor);
  for (const { part, read } of parts) {
    const { name } = RECORD_FILES[part];
    if (read === null || part === anchor.part) continue;
    if (!read.ok) gaps.push(`${name} is done without: ${reasonOf(read.error)}`);
    else if ((idOf(read.value) ?? runId) === runId) used.push(read.value);
    else gaps.push(`${name} is done without: it is of another run`);
  }
  return { used, gaps };
}

/** Null for `plan.json`, which does not name its run. */
function idOf({ value }: RecordFile): string | null {
  return "run_id" in value ? value.run_id : null;
}

function missingGaps({ results, run, bundle }: Files, isAlone: boolean): readonly string[] {
  if (isAlone) return ["the file stands alone: only what it tells itself is known"];
  return [
    ...results === null ? ["results.json is missing: only suites that failed are known"] : [],
    ...run === null && bundle === null
      ? ["run.json is missing: commit, image and settings are not known"]
      : [],
  ];
}

function reasonOf(problem: Problem): string {
  if (problem.kind === "usage") return problem.message.replace(/^.* can be used: /s, "");
  if (problem.kind !== "file") return problem.kind;
  return problem.code === "other" ? problem.detail : problem.code.replaceAll("-", " ");
}

/** A file that cannot be read becomes bad usage: its path was given by a person. */
function explainUnread(problem: Problem): Problem {
  if (problem.kind !== "file") return problem;
  const message = `${problem.path} is not a record that can be used: ${reasonOf(problem)}`;
  return { kind: "usage", message, hint: HINT };
}

function explainNothing({ path }: RecordPlace, anchor: RecordFile | null): Problem {
  const lone = anchor === null
    ? ""
    : `: ${RECORD_FILES[anchor.part].name} alone does not tell what failed`;
  return { kind: "usage", message: `${path} is not a record that can be used${lone}`, hint: HINT };
}
