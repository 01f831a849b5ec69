import type { TestPast } from "../model/history.ts";
import type { RunRecord } from "../model/run_record.ts";
import { describeFlake } from "./describe_flakes.ts";
import { drawTrend, type TrendBar } from "./draw_trend.ts";
import { explainPast } from "./explain_past.ts";
import { formatDuration } from "./format_duration.ts";
import { type Html, markup } from "./html.ts";
import { percent } from "./html_cause.ts";
import { fileLink, type LinkBase } from "./html_link.ts";
import type { PageSection } from "./html_section.ts";
import { chip, formatMoment } from "./html_verdict.ts";

/** What the history tells of the runs before. */
export interface ReportTrends {
  /** The oldest first. */
  readonly runs: readonly Omit<TrendBar, "isThis">[];
  /** The least steady first. */
  readonly unsteady: readonly TestPast[];
  /** False: it was too large to be looked through for unsteady tests. */
  readonly isSmall: boolean;
}

/** Duration and verdict of the newest runs, and how unsteady tests are; null without a history. */
export function trendsSection(
  record: RunRecord,
  trends: ReportTrends | null,
  base: LinkBase,
): PageSection | null {
  const flakes = record.flakes ?? [];
  const bars = trends === null ? [] : barsOf(record, trends);
  const unsteady = trends?.unsteady ?? [];
  if (bars.length < 2 && flakes.length === 0 && unsteady.length === 0) return null;
  const body = markup`${bars.length > 1 && drawRuns(bars)}${
    flakes.length > 0 &&
    markup`<h3>Unsteady in this run</h3>
      <ul class="list">${
      flakes.slice(0, 50).map(describeFlake).map(({ id, words }) =>
        markup`<li><bdi>${id}</bdi><br><span class="quiet">${words}</span></li>`
      )
    }</ul>
      <p class="quiet">More in ${fileLink(base, "failure_diagnostics_index.json")}</p>`
  }${unsteady.length > 0 && drawUnsteady(unsteady)}${
    trends?.isSmall === false &&
    markup`<p class="quiet">The history is large: deno task qa:history tells which tests are unsteady.</p>`
  }`;
  return { id: "trends", title: "History", count: "", body };
}

function barsOf(record: RunRecord, { runs }: ReportTrends): readonly TrendBar[] {
  const { runId, startedAt, verdict, suites } = record;
  if (runs.some((run) => run.runId === runId)) {
    return runs.map((run) => ({ ...run, isThis: run.runId === runId }));
  }
  const durationMs = suites.flatMap(({ executions }) => executions)
    .reduce((sum, one) => sum + one.durationMs, 0);
  const own = { runId, startedAt, verdict, durationMs, isThis: true };
  return [...runs.map((run) => ({ ...run, isThis: false })), own];
}

function drawRuns(bars: readonly TrendBar[]): Html {
  return markup`<div class="figure card">${drawTrend(bars)}</div>
    <details>
      <summary>As a table</summary>
      <div class="scroll" role="region" aria-label="Newest runs" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Started</th>
              <th scope="col">Verdict</th>
              <th scope="col" class="num">All suites together</th>
            </tr>
          </thead>
          <tbody>${
    bars.toReversed().map(({ runId, startedAt, verdict, durationMs, isThis }) =>
      markup`<tr>
                <th scope="row"><bdi>${runId}</bdi>${isThis && " (this)"}</th>
                <td>${formatMoment(startedAt)}</td>
                <td>${chip(verdict)}</td>
                <td class="num">${formatDuration(durationMs)}</td>
              </tr>`
    )
  }</tbody>
        </table>
      </div>
    </details>`;
}

function drawUnsteady(tests: readonly TestPast[]): Html {
  return markup`<h3>Unsteady in the runs before</h3>
    <div class="scroll" role="region" aria-label="Unsteady tests" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Test</th>
            <th scope="col" class="num">Flake rate</th>
            <th scope="col" class="num">Runs</th>
            <th scope="col" class="num">Failures</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>${
    tests.map((past) =>
      markup`<tr>
              <th scope="row"><bdi>${past.id}</bdi></th>
              <td class="num">${past.flakeRate === null ? "" : percent(past.flakeRate)}</td>
              <td class="num">${past.runs}</td>
              <td class="num">${past.failures}</td>
              <td>${explainPast(past)}</td>
            </tr>`
    )
  }</tbody>
      </table>
    </div>`;
}
