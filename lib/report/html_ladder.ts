import type { DiagnosticAttempt, DiagnosticRun } from "../model/diagnostic_attempt.ts";
import type { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import { drawLadder } from "./draw_ladder.ts";
import { formatDuration } from "./format_duration.ts";
import { formatSize } from "./format_size.ts";
import { type Html, markup } from "./html.ts";
import { percent } from "./html_cause.ts";
import { fileLink, type LinkBase } from "./html_link.ts";
import type { PageSection } from "./html_section.ts";
import { toneOf } from "./html_tone.ts";
import { chip } from "./html_verdict.ts";
import { whyOf } from "./make_attempt_json.ts";

const QUOTES = 3;

/** Every attempt as a step: what was turned and why, what came of it, and what is worth keeping. */
export function ladderSection(
  { attempts, kept }: DiagnosticRun,
  summary: DiagnosticSummaryJson,
  base: LinkBase,
): PageSection {
  const steps = attempts.map(({ number, origin, result }) => ({
    ...{ number, change: origin.change, outcome: result.outcome },
    isKept: number === kept?.number,
  }));
  const body = markup`${
    steps.length > 0 && markup`<div class="figure card">${drawLadder(steps)}</div>`
  }
<ol class="ladder">${attempts.map((attempt) => drawAttempt(attempt, summary, base))}</ol>
<p>It stopped because: ${summary.stopped_because}.</p>`;
  return { id: "ladder", title: "Attempts", count: String(attempts.length), body };
}

function drawAttempt(
  attempt: DiagnosticAttempt,
  summary: DiagnosticSummaryJson,
  base: LinkBase,
): Html {
  const { number, origin, result, durationMs, folder, oom, execution } = attempt;
  const told = summary.attempts.find((one) => one.number === number);
  const helped = summary.remedies.find((one) => one.attempt === number)?.helped;
  const [finding] = result.findings;
  const peak = result.memoryPeakBytes;
  return markup`<li><span class="n ${toneOf(result.outcome)}" aria-hidden="true">${number}</span>
    <h3>${origin.change === "" ? "As it is configured" : origin.change} ${
    chip(
      result.outcome,
    )
  }${summary.settings_to_keep?.attempt === number && markup` ${chip("passed", "kept")}`}</h3>
    ${
    origin.remedy !== null &&
    markup`<p class="quiet">Remedy ${origin.remedy}${
      origin.because !== null &&
      markup`, because of ${origin.because.class}: ${origin.because.message}`
    }. ${helped === undefined ? "" : helped ? "It helped." : "It did not help."}${
      // What would speak against a remedy is of no interest once it has helped.
      !helped && origin.disproof !== "" &&
      markup` It is the wrong remedy if this holds: ${origin.disproof}.`}</p>`
  }<p>${whyOf(attempt)}; tests: ${told?.tests || "none"}; ${
    formatDuration(
      durationMs,
    )
  }${peak !== null && markup`; memory up to ${formatSize(peak)}`}${
    oom.verdict !== "none" &&
    markup`; out of memory: ${oom.verdict}`
  }</p>
    ${
    finding !== undefined &&
    markup`<p><strong>${finding.class}</strong> <small class="quiet">${
      percent(
        finding.confidence,
      )
    } sure</small>: ${finding.message}</p>
        <ul class="list">${
      finding.evidence.slice(0, QUOTES).map(({ source, quote }) =>
        markup`<li>${sourceLink(base, folder, source)}<code class="quote">${quote}</code></li>`
      )
    }</ul>`
  }<p class="quiet">Files: ${
    execution !== null &&
    ["exit.json", "stdout.log", "stderr.log", "container_stats.jsonl"].map((name) =>
      markup`${fileLink(base, `${folder}/${name}`, name)} `
    )
  }${fileLink(base, "attempts.jsonl")}</p></li>`;
}

/** Evidence names a file of its attempt, or one of the whole run. */
function sourceLink(base: LinkBase, folder: string, source: string): Html {
  const isOfRun = source.includes("/") || source.startsWith("docker_") ||
    source.startsWith("host_");
  return fileLink(base, isOfRun ? source : `${folder}/${source}`, source);
}
