import { readPlainTest } from "../formats/read_test_line.ts";
import { openTextSet } from "../formats/text_set.ts";
import type { Host } from "../host/host.ts";
import { MERGE_NAMED, type NamesJson } from "../model/merge_json.ts";
import { isFailing } from "../model/outcome.ts";
import type { ShardPartJson } from "../model/shard.ts";
import type { ShardPlace } from "../model/shard_keys.ts";
import type { TestRecord } from "../model/test_result.ts";
import { type LoadedShardPlan, SHARD_PLAN } from "./load_shard_plan.ts";
import type { TestWitness } from "./merge_shard_tests.ts";
import { scanShardPlan } from "./scan_shard_plan.ts";

/** What the parts of a plan and the tests that ran come to. */
export interface PlanComparison {
  readonly missing: NamesJson;
  readonly doubled: NamesJson;
  readonly unexpected: NamesJson;
}

/** Compares what was planned with what is told to have run, one test after the other. */
export interface ShardComparison extends TestWitness {
  /** A suite that this shard ran to an answer, with or without tests. */
  answered(suite: string, shard: number, isGreen: boolean): void;
  end(): Promise<PlanComparison>;
}

const NOBODY = -1;

/**
 * Opens the comparison of a plan with what its shards ran. A test belongs to the finest part that
 * means it: itself (of Go: the test it is a subtest of), its file, its package, its suite. Suites
 * without a part of their own are only there because others need them, and are not compared.
 */
export function compareShardPlan(
  host: Host,
  folder: string,
  plan: LoadedShardPlan,
): ShardComparison {
  const ranIn = new Int32Array(plan.shards.length).fill(NOBODY);
  const suites = openTextSet(new Set(plan.suites));
  const green = new Set<string>();
  const doubled = openNames();
  const unexpected = openNames();
  const note = (place: number, shard: number, name: () => string): void => {
    const before = ranIn[place]!;
    if (before === NOBODY) ranIn[place] = shard;
    else if (before !== shard) doubled.add(name());
    if (plan.shards[place] !== shard) unexpected.add(name());
  };
  const test = (one: TestRecord, shard: number): void => {
    if (!plan.suites.has(one.suite)) return;
    const place = findPart(plan, one);
    if (place < 0 && hasRunWell(one)) unexpected.add(one.id);
    else if (place >= 0) note(place, shard, () => one.id);
  };
  return {
    test,
    line(bytes, line, shard) {
      if (!suites.has(bytes, line.suiteStart, line.suiteEnd)) return;
      plan.hash.spans(bytes, line);
      const place = plan.parts.find(plan.hash.out[0]!, plan.hash.out[1]!);
      if (place < 0) test(readPlainTest(bytes, line), shard);
      else note(place, shard, () => readPlainTest(bytes, line).id);
    },
    answered(suite, shard, isGreen) {
      if (isGreen) green.add(`${shard} ${suite}`);
      const place = placeOf(plan, suite, "", "", "");
      // Tests of a whole suite have noted it already, with their names.
      if (place >= 0 && ranIn[place] !== shard) note(place, shard, () => suite);
    },
    end: async () => ({
      missing: await findMissing(host, folder, { plan, ranIn, green }),
      doubled: doubled.end(),
      unexpected: unexpected.end(),
    }),
  };
}

/**
 * Broken hooks, files that cannot be loaded or are skipped as a whole are told as tests, and were never
 * parts: they are no proof that something ran that was not planned.
 */
function hasRunWell({ outcome }: TestRecord): boolean {
  return !isFailing(outcome) && outcome !== "skipped" && outcome !== "not-run";
}

type PartTexts = readonly [suite: string, file: string, group: string, name: string];

/** Place of a part in the plan, or -1. */
function placeOf({ parts, hash }: LoadedShardPlan, ...texts: PartTexts): number {
  hash.texts(...texts);
  return parts.find(hash.out[0]!, hash.out[1]!);
}

/** Place of the finest part that a test belongs to, or -1. */
export function findPart(plan: LoadedShardPlan, test: ShardPlace): number {
  const { suite, file, class: group, name } = test;
  for (let end = name.length; end > 0; end = name.lastIndexOf("/", end - 1)) {
    const place = placeOf(plan, suite, file, group, name.slice(0, end));
    if (place >= 0) return place;
  }
  const wider: readonly PartTexts[] = [
    [suite, file, group, ""],
    [suite, file, "", ""],
    [suite, "", group, ""],
  ];
  for (const texts of wider) {
    const place = placeOf(plan, ...texts);
    if (place >= 0) return place;
  }
  return placeOf(plan, suite, "", "", "");
}

interface Ran {
  readonly plan: LoadedShardPlan;
  readonly ranIn: Int32Array;
  readonly green: ReadonlySet<string>;
}

/** Names of the parts that nobody ran; they are read once more, because only hashes were kept. */
async function findMissing(
  host: Host,
  folder: string,
  { plan, ranIn, green }: Ran,
): Promise<NamesJson> {
  const missing = openNames();
  if (!ranIn.includes(NOBODY)) return missing.end();
  const { parts, hash, isCounted } = plan;
  const look = (read: () => ShardPartJson): void => {
    const place = parts.find(hash.out[0]!, hash.out[1]!);
    if (place < 0 || ranIn[place] !== NOBODY) return;
    const part = read();
    // A file that a green suite was told to run, and of which nobody knew whether it holds tests.
    const isEmpty = isCounted[place] === 0 && green.has(`${part.shard} ${part.suite}`);
    if (!isEmpty) missing.add(nameOf(part));
  };
  await scanShardPlan(host, `${folder}/${SHARD_PLAN}`, {
    plain(bytes, part, read) {
      hash.spans(bytes, part);
      look(read);
    },
    odd(part) {
      if (part === null) return;
      hash.texts(part.suite, part.file, part.class, part.name);
      look(() => part);
    },
  });
  return missing.end();
}

function nameOf({ suite, file, class: group, name, shard }: ShardPartJson): string {
  const words = [suite, file, group, name].filter((part) => part !== "").join("::");
  return `${words} (shard ${shard})`;
}

function openNames() {
  const first = new Set<string>();
  let count = 0;
  return {
    add(name: string): void {
      if (first.has(name)) return;
      count++;
      if (first.size < MERGE_NAMED) first.add(name);
    },
    end: (): NamesJson => ({ count, first: [...first] }),
  };
}
