import { type HashTable, openHashTable } from "../formats/hash_table.ts";
import type { KeyedHash } from "../formats/keyed_hash.ts";
import { readPlainTest, readTestLine } from "../formats/read_test_line.ts";
import { sameBytes } from "../formats/same_bytes.ts";
import type { Host } from "../host/host.ts";
import { isFailing } from "../model/outcome.ts";
import { MARKED } from "../model/test_columns.ts";
import type { EarlierTry, TestRecord } from "../model/test_result.ts";
import { scanTestLines, type TestLineWork } from "./scan_test_lines.ts";

/** A try of a test in one of the runs, by the place of that run. */
export interface OlderTry {
  readonly run: number;
  readonly tries: readonly EarlierTry[];
}

/** Failing and flaky tries of tests that a later run has too. */
export interface OlderTries {
  /** By id, the oldest first. */
  readonly tries: ReadonlyMap<string, readonly OlderTry[]>;
  /** Hashes of these ids. */
  readonly ids: HashTable;
}

/** Characters of older texts that are kept in memory; beyond them an older try keeps its outcome alone. */
const TEXT_BUDGET = 32 * 1024 ** 2;

/** Whose tests, and how their ids are hashed. */
export interface OlderRequest {
  readonly suite: string;
  /** Absolute paths of the lines of every run, the oldest first. */
  readonly paths: readonly string[];
  readonly hash: KeyedHash;
}

/** Gathers the failing and flaky tries of tests that a later run has too. */
export async function gatherOlder(host: Host, request: OlderRequest): Promise<OlderTries> {
  const { paths, hash } = request;
  const later = await hashIds(host, { ...request, paths: paths.slice(1) });
  const found = new Map<string, OlderTry[]>();
  const ids = openHashTable();
  let room = TEXT_BUDGET;
  const keep = (run: number, test: TestRecord): void => {
    const isUnsteady = isFailing(test.outcome) || test.outcome === "flaky";
    if (!isUnsteady) return;
    hash.text(test.id);
    if (later.find(hash.out[0]!, hash.out[1]!) < 0) return;
    ids.add(hash.out[0]!, hash.out[1]!);
    const tries = [...test.earlier, asTry(test)];
    const size = tries.reduce((sum, one) => sum + one.message.length + one.details.length, 0);
    const kept = size <= room ? tries : tries.map(withoutText);
    room -= size <= room ? size : 0;
    found.set(test.id, [...found.get(test.id) ?? [], { run, tries: kept }]);
  };
  for (const [run, path] of later.size === 0 ? [] : paths.entries()) {
    await scanTestLines(host, path, keepMarked(request.suite, (test) => keep(run, test)));
  }
  return { tries: found, ids };
}

/** Only what may be unsteady is read whole. */
function keepMarked(suite: string, keep: (test: TestRecord) => void): TestLineWork {
  const isOwn = sameBytes(suite);
  return {
    plain(bytes, line) {
      const isKept = MARKED[line.outcome] && isOwn(bytes, line.suiteStart, line.suiteEnd);
      if (isKept) keep(readPlainTest(bytes, line));
    },
    odd(bytes) {
      const test = readTestLine(bytes);
      if (test?.suite === suite) keep(test);
    },
  };
}

async function hashIds(host: Host, { suite, paths, hash }: OlderRequest): Promise<HashTable> {
  const ids = openHashTable();
  const isOwn = sameBytes(suite);
  for (const path of paths) {
    await scanTestLines(host, path, {
      plain(bytes, { suiteStart, suiteEnd, idStart, idEnd }) {
        if (!isOwn(bytes, suiteStart, suiteEnd)) return;
        hash.ascii(bytes, idStart, idEnd);
        ids.add(hash.out[0]!, hash.out[1]!);
      },
      odd(bytes) {
        const test = readTestLine(bytes);
        if (test?.suite !== suite) return;
        hash.text(test.id);
        ids.add(hash.out[0]!, hash.out[1]!);
      },
    });
  }
  return ids;
}

function asTry({ outcome, duration_ms, message, details }: TestRecord): EarlierTry {
  return { outcome, duration_ms, message, details };
}

function withoutText(one: EarlierTry): EarlierTry {
  return { ...one, message: "", details: "" };
}
