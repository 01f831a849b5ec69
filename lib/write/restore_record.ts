import type { Host } from "../host/host.ts";
import type { EnvironmentJson } from "../model/environment_json.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { RunJson } from "../model/run_json.ts";
import type { EngineAccount, HostAccount, RunRecord } from "../model/run_record.ts";
import { restorePlan } from "./restore_plan.ts";
import {
  restoreCounts,
  restoreFallback,
  restoreQuarantine,
  restoreSuite,
} from "./restore_suite.ts";

/**
 * The record of a run from its files, so that everything that is made of a run can be made of an old
 * one: reports, merges, diffs. It needs the run's folder with `run.json` and `results.json`; the rest
 * is taken as far as it is there. A `usage` problem where those are missing.
 */
export async function restoreRecord(
  host: Host,
  record: RecordedRun,
): Promise<Result<RunRecord, Problem>> {
  const { run, results, environment } = record.files;
  if (record.folder === null || run === null || results === null) return err(explainPart(record));
  const suites = [];
  // One after the other: each streams a file that may be large.
  for (const suite of results.suites) suites.push(await restoreSuite(host, suite, record));
  return ok({
    runId: record.runId,
    version: run.versions.qa_gate,
    startedAt: run.started_at,
    endedAt: run.ended_at,
    durationMs: run.duration_ms,
    invocation: run.invocation,
    folder: record.folder,
    plan: restorePlan(record, run, results),
    mode: run.mode,
    modeWhy: run.why_this_mode,
    fallback: restoreFallback(run.fallback),
    engine: restoreEngine(run, environment),
    git: run.git,
    host: restoreHost(run, environment),
    suites,
    counts: restoreCounts(results),
    notChecked: results.not_checked,
    quarantine: restoreQuarantine(results),
    warnings: run.warnings,
    verdict: results.verdict,
    exitCode: results.exit_code,
    why: results.why,
    redactions: [],
    ...(results.merge && { merge: results.merge }),
    ...(results.remote && { remote: results.remote }),
  });
}

function explainPart({ given, files, folder }: RecordedRun): Problem {
  const lacking = folder === null
    ? "it is a single file"
    : `${files.run === null ? "run.json" : "results.json"} is missing or cannot be used`;
  return {
    kind: "usage",
    message: `${given} is not the whole record of a run: ${lacking}`,
    hint: "Give the folder of the run with all of its files",
  };
}

function restoreEngine(run: RunJson, environment: EnvironmentJson | null): EngineAccount | null {
  const { image, versions } = run;
  if (image === null) return null;
  const engine = environment?.engine ?? null;
  return {
    dockerBin: engine?.docker_bin ?? "docker",
    clientVersion: versions.engine_client ?? "",
    serverVersion: versions.engine_server ?? "",
    apiVersion: versions.engine_api ?? "",
    os: engine?.os ?? "",
    arch: engine?.arch ?? "",
    image: image.reference,
    imageId: image.id,
    imageDigests: image.digests,
  };
}

function restoreHost(run: RunJson, environment: EnvironmentJson | null): HostAccount {
  const host = environment?.host;
  return {
    hostname: host?.hostname ?? "",
    os: run.environment.os,
    arch: run.environment.arch,
    kernel: host?.kernel ?? "",
    cpus: host?.cpus ?? 0,
    memoryBytes: host?.memory_bytes ?? 0,
    denoVersion: run.versions.deno,
    ci: run.environment.ci,
    environment: run.environment.variables,
  };
}
