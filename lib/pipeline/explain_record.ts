import { classifyFailure } from "../classify/classify_failure.ts";
import { clusterFailures } from "../classify/cluster_failures.ts";
import { concludeCause } from "../classify/conclude_cause.ts";
import { describeFailure } from "../classify/describe_failure.ts";
import type { Host } from "../host/host.ts";
import type { CauseJson } from "../model/explanation_json.ts";
import type { FirstAssertion } from "../model/failure_account.ts";
import {
  FailureDigestJson,
  FailureIndexJson,
  type FlakeJson,
} from "../model/failure_digest_json.ts";
import { IDENTIFIER } from "../model/flag_value.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import type { Signals, SignatureRow } from "../model/signature.ts";
import type { TemplateValues } from "../model/template.ts";
import { namedTests } from "../report/counted_execution.ts";
import { digestPath, suitesToReplay } from "../report/diagnosis_of.ts";
import { makeCause, makeDigestCause } from "../report/make_cause.ts";
import { makeFlakes } from "../report/make_flakes.ts";
import { makeCluster } from "../report/make_failure_digest.ts";
import { restoreRecord } from "../write/restore_record.ts";
import type { ExplainedRecord, FoundCause, RecordMeans } from "./explained_record.ts";
import { explainLone } from "./explain_lone.ts";
import { locateFiles } from "./locate_files.ts";
import { judgeFlakes } from "./judge_flakes.ts";
import { locateQuotes } from "./locate_quotes.ts";
import { loadRecordedSignals } from "./load_recorded_signals.ts";
import { loadStored } from "./load_stored.ts";

/** As many as a run tells itself; a record may be a stranger's. */
const FLAKES_TOLD = 50;
const EVIDENCE_TOLD = 10;

/**
 * Explains every suite of a record that did not pass: as its run recognised it where that left a
 * digest, else anew from its files; from a summary that stands alone, by what that names itself.
 */
export async function explainRecord(
  host: Host,
  record: RecordedRun,
  { rows, suites }: RecordMeans,
): Promise<ExplainedRecord> {
  const restored = await restoreRecord(host, record);
  if (!restored.ok || record.folder === null) return explainLone(record, { rows, suites });
  const { folder } = record;
  const meant = suitesToReplay(restored.value.suites)
    .filter(({ name }) => suites.length === 0 || suites.includes(name));
  const one = { record, folder, run: restored.value, rows };
  const causes: FoundCause[] = [];
  for (const suite of meant) causes.push(await explainSuite(host, suite, one));
  return { causes, flaky: await findFlaky(host, one, suites) };
}

/** A record that is whole. */
interface WholeRecord {
  readonly record: RecordedRun;
  readonly folder: string;
  readonly run: RunRecord;
  readonly rows: readonly SignatureRow[];
}

async function explainSuite(
  host: Host,
  suite: SuiteRecord,
  whole: WholeRecord,
): Promise<FoundCause> {
  const { record, folder, rows } = whole;
  const evidence = (): Promise<Signals> => loadRecordedSignals(host, folder, suite);
  const digest = IDENTIFIER.test(suite.name)
    ? await loadStored<FailureDigestJson>(host, `${folder}/${digestPath(suite.name)}`, {
      shape: FailureDigestJson,
      runId: record.runId,
    })
    : null;
  const means = { rows, values: valuesOf(suite, folder) };
  const cause = digest !== null && digest.suite === suite.name
    ? makeDigestCause(digest, means)
    : await diagnose(host, suite, { signals: await evidence(), whole });
  const read = await locateFiles(host, cause.read, { folder, suite });
  return { cause: { ...cause, read: [...read] }, evidence };
}

function valuesOf(suite: SuiteRecord, folder: string): TemplateValues {
  const [first] = namedTests(suite).failures;
  return {
    suite: suite.name,
    test: first?.id ?? null,
    file: first === undefined || first.file === "" ? null : first.file,
    record: folder,
  };
}

/** What the gate would have said of it today. */
async function diagnose(
  host: Host,
  suite: SuiteRecord,
  { signals, whole }: { readonly signals: Signals; readonly whole: WholeRecord },
): Promise<CauseJson> {
  const { rows, folder } = whole;
  const named = namedTests(suite);
  const assertions: Readonly<Record<string, FirstAssertion>> = Object.fromEntries(
    named.failures.map((test) => [
      test.id,
      describeFailure({ ...test, runner: suite.runner }).assertion,
    ]),
  );
  const findings = suite.executions.flatMap((execution) => execution.findings);
  const classification = await locateQuotes(host, folder, classifyFailure(signals, rows));
  const cause = concludeCause({ classification, rows, findings });
  const { name, outcome, why } = suite;
  const clusters = clusterFailures(named, assertions).map(makeCluster);
  const subject = { suite: name, outcome, why, from: "evidence", clusters } as const;
  const made = makeCause(subject, cause.classification, { rows, values: valuesOf(suite, folder) });
  if (cause.classification.signature !== null || made.root_cause_class === "unknown") return made;
  // Facts have named it, and no row: then they say what to do, too.
  return { ...made, disproof: cause.disproof, remedy: [...cause.remedy], read: [...cause.read] };
}

/** As its run has judged them, or anew. */
async function findFlaky(
  host: Host,
  { record, folder, run, rows }: WholeRecord,
  suites: readonly string[],
): Promise<readonly FlakeJson[]> {
  const path = `${folder}/failure_diagnostics_index.json`;
  const kind = { shape: FailureIndexJson, runId: record.runId };
  const stored = await loadStored<FailureIndexJson>(host, path, kind);
  const flaky = stored?.flaky ?? makeFlakes({ ...run, flakes: judgeFlakes(run, rows) });
  return flaky.filter(({ suite }) => suites.length === 0 || suites.includes(suite))
    .slice(0, FLAKES_TOLD)
    .map((one) => ({ ...one, evidence: one.evidence.slice(0, EVIDENCE_TOLD) }));
}
