import type { DiagnosticRun } from "../model/diagnostic_attempt.ts";
import type { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import { formatDuration } from "./format_duration.ts";
import { formatSize } from "./format_size.ts";
import { type Html, markup } from "./html.ts";
import { causeCard } from "./html_cause.ts";
import { drawFacts, type Fact, sayLimits } from "./html_environment.ts";
import { filesSection, warningsSection } from "./html_facts.ts";
import { ladderSection } from "./html_ladder.ts";
import { commandLine, fileLink, type LinkBase } from "./html_link.ts";
import { type ExecutionSeries, resourcesSection } from "./html_resources.ts";
import type { PageSection } from "./html_section.ts";
import { makePage, type PageHalves } from "./html_shell.ts";
import { testsSection } from "./html_tests_section.ts";
import { toneOf } from "./html_tone.ts";
import { chip, formatMoment } from "./html_verdict.ts";

/** What a page of a diagnosis is made of beside it. */
export interface DiagnosisParts {
  readonly base: LinkBase;
  readonly series: readonly ExecutionSeries[];
  /** Base64. */
  readonly scriptHash: string;
}

/** `report.markup` of a diagnosis: what it was, what made it live, each attempt as a step, what it used over time. */
export function makeHtmlDiagnosis(
  run: DiagnosticRun,
  summary: DiagnosticSummaryJson,
  { base, series, scriptHash }: DiagnosisParts,
): PageHalves {
  const hasTests = run.attempts.some(({ execution }) => (execution?.report.counts.total ?? 0) > 0);
  const sections: readonly (PageSection | null)[] = [
    causeSection(summary, base),
    keepSection(summary),
    brokenSection(summary, base),
    ladderSection(run, summary, base),
    resourcesSection(series, base),
    hasTests ? testsSection(base) : null,
    warningsSection(run.warnings, base, "summary.json"),
    environmentSection(run, base),
    filesSection(summary.artifacts.map((name) => ({ name, answers: "" })), base),
  ];
  return makePage({
    title: `${run.outcome}: diagnosis of ${run.suite.name}, ${run.runId}`,
    runId: run.runId,
    stableFolder: "",
    header: header(run, summary),
    sections: sections.filter((one) => one !== null),
    footer:
      markup`<p>QA Gate ${run.version}. One file, nothing of it is loaded from elsewhere.</p>`,
    scriptHash,
  });
}

function header(run: DiagnosticRun, summary: DiagnosticSummaryJson): Html {
  return markup`<header class="hero ${toneOf(run.outcome)}">
<p class="eyebrow">${run.project} · diagnosis of <bdi>${run.suite.name}</bdi> · run <bdi>${run.runId}</bdi></p>
<h1>${chip(run.outcome)}${summary.headline}</h1>
<p>exit code ${run.exitCode} · ${run.attempts.length} ${
    run.attempts.length === 1 ? "attempt" : "attempts"
  } · ${formatDuration(run.durationMs)} · ${formatMoment(run.startedAt)}</p>
${
    summary.needs_people &&
    markup`<p>${chip("flaky", "for a person")} Something is left that no setting mends.</p>`
  }
</header>`;
}

function causeSection({ cause }: DiagnosticSummaryJson, base: LinkBase): PageSection | null {
  if (cause === null) return null;
  const { class: of, confidence, message, evidence, remedy, disproof = "" } = cause;
  const words = {
    ...{ class: of, confidence, message, disproof, runnerUp: null, opinion: null },
    evidence: evidence.map(({ source, quote, line = null }) => ({ source, quote, line })),
    remedy: remedy === "" ? [] : [remedy],
  };
  const body = markup`<div class="card">${causeCard(words, base)}</div>`;
  return { id: "cause", title: "What it was", count: of, body };
}

function keepSection({ settings_to_keep: keep }: DiagnosticSummaryJson): PageSection | null {
  if (keep === null) return null;
  const isEmpty = Object.keys(keep.qa_jsonc).length === 0;
  const body = markup`<div class="card"><p>${
    isEmpty
      ? "The configuration is right as it is."
      : `To be merged into qa.jsonc, from attempt ${keep.attempt}:`
  }</p>${!isEmpty && markup`<pre tabindex="0">${JSON.stringify(keep.qa_jsonc, null, 2)}</pre>`}${
    commandLine(keep.command, "run it with these settings")
  }</div>`;
  return { id: "keep", title: "Settings to keep", count: "", body };
}

function brokenSection(
  { remains_broken: broken, outcome }: DiagnosticSummaryJson,
  base: LinkBase,
): PageSection | null {
  if (broken.length === 0 || outcome === "healthy") return null;
  const body = markup`<ul class="list">${
    broken.map(({ class: of, message, remedy, evidence: [first] }) =>
      markup`<li><strong>${of}</strong>: ${message}${
        remedy !== "" && markup`. What to do: ${remedy}`
      }${
        first !== undefined &&
        markup`<br>${fileLink(base, first.source)}<code class="quote">${first.quote}</code>`
      }</li>`
    )
  }</ul>`;
  return { id: "broken", title: "What remains broken", count: String(broken.length), body };
}

function environmentSection(
  { telemetry, suite, invocation, version }: DiagnosticRun,
  base: LinkBase,
) {
  const { cpus, memory, engine } = telemetry;
  const facts: readonly Fact[] = [
    ["Image", markup`<code>${suite.container?.image ?? ""}</code>`],
    ["First limits", suite.container === null ? "" : sayLimits(suite.container)],
    ["Engine", engine?.server_version ?? "none"],
    [
      "Machine",
      `${cpus.count} processors, memory ${
        memory.total_bytes === null ? "unknown" : formatSize(memory.total_bytes)
      }`,
    ],
    ["Command", markup`<code>${suite.full.argv.join(" ")}</code>`],
    ["Versions", `QA Gate ${version}`],
    ["Called as", markup`<code>${invocation.join(" ")}</code>`],
  ];
  return drawFacts(
    facts,
    markup`<p class="quiet">From ${fileLink(base, "host_telemetry.json")}, ${
      fileLink(base, "docker_info.txt")
    }</p>`,
  );
}
