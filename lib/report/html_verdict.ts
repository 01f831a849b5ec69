import type { RunRecord } from "../model/run_record.ts";
import type { TestCounts } from "../model/test_result.ts";
import { explainFallback } from "./explain_problem.ts";
import { hasNoTests } from "./format_counts.ts";
import { formatDuration } from "./format_duration.ts";
import { formatRerun } from "./format_rerun.ts";
import { type Html, markup } from "./html.ts";
import { commandLine, fileLink, type LinkBase } from "./html_link.ts";
import { signOf, type Tone, toneOf } from "./html_tone.ts";
import { formatReplayAll } from "./make_replay_bundle.ts";

/** An outcome as a coloured word with a sign before it. */
export function chip(outcome: string, words: string = outcome): Html {
  return markup`<span class="chip ${toneOf(outcome)}">${signOf(outcome)} ${words}</span>`;
}

/** One number with its name, which leads to the file that tells it. */
export interface Stat {
  readonly name: string;
  readonly value: string;
  readonly tone: Tone;
  readonly file: string;
}

/** Numbers side by side, each a link. */
export function drawStats(base: LinkBase, stats: readonly Stat[]): Html {
  return markup`<dl class="stats">${
    stats.map(({ name, value, tone, file }) =>
      markup`<div class="${tone}">
          <dt>${name}</dt>
          <dd>${fileLink(base, file, value)}</dd>
        </div>`
    )
  }</dl>`;
}

/** The answer of a run: its verdict and why, where it ran, the numbers, and the command that repeats what is red. */
export function verdictHeader(record: RunRecord, base: LinkBase): Html {
  const { verdict, why, plan, runId, exitCode, fallback } = record;
  const replay = formatReplayAll(record);
  return markup`<header class="hero ${toneOf(verdict)}">
<p class="eyebrow">${plan.project} · profile ${plan.profile} · run <bdi>${runId}</bdi></p>
<h1>${chip(verdict)}${why}</h1>
<p>${describePlace(record)} · exit code ${fileLink(base, "run.json", String(exitCode))} · ${
    formatDuration(record.durationMs)
  } · <time datetime="${record.startedAt}">${formatMoment(record.startedAt)}</time>${
    record.git !== null &&
    markup` · commit <code>${record.git.commit.slice(0, 12)}</code>${
      record.git.dirty && " with changes"
    }`
  }</p>
${
    fallback !== null &&
    markup`<p>${chip("degraded", "no container")} ${explainFallback(fallback)}${
      fallback.hint !== "" && markup`. ${fallback.hint}`
    }</p>`
  }${drawStats(base, statsOf(record))}
${
    replay === null
      ? markup`<p class="quiet">Run all of it again:</p>${
        commandLine(formatRerun(record).command, "run all of it again")
      }`
      : markup`<p class="quiet">Run again what did not pass:</p>${
        commandLine(replay, "run again what did not pass")
      }`
  }</header>`;
}

/** `2026-11-20 10:00:00 UTC`. */
export function formatMoment(iso: string): string {
  return `${iso.slice(0, 19).replace("T", " ")} UTC`;
}

function describePlace({ mode, modeWhy }: RunRecord): string {
  const where = {
    container: "in a container",
    failsafe: "in the failsafe",
    mixed: "in both places",
  };
  return mode === "none" ? `nothing ran: ${modeWhy}` : `ran ${where[mode]}: ${modeWhy}`;
}

function statsOf({ suites, counts }: RunRecord): readonly Stat[] {
  const passed = suites.filter(({ outcome }) => outcome === "passed").length;
  const suite: Stat = {
    name: "suites passed",
    value: `${passed} of ${suites.length}`,
    tone: passed === suites.length && passed > 0 ? "good" : "bad",
    file: "results.json",
  };
  return hasNoTests(counts) ? [suite] : [suite, ...testStats(counts)];
}

function testStats(counts: TestCounts): readonly Stat[] {
  const stat = (name: string, count: number, tone: Tone): readonly Stat[] =>
    count === 0 ? [] : [{ name, value: count.toLocaleString("en"), tone, file: "results.json" }];
  return [
    ...stat("tests failed", counts.failed, "bad"),
    ...stat("quarantined", counts.quarantined, "warn"),
    ...stat("passed", counts.passed, "good"),
    ...stat("of them flaky", counts.flaky, "warn"),
    ...stat("skipped", counts.skipped, "quiet"),
    ...stat("not run", counts.not_run, "warn"),
  ];
}
