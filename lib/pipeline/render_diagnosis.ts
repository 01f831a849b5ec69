import type { Redactor } from "../formats/redactor.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Host } from "../host/host.ts";
import type { DiagnosticRun } from "../model/diagnostic_attempt.ts";
import type { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { makeHtmlDiagnosis } from "../report/html_diagnosis.ts";
import { PAGE_SCRIPT } from "../report/html_shell.ts";
import { writeReportHtml } from "../write/write_report_html.ts";
import { gatherSeries, type SampledExecution } from "./gather_report.ts";
import { hashOf } from "./render_html.ts";

const NAME = "report.html";

/** Writes the page of a diagnosis into its folder. */
export async function renderDiagnosis(
  host: Host,
  run: DiagnosticRun,
  { summary, runFolder, redactor }: {
    readonly summary: DiagnosticSummaryJson;
    /** Absolute. */
    readonly runFolder: string;
    readonly redactor: Redactor;
  },
): Promise<Result<void, Problem>> {
  const executions = executionsOf(run);
  const series = await gatherSeries(host, runFolder, { executions, isOwn: true });
  const clean: { readonly run: DiagnosticRun; readonly summary: DiagnosticSummaryJson } = JSON
    .parse(redactJson({ run: withoutPoints(run), summary }, NAME, redactor));
  const scriptHash = await hashOf(host, PAGE_SCRIPT);
  const page = makeHtmlDiagnosis(clean.run, clean.summary, { base: "", series, scriptHash });
  const target = `${runFolder}/${NAME}`;
  const tests = [`${runFolder}/tests.jsonl`];
  return await writeReportHtml(host, target, { ...page, tests, isOwn: true });
}

function executionsOf({ attempts }: DiagnosticRun): readonly SampledExecution[] {
  return attempts.flatMap(({ number, origin, execution, folder, result, suite }) =>
    execution === null ? [] : [{
      label: `Attempt ${number}${origin.change === "" ? "" : `: ${origin.change}`}`,
      ...{ folder, execution, isEarly: true },
      limits: {
        memoryBytes: result.settings.memoryBytes,
        cpus: suite.container?.cpus ?? null,
      },
    }]
  );
}

/** The samples are read from their files, all attempts in one way. */
function withoutPoints(run: DiagnosticRun): DiagnosticRun {
  const attempts = run.attempts.map((attempt) => ({ ...attempt, samples: null }));
  const kept = run.kept === null ? null : { ...run.kept, samples: null };
  return { ...run, attempts, kept };
}
