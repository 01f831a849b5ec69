import { readStrangerJson } from "../formats/read_stranger_json.ts";
import type { Host } from "../host/host.ts";
import { checkSchema } from "../model/check_schema.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { isPlainPath } from "./find_tests_path.ts";
import { loadWhole } from "./load_whole.ts";
import { restoreTriage } from "./restore_triage.ts";

type Shape<T> = Parameters<typeof checkSchema<T>>[0];

/** A record with what its files tell beside the results, and what of them could not be used. */
export interface ToldRecord {
  readonly record: RunRecord;
  /** One sentence each. */
  readonly gaps: readonly string[];
}

/**
 * Adds what only a run's further files keep: what is new since its baseline, which tests are unsteady,
 * what a language model said. They may be a stranger's: each is bounded, checked against its schema
 * and of this very run; one that is not is left out, and said.
 */
export async function restoreTold(
  host: Host,
  record: RunRecord,
  folder: string,
): Promise<ToldRecord> {
  const { FailureDigestJson, FailureIndexJson } = await import("../model/failure_digest_json.ts");
  const { TriageDiffJson } = await import("../model/triage_diff_json.ts");
  const gaps: string[] = [];
  const load = async <T extends { readonly run_id: string }>(name: string, shape: Shape<T>) => {
    const read = await loadPart(host, `${folder}/${name}`, { shape, runId: record.runId });
    if (typeof read === "string") gaps.push(`${name} is left out: ${read}`);
    return typeof read === "string" ? null : read;
  };
  const diff = await load("triage_diff.json", TriageDiffJson);
  const index = await load("failure_diagnostics_index.json", FailureIndexJson);
  const suites: SuiteRecord[] = [];
  for (const suite of record.suites) {
    const name = `failures/${suite.name}.json`;
    const isTold = suite.diagnosis !== undefined && isPlainPath(name);
    const opinion = isTold ? (await load(name, FailureDigestJson))?.model_opinion : undefined;
    suites.push(
      suite.diagnosis === undefined || opinion === undefined
        ? suite
        : { ...suite, diagnosis: { ...suite.diagnosis, opinion } },
    );
  }
  const flakes = (index?.flaky ?? []).map(({ id, suite, quarantine_entry: proposal, ...rest }) => ({
    ...{ id, suite, proposal },
    ...{ class: rest.class, confidence: rest.confidence, evidence: rest.evidence },
  }));
  return {
    record: {
      ...{ ...record, suites },
      ...(diff !== null && { triage: restoreTriage(diff) }),
      ...(flakes.length > 0 && { flakes }),
    },
    gaps,
  };
}

/** Null where it is not there; why not, where it cannot be used. */
async function loadPart<T extends { readonly run_id: string }>(
  host: Host,
  path: string,
  { shape, runId }: { readonly shape: Shape<T>; readonly runId: string },
): Promise<T | string | null> {
  const real = await host.files.realPath(path);
  if (real === null) return null;
  if (real !== path) return "it is a link, or stands behind one";
  const bytes = await loadWhole(host, path);
  if (bytes === null) return "it is too large, or no file that can be read";
  const read = readStrangerJson(bytes);
  if (!read.ok) return read.error;
  const checked = checkSchema(shape, read.value);
  if (!checked.ok) return checked.error;
  return checked.value.run_id === runId ? checked.value : "it tells another run";
}
