import type { RunRecord } from "../model/run_record.ts";
import type { TestRecord } from "../model/test_result.ts";
import { cleanLine } from "./clean_terminal.ts";
import { assertionOf, diagnosisOf } from "./diagnosis_of.ts";
import { explainPast } from "./explain_past.ts";
import { fitColumns } from "./fit_columns.ts";
import { listFailures } from "./make_parts.ts";

/** How much room there is for failing tests. */
export interface FailureRoom {
  readonly columns: number;
  readonly lines: number;
}

const MAX_GROUPS = 10;
/** Ids are not cut to the terminal: they are there to be copied. */
const MAX_ID_COLUMNS = 200;

/**
 * The failing tests of a run in words: those with one fingerprint are told once, with how many they
 * are and where the first one failed, in order of the report; then the exact number of the rest.
 */
export function describeFailures(
  record: RunRecord,
  { columns, lines }: FailureRoom,
): readonly string[] {
  const all = listFailures(record.suites);
  const groups = [...Map.groupBy(all, ({ id, fingerprint }) => fingerprint ?? id).values()];
  const told: string[] = [];
  let covered = 0;
  for (const group of groups.slice(0, MAX_GROUPS)) {
    const next = describeGroup(record, group, columns);
    // One line is kept for the number of the rest.
    if (told.length + next.length > lines - 1) break;
    told.push(...next);
    covered += countOf(record, group);
  }
  const rest = Math.max(record.counts.failed, all.length) - covered;
  const noun = rest === 1 ? "failed test" : "failed tests";
  return rest <= 0 ? told : [...told, `  … and ${rest} more ${noun} in tests.jsonl`];
}

function describeGroup(
  record: RunRecord,
  [first, ...more]: readonly TestRecord[],
  columns: number,
): readonly string[] {
  if (first === undefined) return [];
  const owner = record.suites.find(({ name }) => name === first.suite);
  const { file, line } = assertionOf(owner, first);
  const place = file === "" ? "" : cleanLine(`(${file}${line === null ? "" : `:${line}`})`);
  const room = Math.max(16, columns - place.length - 5);
  const message = fitColumns(cleanLine(first.message) || first.outcome, room);
  const others = more.length === 0 ? [] : [
    `    ${countOf(record, [first, ...more])} tests fail with this${suitesOf([first, ...more])}`,
  ];
  return [
    `  ${fitColumns(cleanLine(first.id), MAX_ID_COLUMNS)}`,
    `    ${message}${place === "" ? "" : ` ${place}`}`,
    ...[...others, ...pastOf(record, [first, ...more])]
      .map((text) => fitColumns(text, Math.max(columns, 20))),
  ];
}

/** What earlier runs tell of a group, where it is the same of all its tests. */
function pastOf({ past }: RunRecord, tests: readonly TestRecord[]): readonly string[] {
  const words = new Set(tests.map(({ id }) => {
    const known = past?.get(id);
    return known === undefined ? "" : explainPast(known);
  }));
  const [only = ""] = words;
  return words.size === 1 && only !== "" ? [`    ${only}`] : [];
}

/** All tests of one cause, those that the record does not name too. */
function countOf({ suites }: RunRecord, tests: readonly TestRecord[]): number {
  const [{ fingerprint } = { fingerprint: null }] = tests;
  const clusters = suites.flatMap((suite) => diagnosisOf(suite).clusters)
    .filter((cluster) => cluster.fingerprint === fingerprint);
  return Math.max(tests.length, clusters.reduce((sum, { count }) => sum + count, 0));
}

function suitesOf(tests: readonly TestRecord[]): string {
  const suites = [...new Set(tests.map(({ suite }) => cleanLine(suite)))];
  return suites.length < 2 ? "" : `, in ${suites.join(", ")}`;
}
