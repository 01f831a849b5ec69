import type { EvidenceFault } from "../../model/evidence_check.ts";
import type { Asking, GateFault } from "../../model/gate.ts";
import { ask, askAll } from "../../model/gate_asking.ts";
import { type FaultCollection, makeFault } from "./collect_faults.ts";
import type { BundleIndex } from "./evidence_bundle_settings.ts";
import { matchPointer, textAt, valueAt } from "./match_pointer.ts";
import { explainUnread } from "./read_input.ts";
import { readJson } from "./read_json.ts";
import { explainRecord } from "./read_record.ts";
import { countOf, tellSome, tellText, tellValue, tellWhole } from "./tell_value.ts";

/** Files that are hashed at once. */
const BATCH = 64;
/** An index lists no more than that. */
const LISTED_MAX = 100_000;

/** What to do when a bundle does not agree with its index. */
export const BUNDLE_CODES = {
  changed_artifact: "Make the bundle anew: the file is not the one that was indexed",
  extra_artifact: "Take the file out of the run's folder, or say allow_extra",
  repeated_artifact: "Make the index anew: it lists the file more than once",
  not_indexed: "Make the index anew with everything that the bundle must have",
  malformed_index: "Make the index anew: an entry has no usable path or checksum",
  empty_artifact: "Find out why nothing was written, or say allow_empty",
} as const;

/** Where a bundle's files are, and what its index lists. */
export interface BundlePlace {
  /** Relative to the root; "" for the root itself; null where there is no bundle to judge. */
  readonly folder: string | null;
  /** Files that its index lists; null where there is no index. */
  readonly count: number | null;
  /** Their paths relative to the folder; null where nobody but the comparison knows them. */
  readonly listed: ReadonlySet<string> | null;
  readonly path: string | null;
  readonly notes: readonly string[];
}

/** Holds a run's folder against its `evidence/index.json`. */
export function* openOwnBundle(
  { given, allowExtra }: { readonly given: string; readonly allowExtra: boolean },
  { add }: FaultCollection,
): Asking<BundlePlace> {
  const answer = yield* ask({ as: "evidence", given });
  if (answer.is === "unread") {
    add(explainRecord(given, answer));
    return { folder: null, count: null, listed: null, path: given, notes: [] };
  }
  const { check, folder } = answer;
  const isTold = ({ fault }: EvidenceFault): boolean => allowExtra && fault === "extra";
  check.faults.filter((one) => !isTold(one)).forEach((one) => add(explainEvidence(one, folder)));
  const extra = check.faults.filter(isTold).map(({ path }) => path);
  return {
    folder,
    count: check.listed,
    listed: null,
    path: `${folder}/evidence/index.json`,
    notes: extra.length === 0 ? [] : [`not listed in the index: ${tellSome(extra)}`],
  };
}

const EVIDENCE_CODES = {
  missing: "missing_artifact",
  changed: "changed_artifact",
  extra: "extra_artifact",
  unreadable: "unreadable_artifact",
  repeated: "repeated_artifact",
} as const;

function explainEvidence({ path, fault, detail }: EvidenceFault, folder: string): GateFault {
  const words = detail === "" ? "" : `: ${tellText(detail)}`;
  const message = `${tellText(path)} is ${fault}${words}`;
  return makeFault(EVIDENCE_CODES[fault], path, message, { path: `${folder}/${path}`, at: null });
}

/** One line of an index. */
interface Listed {
  readonly path: string;
  readonly sha256: string;
  readonly size: unknown;
  readonly at: string;
}

/** Reads the index of another tool, and holds every file that it lists against it. */
export function* openForeignBundle(
  index: BundleIndex,
  now: string,
  faults: FaultCollection,
): Asking<BundlePlace> {
  const read = yield* readJson(index, now);
  read.faults.forEach(faults.add);
  if (read.value === undefined) {
    return { folder: null, count: null, listed: null, path: index.path, notes: [] };
  }
  const folder = folderOf(index);
  const entries = readEntries(index, read.value, faults);
  yield* compareAll(entries, { folder, index }, faults);
  const listed = new Set(entries.map(({ path }) => path));
  return { folder, count: listed.size, listed, path: index.path, notes: [] };
}

function folderOf({ path, below }: BundleIndex): string {
  if (below !== undefined) return below === "." ? "" : below.replace(/\/+$/, "");
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

function readEntries(
  index: BundleIndex,
  value: unknown,
  { add }: FaultCollection,
): readonly Listed[] {
  const seen = new Set<string>();
  const bad = (code: keyof typeof BUNDLE_CODES, subject: string, words: string, at: string) =>
    add(makeFault(code, subject, `${index.path}: ${words}`, { path: index.path, at }));
  const found = matchPointer(value, index.list);
  if (found.length > LISTED_MAX) {
    bad("malformed_index", index.path, `it lists ${found.length} files; ${LISTED_MAX} at most`, "");
    return [];
  }
  return found.flatMap(({ at, value: entry }) => {
    const path = textAt(entry, index.path_at)?.replace(/^(?:\.\/)+/, "") ?? null;
    const told = textAt(entry, index.sha256_at);
    const sha256 = told?.replace(/^sha256:/i, "").toLowerCase() ?? "";
    if (path === null || !isInner(path)) {
      bad("malformed_index", index.path, `${at} names no path within the bundle`, at);
      return [];
    }
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      bad("malformed_index", path, `${at} has no SHA-256 for it but ${tellValue(told)}`, at);
      return [];
    }
    if (seen.has(path)) bad("repeated_artifact", path, `it lists ${tellText(path)} again`, at);
    seen.add(path);
    const size = index.size_at === undefined ? undefined : valueAt(entry, index.size_at) ?? null;
    return [{ path, sha256, size, at }];
  });
}

/** True for a path that stays where it is told from. */
function isInner(path: string): boolean {
  return path !== "" && path.length <= 4096 && !path.startsWith("/") && !/\p{Cc}/u.test(path) &&
    !path.split(/[/\\]/).includes("..");
}

function* compareAll(
  entries: readonly Listed[],
  { folder, index }: { readonly folder: string; readonly index: BundleIndex },
  { add }: FaultCollection,
): Asking<void> {
  const prefix = folder === "" ? "" : `${folder}/`;
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH);
    const answers = yield* askAll(
      batch.map(({ path }) => ({ as: "digest" as const, path: `${prefix}${path}` })),
    );
    answers.forEach((answer, at) => {
      const entry = batch[at]!;
      if (answer.is === "unread") {
        add({ ...explainUnread(`${prefix}${entry.path}`, answer), subject: tellWhole(entry.path) });
      } else add(compareOne(entry, answer.facts, index));
    });
  }
}

function compareOne(
  { path, sha256, size, at }: Listed,
  facts: { readonly sha256: string; readonly sizeBytes: number },
  index: BundleIndex,
): GateFault | null {
  const isSized = size === undefined || size === facts.sizeBytes;
  if (isSized && facts.sha256 === sha256) return null;
  const words = isSized
    ? `has SHA-256 ${facts.sha256}, the index says ${sha256}`
    : `has ${countOf(facts.sizeBytes, "byte")}, the index says ${tellValue(size)}`;
  const place = { path: index.path, at };
  return makeFault("changed_artifact", path, `${tellText(path)} ${words}`, place);
}
