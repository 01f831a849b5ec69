import { countDue } from "../classify/judge_proof.ts";
import type { Plan } from "../model/plan.ts";
import type { RecordedRun, RecordedSuite } from "../model/recorded_run.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { ShardJson } from "../model/shard.ts";
import type { TriageSuite } from "../model/triage.ts";
import { countedExecution, countedTests } from "../report/counted_execution.ts";

/** Suites of this run as a comparison sees them, those left out on purpose among them. */
export function suitesOfRun(
  plan: Plan,
  suites: readonly SuiteRecord[],
  baseline: RecordedRun,
): ReadonlyMap<string, TriageSuite> {
  const narrowed = sayNarrowed(plan, baseline.shard);
  const before = new Map(baseline.suites.map((suite) => [suite.name, suite]));
  const ran = suites.map((suite) => {
    const gap = gapOfRun(suite) || sayReduced(plan, suite, before.get(suite.name)) || narrowed;
    return toSuite(suite, gap);
  });
  const leftOut = plan.leftOut.map(({ suite, why }) => absent(suite, why));
  // A suite that ran is no suite that was left out.
  return new Map([...leftOut, ...ran].map((suite) => [suite.name, suite]));
}

function toSuite(suite: SuiteRecord, gap: string): TriageSuite {
  const { name, kind, required, outcome, place } = suite;
  const last = suite.executions.findLast((one) => one.place === place) ?? null;
  return {
    name,
    kind,
    required,
    outcome,
    place,
    exitCode: last?.exitCode ?? null,
    tells: gap === "" ? "all" : "part",
    gap,
    failed: countedTests(suite).failed,
  };
}

/** Why a suite does not tell all of its tests, whatever the baseline is; "" when it does. */
function gapOfRun(suite: SuiteRecord): string {
  const { outcome, why } = suite;
  if (outcome === "passed") return "";
  if (outcome !== "failed") return `it ended as ${outcome}: ${why}`;
  const counted = countedExecution(suite);
  if (counted === null) return "it did not run";
  if (suite.kind === "check") return "";
  const { report } = counted;
  if (report.status !== "whole") return `its report is ${report.status}`;
  const due = countDue(report);
  if (due > report.counts.executed) {
    return `it planned ${due} tests and ran ${report.counts.executed}`;
  }
  const broken = suite.executions.find((one) =>
    one.place === suite.place && one.outcome !== "passed" && one.outcome !== "failed"
  );
  return broken === undefined ? "" : `attempt ${broken.attempt} ended as ${broken.outcome}`;
}

/** A failsafe form that leaves something out makes no test vanish. */
function sayReduced(
  plan: Plan,
  { name, place }: SuiteRecord,
  before: RecordedSuite | undefined,
): string {
  const planned = plan.suites.find((suite) => suite.name === name);
  if (place !== "failsafe" || before?.place === "failsafe" || planned === undefined) return "";
  const isSame = JSON.stringify(planned.full.argv) === JSON.stringify(planned.failsafe?.argv);
  return isSame ? "" : "it ran in its reduced form, without a container";
}

function sayNarrowed({ replay, shard }: Plan, before: ShardJson | null): string {
  if (replay !== undefined) return "this run is a replay of some tests";
  if (shard === undefined) return "";
  const isSame = before?.plan_digest === shard.plan_digest && before.index === shard.index;
  return isSame ? "" : `this run is shard ${shard.index} of ${shard.total}`;
}

/** Suites of a baseline as a comparison sees them, those it says it left out among them. */
export function suitesOfRecord(
  baseline: RecordedRun,
  shard: ShardJson | null,
): ReadonlyMap<string, TriageSuite> {
  const narrowed = sayShard(baseline.shard, shard);
  const told = baseline.suites.map((suite) => {
    const recorded = baseline.files.results?.suites.find(({ name }) => name === suite.name);
    const gap = gapOfRecord(suite, recorded) || narrowed;
    const last = recorded?.executions.findLast(({ place }) => place === suite.place);
    const { name, kind, required, outcome, place } = suite;
    const exitCode = last?.exit_code ?? null;
    const failed = recorded?.failed ?? suite.named.length + suite.unnamed;
    return { name, kind, required, outcome, place, exitCode, failed, ...tellsOf(gap) };
  });
  const leftOut = (baseline.files.results ?? baseline.files.summary)?.not_checked ?? [];
  const absentees = leftOut.filter(({ what }) => what === "all of it")
    .map(({ suite, why }) => absent(suite, why));
  return new Map([...absentees, ...told].map((suite) => [suite.name, suite]));
}

type RecordedResult = NonNullable<RecordedRun["files"]["results"]>["suites"][number];

function gapOfRecord(suite: RecordedSuite, recorded: RecordedResult | undefined): string {
  const { outcome, testsPath } = suite;
  if (recorded === undefined) return "the baseline tells only its failing tests";
  if (outcome !== "passed" && outcome !== "failed") return `it ended as ${outcome} in the baseline`;
  if (testsPath === null && recorded.total > 0) return "the baseline has not kept its tests";
  const cut = recorded.executions.find(({ place, report }) =>
    place === suite.place && report.status !== "whole" && report.status !== "none"
  );
  return cut === undefined ? "" : `its report in the baseline is ${cut.report.status}`;
}

function sayShard(before: ShardJson | null, after: ShardJson | null): string {
  if (before === null) return "";
  const isSame = after?.plan_digest === before.plan_digest && after.index === before.index;
  return isSame ? "" : `the baseline is shard ${before.index} of ${before.total}`;
}

function tellsOf(gap: string): Pick<TriageSuite, "tells" | "gap"> {
  return { tells: gap === "" ? "all" : "part", gap };
}

function absent(name: string, why: string): TriageSuite {
  return {
    name,
    kind: "check",
    required: false,
    outcome: "not-run",
    place: null,
    exitCode: null,
    tells: "part",
    gap: why,
    failed: 0,
  };
}
