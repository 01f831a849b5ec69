import { classifyFailure } from "../classify/classify_failure.ts";
import { concludeCause } from "../classify/conclude_cause.ts";
import type { RecordedRun, RecordedSuite } from "../model/recorded_run.ts";
import type { Signals } from "../model/signature.ts";
import { makeCause } from "../report/make_cause.ts";
import type { ExplainedRecord, FoundCause, RecordMeans } from "./explained_record.ts";

/** Explains what a summary tells that stands alone: the first lines of its failures, and its findings. */
export function explainLone(
  record: RecordedRun,
  { rows, suites }: RecordMeans,
): ExplainedRecord {
  const meant = record.suites.filter(({ name, outcome }) =>
    outcome !== "passed" && (suites.length === 0 || suites.includes(name))
  );
  const causes = meant.map((suite): FoundCause => {
    const signals = signalsOf(record, suite);
    const findings = record.files.summary?.findings.filter((one) => one.suite === suite.name) ?? [];
    const classification = classifyFailure(signals, rows);
    const { classification: answer } = concludeCause({ classification, rows, findings });
    const { name, outcome } = suite;
    const subject = { suite: name, outcome, why: "", from: "evidence", clusters: [] } as const;
    const first = suite.named[0] ?? null;
    const values = {
      suite: name,
      test: first?.id ?? null,
      file: first === null || first.file === "" ? null : first.file,
      record: record.path,
    };
    return {
      cause: makeCause(subject, answer, { rows, values }),
      evidence: () => Promise.resolve(signals),
    };
  });
  return { causes, flaky: [] };
}

function signalsOf({ files }: RecordedRun, { name, runner, outcome }: RecordedSuite): Signals {
  const failures = files.summary?.failures.filter(({ suite }) => suite === name) ?? [];
  return {
    runner: runner === "" ? null : runner,
    outcome,
    exitCode: null,
    signal: null,
    timedOut: outcome === "timed-out",
    texts: failures.filter(({ message }) => message !== "").map(({ message }) => ({
      kind: "message",
      source: "summary.json",
      text: message,
      firstLine: 1,
    })),
    artifacts: {},
  };
}
