import { dirname, join, resolve } from "@std/path";
import { listArtifacts } from "../catalog/artifacts.ts";
import { loadRunners } from "../catalog/runners.ts";
import { loadSignatures } from "../catalog/signatures.ts";
import type { Host } from "../host/host.ts";
import type { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Execution, RunRecord, SuiteRecord } from "../model/run_record.ts";
import type { SummaryJson } from "../model/summary_json.ts";
import { makeSummaryJson } from "../report/make_summary_json.ts";
import type { FindOptions } from "../write/find_record.ts";
import { isPlainPath } from "../write/find_tests_path.ts";
import { loadDiagnosis } from "../write/load_diagnosis.ts";
import { loadRecord } from "../write/load_record.ts";
import { restoreRecord } from "../write/restore_record.ts";
import { restoreTold } from "../write/restore_told.ts";

/** What a report is made from: a whole run, a summary of one that stands alone, or a diagnosis. */
export type Reported =
  | {
    readonly kind: "run";
    /** Absolute. */
    readonly folder: string;
    readonly record: RunRecord;
    /** Its own, or made from the record where that has none. */
    readonly summary: SummaryJson;
    readonly recorded: RecordedRun;
    readonly gaps: readonly string[];
  }
  | {
    readonly kind: "summary";
    /** Absolute path of the file. */
    readonly path: string;
    readonly summary: SummaryJson;
    readonly gaps: readonly string[];
    /** Why it is not the whole run. */
    readonly why: string;
  }
  | {
    readonly kind: "diagnosis";
    readonly folder: string;
    readonly summary: DiagnosticSummaryJson;
    readonly gaps: readonly string[];
  };

/** Loads what is to be shown again; a record that cannot be used is a `usage` problem. */
export async function loadReported(
  host: Host,
  given: string,
  options: FindOptions,
): Promise<Result<Reported, Problem>> {
  const loaded = await loadRecord(host, given, options);
  if (!loaded.ok) {
    const diagnosis = await findDiagnosis(host, given, options);
    if (!diagnosis.ok) return diagnosis;
    return diagnosis.value === null ? loaded : ok(diagnosis.value);
  }
  const { value: recorded } = loaded;
  const restored = await restoreRecord(host, recorded);
  const { gaps, folder, files: { summary } } = recorded;
  if (restored.ok && folder !== null) {
    const whole = await complete(host, restored.value, recorded, folder);
    const { record, gaps: more } = await restoreTold(host, whole, folder);
    const made = summary ?? makeSummaryJson(record, listArtifacts(record));
    return ok({
      ...{ kind: "run", folder, record, recorded },
      ...{ summary: made, gaps: [...gaps, ...more] },
    });
  }
  if (restored.ok || summary === null) return restored.ok ? err(ALONE) : restored;
  const why = restored.error.kind === "usage" ? restored.error.message : "it is not whole";
  return ok({ kind: "summary", path: recorded.path, summary, gaps, why });
}

const ALONE: Problem = {
  kind: "usage",
  message: "the record has no folder",
  hint: "Give the folder of the run with all of its files",
};

async function findDiagnosis(
  host: Host,
  given: string,
  { cwd, outputs }: FindOptions,
): Promise<Result<Reported | null, Problem>> {
  const places = [resolve(cwd, given), join(outputs, "logs", given)];
  for (const place of isPlainPath(given) ? places : places.slice(0, 1)) {
    const real = await host.files.realPath(place);
    const facts = real === null ? null : await host.files.stat(real);
    if (real === null || facts === null) continue;
    const folder = facts.kind === "folder" ? real : dirname(real);
    const loaded = await loadDiagnosis(
      host,
      facts.kind === "folder" ? `${real}/summary.json` : real,
    );
    if (!loaded.ok) return loaded;
    if (loaded.value === null) continue;
    return ok({ kind: "diagnosis", folder, summary: loaded.value, gaps: [] });
  }
  return ok(null);
}

/** The record with paths that can be trusted, and why its suites did not pass, told anew. */
async function complete(
  host: Host,
  record: RunRecord,
  recorded: RecordedRun,
  folder: string,
): Promise<RunRecord> {
  const suites = await Promise.all(
    record.suites.map((suite) => confine(host, suite, { folder, recorded })),
  );
  const { plan } = record;
  const { diagnoseSuites } = await import("./diagnose_suites.ts");
  const ids = [...new Set(plan.suites.map(({ runner }) => runner))];
  const tables = { runners: await loadRunners(ids), signatures: loadSignatures };
  const context = { host, plan, tables, run: { path: folder } };
  return { ...record, suites: await diagnoseSuites(context, suites) };
}

/** Where nothing lies: what cannot be trusted is not read. */
const NOWHERE = "suites/-";

/** Folders are a stranger's words: they stay in the run's own folder, and lead through no link. */
async function confine(
  host: Host,
  suite: SuiteRecord,
  { folder, recorded }: { readonly folder: string; readonly recorded: RecordedRun },
): Promise<SuiteRecord> {
  const told = recorded.suites.find(({ name }) => name === suite.name)?.testsPath ?? null;
  const tests = told?.endsWith("/tests.jsonl") === true ? dirname(told) : null;
  const executions = await Promise.all(suite.executions.map(async (one): Promise<Execution> => {
    const full = `${folder}/${one.folder}`;
    const real = await host.files.realPath(full);
    // What is not there cannot lead anywhere.
    const isOwn = isPlainPath(one.folder) && (real === null || real === full);
    return { ...one, folder: isOwn ? one.folder : NOWHERE };
  }));
  if (suite.merged === undefined) return { ...suite, executions };
  const merged = tests?.startsWith(`${folder}/`) === true
    ? tests.slice(folder.length + 1)
    : NOWHERE;
  return { ...suite, executions, merged: { ...suite.merged, folder: merged } };
}
