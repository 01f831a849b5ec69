import type { RunRecord } from "../model/run_record.ts";
import type { TriageAccount, TriageKind } from "../model/triage.ts";
import { cleanLine } from "./clean_terminal.ts";
import { fitColumns } from "./fit_columns.ts";
import { formatRepro, listRegressions } from "./make_triage_diff.ts";

/** Ids are not cut to the terminal: they are there to be copied. */
const MAX_COLUMNS = 300;

/** Counts in the order in which they are said, each with its words for one and for several. */
const SAID: readonly (readonly [TriageKind, string, string])[] = [
  ["new-failure", "new failure", "new failures"],
  ["changed-failure", "changed failure", "changed failures"],
  ["known-failure", "known failure", "known failures"],
  ["fixed", "fixed", "fixed"],
  ["vanished", "VANISHED", "VANISHED"],
  ["no-longer-run", "no longer run", "no longer run"],
  ["new-flaky", "newly flaky", "newly flaky"],
  ["new-test", "new test", "new tests"],
  ["slower", "slower", "slower"],
];

/** What is new since the baseline: at most three lines, the counts, the worst change, the command. */
export function formatTriage(record: RunRecord): readonly string[] {
  const { triage } = record;
  if (triage === undefined) return [];
  const repro = formatRepro(record, triage);
  const status = triage.status.replaceAll("_", " ");
  return [
    cut(`since ${triage.baseline.runId}: ${status} (${sayCounts(triage)})`),
    ...sayWorst(triage).map((line) => `  ${cut(line)}`),
    ...(repro === null ? [] : [`new ones: ${repro}`]),
  ];
}

/** Every count that is not zero, and whether it is of all. */
export function sayCounts({ counts, comparable, notTold }: TriageAccount): string {
  const told = SAID.filter(([kind]) => counts[kind] > 0)
    .map(([kind, one, several]) => `${counts[kind]} ${counts[kind] === 1 ? one : several}`);
  const gap = comparable.isComplete
    ? []
    : [notTold === 0 ? "not all compared" : `${notTold} not comparable`];
  const all = [...told, ...gap];
  return all.length === 0 ? "nothing changed" : all.join(", ");
}

function cut(line: string): string {
  return fitColumns(cleanLine(line), MAX_COLUMNS);
}

function sayWorst(triage: TriageAccount): readonly string[] {
  const [first, ...more] = listRegressions(triage);
  if (first !== undefined) {
    const rest = more.length === 0 ? "" : ` … and ${triage.regressions - 1} more`;
    const message = first.after?.message || first.after?.outcome || "";
    return [`${first.kind.replace("-", " ")}: ${first.id}: ${message}${rest}`];
  }
  const suite = triage.suites.find(({ isRegression }) => isRegression);
  if (suite !== undefined) return [`suite ${suite.name}: ${suite.why}`];
  const gone = triage.changes.find(({ kind }) => kind === "vanished" || kind === "no-longer-run");
  return gone === undefined ? [] : [`${gone.kind.replaceAll("-", " ")}: ${gone.id}`];
}
