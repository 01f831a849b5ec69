import type { Asking, GateContext, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { ARTIFACT_CODES } from "./artifact_fields.ts";
import { COLLECT_CODES, collectFaults, type FaultCollection, makeFault } from "./collect_faults.ts";
import { COMMIT_CODES } from "./judge_commit.ts";
import { MustPassSettings } from "./must_pass_settings.ts";
import { readCaseBaseline, readCaseList, readCaseSummary } from "./read_case_files.ts";
import { type CaseTable, type ConformanceCase, countStates } from "./read_cases.ts";
import { RECORD_CODES } from "./read_record.ts";
import { readRecordedCases } from "./read_recorded_cases.ts";
import { countOf, tellText, tellValue } from "./tell_value.ts";

/** Every case of a list passes in a conformance summary, and none fails that passed before. */
export const MUST_PASS_GATE: GateRow<MustPassSettings> = {
  kind: "must-pass",
  answers: "Do all cases pass that must, and does none fail that passed before?",
  shape: MustPassSettings,
  judge: judgeMustPass,
  codes: {
    ...ARTIFACT_CODES,
    ...RECORD_CODES,
    case_failed: "Mend the case, or take it off the list with a reason",
    newly_failed: "Look at what changed since the baseline: the case passed there",
    case_missing:
      "Run the case: it must pass and nothing tells of it; or correct its id in the list",
    case_vanished: "Bring the case back, or make a new baseline without it",
    case_not_applicable: "Make the case apply again, take it off the list, or allow_not_applicable",
    unknown_status: "Add the status to pass, fail or not_applicable in the entry",
    duplicate_case: "Give each case an id of its own: the worse answer is taken",
    malformed_case: "Correct the pointers of the entry, or whatever writes the summary",
    empty_list: "Name the cases that must pass: an empty list proves nothing",
    pass_rate_too_low: "Mend the cases that fail: too few of those that apply pass",
    wrong_count: "Make the summary anew: its own numbers are not those of its cases",
    missing_tests: "Run the suite, with a report that names its tests",
    ...COMMIT_CODES,
    dirty_tree: "Commit or stash the changes and run the gate again, or allow_dirty",
    ...COLLECT_CODES,
  },
  example: {
    id: "conformance",
    kind: "must-pass",
    owner: "extensions",
    summary: {
      path: "conformance/reports/summary.json",
      schema: "acme.conformance_summary.v1",
      list: "/extensions/*",
      id_at: "/id",
      status_at: "/status",
      counts: { pass: "/counts/pass", fail: "/counts/fail", not_applicable: "/counts/na" },
    },
    cases: { path: "conformance/must_pass.json", list: "/must_pass/*" },
    baseline: "conformance/baseline.json",
    min_pass_rate: 0.8,
    reproduce: "make conformance",
    remediation: ["Look for the cases that newly fail", "Mend them, or what they all need"],
  },
};

function* judgeMustPass(
  settings: MustPassSettings,
  context: GateContext,
): Asking<GateJudgement> {
  const faults = collectFaults();
  const { summary, record } = settings;
  const artifacts = artifactsOf(settings);
  const { table, notes } = summary !== undefined
    ? { table: yield* readCaseSummary(settings, summary, { context, faults }), notes: [] }
    : yield* readRecordedCases({ ...settings, record: record ?? "latest" }, context, faults);
  const wanted = yield* readCaseList(settings, context, faults);
  const before = yield* readCaseBaseline(settings, context, faults);
  if (table === null) return faults.conclude({ proved: "", artifacts, notes });
  const newly = findNewlyFailed(table, before, settings.baseline ?? "", faults);
  judgeWanted(wanted, table, { settings, newly, add: faults.add });
  const counts = countStates(table);
  judgeRate(settings, counts, artifacts[0]!, faults);
  return faults.conclude({
    proved: `${countOf(wanted.length, "case")} that must pass did; of all cases ` +
      `${counts.pass} passed, ${counts.fail} failed, ${counts.not_applicable} do not apply`,
    artifacts,
    measures: { ...counts, must_pass: wanted.length, newly_failed: newly.size },
    notes,
  });
}

function artifactsOf({ summary, record, cases, baseline }: MustPassSettings): readonly string[] {
  const list = "path" in cases ? cases.path : undefined;
  return [summary?.path ?? record, list, baseline].filter((path) => path !== undefined);
}

/** Ids that passed in the baseline and do not now; those that vanished are faults of their own. */
function findNewlyFailed(
  cases: CaseTable,
  before: CaseTable | null,
  baseline: string,
  { add }: FaultCollection,
): ReadonlySet<string> {
  const newly = new Set<string>();
  for (const { id, state } of before?.values() ?? []) {
    const now = cases.get(id);
    if (state !== "pass" || now?.state === "pass") continue;
    if (now === undefined) {
      const message = `${tellText(id)} passed in ${baseline}, and nothing tells of it now`;
      add(makeFault("case_vanished", id, message, { path: baseline, at: null }));
    } else if (now.state === "fail") {
      newly.add(id);
      add(explainCase("newly_failed", now, `it passed in ${baseline}`));
    }
  }
  return newly;
}

function judgeWanted(
  wanted: readonly string[],
  cases: CaseTable,
  { settings, newly, add }: {
    readonly settings: MustPassSettings;
    readonly newly: ReadonlySet<string>;
    readonly add: (fault: GateFault) => void;
  },
): void {
  for (const id of wanted) {
    const one = cases.get(id);
    if (one === undefined) {
      const path = settings.summary?.path ?? settings.record ?? "";
      const message = `${tellText(id)} must pass, and nothing tells of it in ${path}`;
      add(makeFault("case_missing", id, message, { path, at: null }));
    } else if (one.state === "not_applicable" && !settings.allow_not_applicable) {
      add(explainCase("case_not_applicable", one, "it must pass"));
    } else if (one.state === "fail" && !newly.has(id)) {
      add(explainCase("case_failed", one, "it must pass"));
    }
  }
}

function explainCase(code: string, { id, status, place }: ConformanceCase, why: string): GateFault {
  return makeFault(code, id, `${tellText(id)} is ${tellValue(status)}; ${why}`, place);
}

function judgeRate(
  { min_pass_rate }: MustPassSettings,
  { pass = 0, fail = 0 }: Record<string, number>,
  path: string,
  { add }: FaultCollection,
): void {
  if (min_pass_rate === undefined) return;
  const rate = pass + fail === 0 ? 0 : pass / (pass + fail);
  if (rate >= min_pass_rate) return;
  const message = `${pass} of ${pass + fail} cases that apply passed (${rate.toFixed(3)}); ` +
    `at least ${min_pass_rate} is wanted`;
  add(makeFault("pass_rate_too_low", path, message, { path, at: null }));
}
