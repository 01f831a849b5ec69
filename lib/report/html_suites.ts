import type { Execution, RunRecord, SuiteRecord } from "../model/run_record.ts";
import { countedTests } from "./counted_execution.ts";
import { drawTimeline, type TimelineRow } from "./draw_timeline.ts";
import { formatCounts } from "./format_counts.ts";
import { formatDuration } from "./format_duration.ts";
import { formatSize } from "./format_size.ts";
import { type Html, markup } from "./html.ts";
import { idOf } from "./html_failures.ts";
import { fileLink, type LinkBase } from "./html_link.ts";
import type { PageSection } from "./html_section.ts";
import { chip } from "./html_verdict.ts";

/** When every suite ran and how it ended, as a picture and as a table; shards by themselves. */
export function suitesSection(record: RunRecord, base: LinkBase): PageSection {
  const rows = rowsOf(record);
  const starts = rows.map(({ startMs }) => startMs);
  const zero = Math.min(0, ...starts.filter(Number.isFinite));
  const shifted = rows.map((row) => ({ ...row, startMs: row.startMs - zero }));
  const body = markup`${
    rows.length > 0 &&
    markup`<div class="figure card">${drawTimeline(shifted)}</div>`
  }<div class="scroll" role="region" aria-labelledby="suites-h" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Suite</th>
            <th scope="col">Outcome</th>
            <th scope="col">Tests</th>
            <th scope="col">Execution</th>
            <th scope="col" class="num">Start</th>
            <th scope="col" class="num">Duration</th>
            <th scope="col" class="num">Exit</th>
            <th scope="col">Memory</th>
            <th scope="col">Files</th>
          </tr>
        </thead>
        <tbody>${record.suites.map((suite) => drawSuite(record, suite, { base, zero }))}</tbody>
      </table>
    </div>
    ${drawShards(record, base)}`;
  return {
    id: "suites",
    title: "Suites",
    count: String(record.suites.length),
    body,
  };
}

/** Milliseconds since the run began; a merged run began when the first of its parts did. */
function startOf(record: RunRecord, { startedAt }: Execution): number {
  const ms = Date.parse(startedAt) - Date.parse(record.startedAt);
  return Number.isFinite(ms) ? ms : 0;
}

function rowsOf(record: RunRecord): readonly TimelineRow[] {
  return record.suites.flatMap((suite) =>
    suite.executions.map((execution, at) => ({
      label: `${suite.name}${sayPart(record, suite, at)}`,
      outcome: execution.outcome,
      startMs: startOf(record, execution),
      durationMs: execution.durationMs,
    }))
  );
}

/** Which shard or attempt an execution is, where there are several. */
function sayPart({ merge }: RunRecord, { executions, runs }: SuiteRecord, at: number): string {
  const execution = executions[at];
  if (execution === undefined || executions.length < 2) return "";
  const run = runs?.length === executions.length ? runs[at] : undefined;
  const shard = merge?.sources.find(({ run_id }) => run_id === run)?.shard ?? null;
  if (shard !== null) return `, shard ${shard}`;
  return `, ${execution.place} ${execution.attempt}`;
}

function drawSuite(
  record: RunRecord,
  suite: SuiteRecord,
  { base, zero }: { readonly base: LinkBase; readonly zero: number },
): Html {
  const { name, outcome, executions, required } = suite;
  const rows = Math.max(1, executions.length);
  const counts = formatCounts(countedTests(suite));
  const head = markup`<th scope="rowgroup" rowspan="${rows}"
      id="row-${idOf(name)}"><bdi>${name}</bdi>${
    !required && markup` <small class="quiet">not required</small>`
  }</th>
    <td rowspan="${rows}">${chip(outcome)}</td>
    <td rowspan="${rows}">${
    counts === "" ? "none" : markup`<a href="#tests" data-show-suite="${name}">${counts}</a>`
  }</td>`;
  const [first, ...more] = executions;
  if (first === undefined) {
    return markup`<tr>${head}<td colspan="6">${suite.why}</td></tr>`;
  }
  const cells = (execution: Execution, at: number): Html =>
    drawExecution(execution, {
      ...{ base, start: startOf(record, execution) - zero },
      isOnly: executions.length === 1,
      limit: limitOf(record, name),
      label: sayPart(record, suite, at).replace(/^, /, "") || execution.place,
    });
  return markup`<tr>${head}${cells(first, 0)}</tr>
${more.map((execution, at) => markup`<tr>${cells(execution, at + 1)}</tr>`)}`;
}

function limitOf({ plan }: RunRecord, suite: string): number | null {
  return plan.suites.find(({ name }) => name === suite)?.container?.memoryBytes ?? null;
}

function drawExecution(
  { outcome, durationMs, exitCode, signal, folder, container, report }: Execution,
  { base, start, label, isOnly, limit }: {
    readonly base: LinkBase;
    /** Bytes of memory that a container may use; null where nothing holds it. */
    readonly limit: number | null;
    readonly start: number;
    readonly label: string;
    readonly isOnly: boolean;
  },
): Html {
  const peak = container?.counters?.memoryPeakBytes ?? container?.trailer?.memoryPeakBytes ?? null;
  const most = limit === null ? "" : ` of ${formatSize(limit)}`;
  const memory = peak === null ? "" : `peak ${formatSize(peak)}${most}`;
  const exit = exitCode === null ? signal ?? "none" : String(exitCode);
  const link = (name: string): Html => markup`${fileLink(base, `${folder}/${name}`, name)} `;
  return markup`<td>${label} ${!isOnly && chip(outcome)}</td>
    <td class="num">${formatDuration(Math.max(0, start))}</td>
    <td class="num">${formatDuration(durationMs)}</td>
    <td class="num">${fileLink(base, `${folder}/exit.json`, exit)}</td>
    <td class="whole">${memory}</td>
    <td class="whole">${link("stdout.log")}${link("stderr.log")}${
    report.path !== null &&
    fileLink(base, report.path, "report")
  }</td>`;
}

/** The runs that a merged record was joined from. */
function drawShards({ merge }: RunRecord, base: LinkBase): Html | null {
  if (merge === undefined) return null;
  const { sources, completeness, kind } = merge;
  return markup`<h3>${kind === "shards" ? "Shards" : "Runs that were joined"}</h3>
<p>${
    completeness.is_complete
      ? "They are whole together."
      : markup`<strong>They are not whole together:</strong> ${completeness.problems.join(" ")}`
  } See ${fileLink(base, "summary.json")}.</p>
<ul class="list">${
    sources.map(({ run_id, shard, verdict }) =>
      markup`<li>${chip(verdict)} ${
        shard !== null && markup`shard ${shard}, `
      }<bdi>${run_id}</bdi></li>`
    )
  }</ul>${
    completeness.commands.length > 0 &&
    markup`<pre>${completeness.commands.slice(0, 10).join("\n")}</pre>`
  }`;
}
