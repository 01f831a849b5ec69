import { excuseKnown, tellExcused } from "../classify/excuse_known.ts";
import { judgeRemote } from "../classify/judge_remote.ts";
import { judgeReplayRun } from "../classify/judge_replay_run.ts";
import { judgeRun } from "../classify/judge_run.ts";
import { toldSuites } from "../classify/told_suites.ts";
import type { Plan, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { Outstanding, ReplayOrigin } from "../model/replay.ts";
import type {
  EngineAccount,
  GitAccount,
  NotChecked,
  RunRecord,
  SuiteRecord,
} from "../model/run_record.ts";
import { addCounts } from "../model/test_counts.ts";
import type { TriageAccount } from "../model/triage.ts";
import type { Fallback } from "../model/verdict.ts";
import { describeHost } from "../observe/describe_host.ts";
import { countedTests } from "../report/counted_execution.ts";
import { formatShard } from "../report/format_shard.ts";
import { plainCommand } from "../report/plain_command.ts";
import type { GateSession } from "./gate_session.ts";
import type { Readiness } from "./ready_images.ts";
import type { RemoteRun } from "./remote_seen.ts";

/** Everything a record is assembled from, once all suites are over. */
export interface RecordParts {
  readonly session: GateSession;
  readonly suites: readonly SuiteRecord[];
  readonly readiness: Readiness;
  readonly fallback: Fallback | null;
  readonly commit: GitAccount | null;
  readonly interruptedBy: "SIGINT" | "SIGTERM" | null;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly version: string;
  readonly invocation: readonly string[];
  readonly warnings: readonly string[];
  /** Of a replay: what of its records has no answer yet. */
  readonly outstanding: readonly Outstanding[];
  /** What is new since a baseline; null where there is none. */
  readonly triage: TriageAccount | null;
  /** What many machines came to; absent for a run on this one. */
  readonly far?: RemoteRun;
}

/** The one record of a run, with its verdict. */
export function assembleRecord(parts: RecordParts): RunRecord {
  const { session, suites, fallback, triage } = parts;
  const { plan, host, run } = session;
  const notChecked = [
    ...plan.suites.flatMap((suite) => missingOf(suite, suites, parts)),
    ...parts.far?.notChecked ?? [],
  ];
  const replay = replayOf(parts);
  const judged = judgeRun({
    plan,
    suites: excuseKnown(suites, triage),
    fallback,
    notChecked,
    interruptedBy: parts.interruptedBy,
    deadlinePassed: session.deadline.signal.aborted,
  });
  const { verdict, exitCode, why } = judgeReplayRun(
    tellExcused(judgeRemote(judged, parts.far?.remote ?? null), suites, triage),
    { replay, suites },
  );
  return {
    runId: run.runId,
    version: parts.version,
    startedAt: parts.startedAt,
    endedAt: host.now(),
    durationMs: parts.durationMs,
    invocation: parts.invocation,
    folder: run.path,
    plan,
    ...modeOf(parts),
    fallback,
    engine: accountOf(parts),
    git: parts.commit,
    host: describeHost(host, variablesOf(plan)),
    suites,
    counts: addCounts(suites.map(countedTests)),
    notChecked,
    quarantine: session.quarantine.accounts(toldSuites(plan, suites)),
    warnings: parts.warnings,
    verdict,
    exitCode,
    why: plan.shard === undefined ? why : `${formatShard(plan.shard)}: ${why}`,
    redactions: session.redactor.counts(),
    ...(replay === null ? {} : { replay }),
    ...(triage === null ? {} : { triage }),
    ...(parts.far?.remote && { remote: parts.far.remote }),
  };
}

/** Where a replay comes from, with all that is outstanding now: not seen by its run, or left out by its plan. */
function replayOf({ session, outstanding }: RecordParts): ReplayOrigin | null {
  const { replay } = session.plan;
  if (replay === undefined) return null;
  return { ...replay, outstanding };
}

function variablesOf(plan: Plan): readonly string[] {
  return plan.sources.filter((source) => source.from === "environment").map(({ where }) => where);
}

function modeOf(parts: RecordParts): Pick<RunRecord, "mode" | "modeWhy"> {
  const places = new Set(
    parts.suites.map((suite) => suite.place).filter((place) => place !== null),
  );
  const mode = places.size > 1 ? "mixed" : [...places][0] ?? "none";
  return { mode, modeWhy: explainMode(parts) };
}

function explainMode({ fallback, session, readiness }: RecordParts): string {
  if (fallback !== null) return `${fallback.reason}: ${fallback.detail}`;
  const source = session.plan.sources.find((setting) => setting.name === "mode");
  if (session.plan.mode === "failsafe") return `asked for by ${source?.where ?? "the plan"}`;
  if (session.plan.remote && readiness.engine) {
    return `${session.plan.remote.engine} was asked for, it answered and the image is there`;
  }
  if (readiness.engine === null) return "the run ended before an engine was ready";
  return "the container engine answered and the image is there";
}

function accountOf({ readiness, session }: RecordParts): EngineAccount | null {
  if (readiness.engine === null) return null;
  const { version, image, reference } = readiness.engine;
  return {
    dockerBin: session.plan.container?.dockerBin ?? "docker",
    clientVersion: version.clientVersion,
    serverVersion: version.serverVersion,
    apiVersion: version.apiVersion,
    os: version.os,
    arch: version.arch,
    image: reference,
    imageId: image.id,
    imageDigests: image.digests,
  };
}

/** What was planned for a suite and not checked: all of it, or what its failsafe form leaves out. */
function missingOf(
  suite: PlannedSuite,
  suites: readonly SuiteRecord[],
  parts: RecordParts,
): readonly NotChecked[] {
  const record = suites.find((one) => one.name === suite.name);
  const answered = record?.place === "container" && record.outcome !== "lost";
  if (record === undefined || answered) return [];
  const why = parts.fallback?.reason ?? record.why;
  if (record.place !== "failsafe") {
    return [{ suite: suite.name, what: "all of it", why: record.why || why }];
  }
  if (suite.failsafe === null || sameTests(suite)) return [];
  const what = `what "${typed(suite.full)}" runs beyond "${typed(suite.failsafe)}"`;
  return [{ suite: suite.name, what, why: "the failsafe form is reduced" }];
}

/** The words of a command that tell its tests: without our reporter and without the report's place. */
function typed(command: SuiteCommand): string {
  const { argv } = plainCommand(command);
  return argv.filter((word) => !/^--[^=]+=\{report\}$/.test(word)).join(" ");
}

function sameTests(suite: PlannedSuite): boolean {
  return JSON.stringify(suite.full.argv) === JSON.stringify(suite.failsafe?.argv);
}
