import type { DiagnosticAttempt, DiagnosticRun } from "../model/diagnostic_attempt.ts";
import type { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import { isSuccess, reachedJson, whyOf } from "./make_attempt_json.ts";
import { keepSettings } from "./keep_settings.ts";
import { formatCounts } from "./format_counts.ts";
import { quoteShell } from "./quote_shell.ts";

/** As sure as a cause must be to be said to remain. */
const SURE = 0.5;

/** The whole story of a diagnosis as `summary.json` stores it; `artifacts` are the files that it left. */
export function makeDiagnosticSummary(
  run: DiagnosticRun,
  artifacts: readonly string[],
): DiagnosticSummaryJson {
  const { attempts, kept, suite, telemetry, noEngine, end } = run;
  const last = attempts.at(-1);
  const best = kept ?? last;
  const none = { started: false, project_visible: false, test_completed: false };
  return {
    schema: "qa.diagnostic_summary.v1",
    run_id: run.runId,
    version: run.version,
    project: run.project,
    suite: { name: suite.name, runner: suite.runner, argv: [...suite.full.argv] },
    other_suites: [...run.others],
    invocation: [...run.invocation],
    started_at: run.startedAt,
    ended_at: run.endedAt,
    duration_ms: Math.round(run.durationMs),
    outcome: run.outcome,
    success: kept !== null,
    exit_code: run.exitCode,
    headline: headline(run),
    cause: noEngine ?? attempts[0]?.result.findings[0] ?? null,
    minimal_success: {
      ...best === undefined ? { ...none, exit_recorded: false } : reachedJson(best.result),
      logs_written: artifacts.some((name) => /(^|\/)stdout\.log$/.test(name)),
    },
    attempts: attempts.map(tellAttempt),
    remedies: attempts.slice(1).map((attempt, at) => tellRemedy(attempt, attempts[at] ?? attempt)),
    settings_to_keep: kept === null ? null : settingsToKeep(run, kept),
    remains_broken: remaining(run),
    stopped_because: end.why,
    needs_people: end.needsPeople,
    host: {
      cpus: telemetry.cpus.count,
      memory_bytes: telemetry.memory.total_bytes,
      memory_available_bytes: telemetry.memory.available_bytes,
      engine: telemetry.engine?.server_version ?? null,
    },
    artifacts: [...artifacts],
    warnings: [...run.warnings],
  };
}

/** One sentence for a person: what it was, what made it live, or why nothing did. */
export function headline({ outcome, attempts, kept, noEngine, end }: DiagnosticRun): string {
  const cause = noEngine ?? attempts[0]?.result.findings[0];
  const what = cause === undefined ? "" : ` (${cause.class}: ${cause.message})`;
  const changes = kept === null ? [] : changesOf(attempts, kept);
  const how = changes.length === 0 ? "as it is configured" : `with ${changes.join(" and ")}`;
  switch (outcome) {
    case "healthy":
      return `The whole suite passes ${how}.`;
    case "tests-fail":
      return `The whole suite runs to its end ${how}; some of its tests fail.`;
    case "partly":
      return `A part of it runs ${how}; not all does${what}.`;
    case "no-engine":
      return `No container can run${what}.`;
    case "cancelled":
      return "It was interrupted.";
    case "not-mended":
      return `No test could be made to run${what}: ${end.why}.`;
  }
}

/** What was turned on the way to the attempt that is kept and is still turned there. */
function changesOf(
  attempts: readonly DiagnosticAttempt[],
  kept: DiagnosticAttempt,
): readonly string[] {
  return attempts.slice(1, kept.number)
    .filter(({ origin }) => origin.remedy !== "full-suite")
    .filter(({ origin }) => origin.remedy !== null && !isUndone(origin.change, kept))
    .map(({ origin }) => origin.change);
}

/** A selection is gone once the whole suite runs. */
function isUndone(change: string, { result }: DiagnosticAttempt): boolean {
  return change.startsWith("tests ") && result.settings.targets === null;
}

function tellAttempt(attempt: DiagnosticAttempt): DiagnosticSummaryJson["attempts"][number] {
  const { number, execution, result, folder, oom } = attempt;
  const { remedy, change, disproof } = attempt.origin;
  return {
    ...{ number, remedy, change, disproof, folder },
    outcome: result.outcome,
    why: whyOf(attempt),
    exit_code: execution?.exitCode ?? null,
    oom: oom.verdict,
    tests: execution === null ? "none" : formatCounts(execution.report.counts),
    class: result.findings[0]?.class ?? null,
    is_success: isSuccess(result),
  };
}

/** A remedy has helped when its cause is not seen again, or when the suite came further with it. */
function tellRemedy(
  { number, origin, result }: DiagnosticAttempt,
  before: DiagnosticAttempt,
): DiagnosticSummaryJson["remedies"][number] {
  const isSeen = result.findings.some(({ class: of, confidence }) =>
    of === origin.because?.class && confidence >= SURE
  );
  const isFurther = isSuccess(result) && !isSuccess(before.result);
  return { attempt: number, ...origin, helped: isFurther || (origin.because !== null && !isSeen) };
}

function settingsToKeep(
  { attempts, suite, invocation }: DiagnosticRun,
  kept: DiagnosticAttempt,
): NonNullable<DiagnosticSummaryJson["settings_to_keep"]> {
  const [first = kept] = attempts;
  const args = kept.suite.full.request?.args ?? [];
  const before = first.suite.full.request?.args ?? [];
  const env = Object.fromEntries(
    Object.entries(kept.suite.full.env).filter(([name]) => !(name in suite.full.env)),
  );
  const { fragment, flags } = keepSettings(first.result.settings, kept.result.settings, {
    ...{ name: suite.name, args, env },
    hasNewArgs: args.length !== before.length,
  });
  const command = quoteShell(commandWith(flags, invocation));
  return { attempt: kept.number, qa_jsonc: { ...fragment }, flags: [...flags], command };
}

/** Flags of a diagnosis that the gate does not have, and those that are of one run alone; all take a value. */
const OF_THIS_RUN = ["attempts", "max-memory", "max-timeout", "sample-interval", "run-id"];

/** How it is run with these flags: by the gate, or by another diagnosis where only that can. */
function commandWith(flags: readonly string[], invocation: readonly string[]): readonly string[] {
  const end = invocation.indexOf("--");
  const own = invocation.slice(1, end === -1 ? undefined : end);
  const rest = end === -1 ? [] : invocation.slice(end);
  const isOurs = rest.length > 0 || own.some((word) => /^--pytest-args(=|$)/.test(word));
  const said = [...flags, ...OF_THIS_RUN.map((name) => `--${name}`)];
  const task = isOurs ? "qa:diagnose" : "qa:gate";
  return ["deno", "task", task, ...withoutFlags(own, said), ...flags, ...rest];
}

/** The caller's own flags without those that are said anew, or not meant any more. */
function withoutFlags(own: readonly string[], flags: readonly string[]): readonly string[] {
  const anew = new Set(flags.filter((word) => word.startsWith("--")));
  return own.filter((word, at) =>
    !anew.has(word.split("=")[0] ?? "") && !(anew.has(own[at - 1] ?? "") && !word.startsWith("--"))
  );
}

/** What still stands in the way of the whole suite. */
function remaining({ attempts, kept, outcome, noEngine }: DiagnosticRun) {
  if (outcome === "healthy") return [];
  const last = outcome === "tests-fail"
    ? kept
    : attempts.findLast(({ result }) => !isSuccess(result));
  const findings = (last ?? attempts.at(-1))?.result.findings ?? [];
  return [...noEngine === null ? [] : [noEngine], ...findings]
    .filter(({ confidence }, at) => at === 0 || confidence >= SURE);
}
