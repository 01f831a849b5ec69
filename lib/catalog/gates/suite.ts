import type { Asking, GateContext, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { ask } from "../../model/gate_asking.ts";
import type { RecordedRun } from "../../model/recorded_run.ts";
import { COLLECT_CODES, collectFaults, makeFault } from "./collect_faults.ts";
import { AGE_CODES } from "./judge_age.ts";
import { COMMIT_CODES } from "./judge_commit.ts";
import { judgeRunStart } from "./judge_run_start.ts";
import { judgeProof, PROOF_CODES } from "./judge_suite_proof.ts";
import { judgeRunCommit } from "./judge_run_commit.ts";
import { judgeWholeness, WHOLENESS_CODES } from "./judge_wholeness.ts";
import { pathOfResults } from "./path_in_outputs.ts";
import { explainRecord, RECORD_CODES } from "./read_record.ts";
import { SuiteSettings } from "./suite_settings.ts";
import { countOf, tellSome, tellText } from "./tell_value.ts";

/** Named suites passed, with proof, in a record that is young enough and of this commit. */
export const SUITE_GATE: GateRow<SuiteSettings> = {
  kind: "suite",
  answers: "Did these suites pass, with proof, in a recent run of this commit?",
  shape: SuiteSettings,
  judge: judgeSuites,
  codes: {
    ...RECORD_CODES,
    ...WHOLENESS_CODES,
    missing_suite: "Run the gate with this suite, or take it out of the entry",
    ...PROOF_CODES,
    ...COMMIT_CODES,
    dirty_tree: "Commit or stash the changes and run the gate again, or allow_dirty",
    ...AGE_CODES,
    ...COLLECT_CODES,
  },
  example: {
    id: "all-required",
    kind: "suite",
    owner: "build",
    suites: "required",
    profile: "full",
    max_age: "24h",
    reproduce: "deno task qa:gate --profile full",
    remediation: ["Run the gate in a container from a clean tree", "Mend what it shows as failed"],
  },
};

function* judgeSuites(settings: SuiteSettings, context: GateContext): Asking<GateJudgement> {
  const faults = collectFaults();
  const answer = yield* ask({ as: "record", given: settings.record });
  if (answer.is === "unread") {
    faults.add(explainRecord(settings.record, answer));
    return faults.conclude({ proved: "", artifacts: [settings.record] });
  }
  const { record } = answer;
  const path = pathOfResults(record, context);
  const demand = { ...settings, record: path };
  const commit = judgeRunCommit(demand, record, context);
  [...judgeWholeness(demand, record), ...commit.faults].forEach(faults.add);
  faults.add(judgeRunStart(demand, record, context.now));
  const chosen = chooseSuites(settings, record);
  chosen.missing.forEach(faults.add);
  const proofs = chosen.names.map((name) => judgeProof(name, demand, record));
  proofs.flatMap((proof) => proof.faults).forEach(faults.add);
  const tests = proofs.reduce((sum, proof) => sum + proof.tests, 0);
  return faults.conclude({
    proved: `${countOf(chosen.names.length, "suite")} passed in run ${tellText(record.runId)}, ` +
      `${countOf(tests, "test")} (${tellSome(chosen.names)})`,
    artifacts: [path],
    measures: { suites: chosen.names.length, tests },
    notes: [
      ...commit.notes,
      ...proofs.flatMap((proof) => proof.notes),
      ...record.gaps.slice(0, 10).map((gap) => tellText(gap)),
    ],
  });
}

interface ChosenSuites {
  readonly names: readonly string[];
  readonly missing: readonly GateFault[];
}

function chooseSuites({ suites: wanted }: SuiteSettings, record: RecordedRun): ChosenSuites {
  const known = new Set(record.suites.map(({ name }) => name));
  if (wanted !== "required") {
    const names = [...new Set(wanted)];
    const all = tellSome([...known]);
    const missing = names.filter((name) => !known.has(name)).map((name) =>
      makeFault("missing_suite", name, `${name} is not in the run, which has ${all || "no suites"}`)
    );
    return { names: names.filter((name) => known.has(name)), missing };
  }
  const names = record.suites.filter(({ required }) => required).map(({ name }) => name);
  const message = "the run has no required suite: nothing is proved";
  const missing = names.length === 0 ? [makeFault("missing_suite", "required", message)] : [];
  return { names, missing };
}
