import type { Asking, GateContext, GateFault } from "../../model/gate.ts";
import { ask } from "../../model/gate_asking.ts";
import type { RecordedRun, RecordedSuite } from "../../model/recorded_run.ts";
import { type FaultCollection, makeFault } from "./collect_faults.ts";
import { judgeRunStart } from "./judge_run_start.ts";
import { judgeRunCommit } from "./judge_run_commit.ts";
import type { MustPassSettings } from "./must_pass_settings.ts";
import { pathInOutputs, pathOfResults } from "./path_in_outputs.ts";
import { type CaseTable, openCaseTable } from "./read_cases.ts";
import { explainUnread } from "./read_input.ts";
import { explainRecord } from "./read_record.ts";
import { tellText } from "./tell_value.ts";

const TESTS_BYTES_MAX = 256 * 1024 ** 2;

/** The tests of a run as cases, and what is told of its commit. */
export interface RecordedCases {
  /** Null where the run cannot be used. */
  readonly table: CaseTable | null;
  readonly notes: readonly string[];
}

/** The tests of a run as cases. */
export function* readRecordedCases(
  settings: MustPassSettings & { readonly record: string },
  context: GateContext,
  { add }: FaultCollection,
): Asking<RecordedCases> {
  const answer = yield* ask({ as: "record", given: settings.record });
  if (answer.is === "unread") {
    add(explainRecord(settings.record, answer));
    return { table: null, notes: [] };
  }
  const { record } = answer;
  const demand = { ...settings, record: pathOfResults(record, context) };
  const { faults, notes } = judgeRunCommit(demand, record, context);
  faults.forEach(add);
  add(judgeRunStart(demand, record, context.now));
  const table = openCaseTable(settings, { path: demand.record, add });
  for (const suite of chooseSuites(demand, record, add)) {
    if (suite.testsPath === null) {
      const words = `the run tells no tests of the suite ${tellText(suite.name)}`;
      add(makeFault("missing_tests", suite.name, words, { path: demand.record, at: null }));
      continue;
    }
    const path = pathInOutputs(suite.testsPath, context);
    const text = yield* ask({ as: "text", path, maxBytes: TESTS_BYTES_MAX });
    if (text.is === "unread") add(explainUnread(path, text));
    else readLines(text.text, path, table);
  }
  return { table: table.cases, notes };
}

function chooseSuites(
  { suites: wanted, record: path }: MustPassSettings & { readonly record: string },
  { suites }: RecordedRun,
  add: (fault: GateFault) => void,
): readonly RecordedSuite[] {
  if (wanted === undefined) return suites.filter(({ kind }) => kind !== "check");
  const known = new Map(suites.map((suite) => [suite.name, suite]));
  return wanted.flatMap((name) => {
    const suite = known.get(name);
    if (suite !== undefined) return [suite];
    const message = `the suite ${tellText(name)} is not in the run`;
    add(makeFault("missing_tests", name, message, { path, at: null }));
    return [];
  });
}

function readLines(text: string, path: string, table: ReturnType<typeof openCaseTable>): void {
  let from = 0;
  for (let number = 1; from < text.length; number++) {
    const end = text.indexOf("\n", from) < 0 ? text.length : text.indexOf("\n", from);
    const line = text.slice(from, end);
    from = end + 1;
    if (line.trim() === "") continue;
    const test = readTest(line);
    if (test === null) table.malformed(`line ${number} is no test`, { path, at: `line ${number}` });
    else table.add(test.id, test.outcome, { path, at: `line ${number}` });
  }
}

function readTest(line: string): { readonly id?: unknown; readonly outcome?: unknown } | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
