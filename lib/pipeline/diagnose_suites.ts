import { classifyFailure } from "../classify/classify_failure.ts";
import { clusterFailures } from "../classify/cluster_failures.ts";
import { concludeCause } from "../classify/conclude_cause.ts";
import { describeFailure } from "../classify/describe_failure.ts";
import { quoteLastWords } from "../classify/quote_last_words.ts";
import { placeEvidence } from "../classify/place_evidence.ts";
import type { SuiteDiagnosis } from "../model/diagnosis.ts";
import type { FirstAssertion } from "../model/failure_account.ts";
import type { Plan, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { SignatureRow } from "../model/signature.ts";
import type { TestRecord } from "../model/test_result.ts";
import { homeOf } from "../observe/steady_identity.ts";
import { narrowCommand } from "../plan/narrow_command.ts";
import { countedExecution, namedTests } from "../report/counted_execution.ts";
import type { Host } from "../host/host.ts";
import type { GateTables } from "./gate_session.ts";
import { gatherSignals } from "./gather_signals.ts";
import { locateQuotes } from "./locate_quotes.ts";

/** What a diagnosis is made from beside the record: a run that is just over, or one that was read back. */
export interface DiagnosisContext {
  readonly host: Host;
  readonly plan: Plan;
  readonly tables: Pick<GateTables, "runners" | "signatures">;
  /** Absolute folder of the run, below which its executions left their logs. */
  readonly run: { readonly path: string };
}

/** Adds to every suite that did not pass why, as far as is known; nothing here changes an outcome. */
export async function diagnoseSuites(
  context: DiagnosisContext,
  suites: readonly SuiteRecord[],
): Promise<readonly SuiteRecord[]> {
  const rows = await context.tables.signatures?.() ?? [];
  return await Promise.all(suites.map(async (suite) => {
    const planned = context.plan.suites.find(({ name }) => name === suite.name);
    if (suite.outcome === "passed" || planned === undefined) return suite;
    return { ...suite, diagnosis: await diagnose(context, { suite, planned, rows }) };
  }));
}

interface Case {
  readonly suite: SuiteRecord;
  readonly planned: PlannedSuite;
  readonly rows: readonly SignatureRow[];
}

async function diagnose(context: DiagnosisContext, one: Case): Promise<SuiteDiagnosis> {
  const { suite, planned, rows } = one;
  const signals = await gatherSignals(context.host, context.run.path, suite);
  const findings = suite.executions.flatMap((execution) => execution.findings);
  const command = commandOf(suite, planned);
  const named = namedTests(suite);
  const { failures, flaky, quarantined } = named;
  const assertions = describeAll([...failures, ...flaky, ...quarantined], {
    runner: command.request?.runner ?? suite.runner,
    home: homeOf(command.cwd, basesOf(context, planned)),
  });
  const { host, run } = context;
  const classification = await locateQuotes(host, run.path, classifyFailure(signals, rows));
  const execution = countedExecution(suite);
  const told = concludeCause({ classification, rows, findings });
  const cause = execution === null ? told : placeEvidence(told, execution.folder);
  return {
    ...cause,
    // Where nobody knows why and no test tells, what it said last is the best that can be shown.
    ...failures.length === 0 && cause.classification.class === "unknown" && {
      classification: { ...cause.classification, evidence: quoteLastWords(signals.texts) },
    },
    clusters: clusterFailures(named, assertions),
    assertions,
    targeted: failures[0] === undefined ? null : narrow(context, command, failures[0]),
  };
}

/** The command in the place where it ran, or would have run first. */
function commandOf(suite: SuiteRecord, { full, failsafe }: PlannedSuite): SuiteCommand {
  return countedExecution(suite)?.place === "failsafe" ? failsafe ?? full : full;
}

function basesOf({ plan }: DiagnosisContext, { container }: PlannedSuite): readonly string[] {
  return container === null ? [plan.root] : [plan.root, container.workdir];
}

function describeAll(
  tests: readonly TestRecord[],
  { runner, home }: { readonly runner: string; readonly home: ReturnType<typeof homeOf> },
): Readonly<Record<string, FirstAssertion>> {
  return Object.fromEntries(tests.map((test) => {
    const { message, details } = test.outcome === "flaky" ? test.earlier[0] ?? test : test;
    const text = { runner, ...test, message, details };
    return [test.id, describeFailure(text, home).assertion];
  }));
}

function narrow(
  { tables }: DiagnosisContext,
  command: SuiteCommand,
  test: TestRecord,
): SuiteCommand | null {
  const narrowed = narrowCommand(command, tables.runners, { targets: [test] });
  return narrowed.scope === "tests" ? narrowed.command : null;
}
