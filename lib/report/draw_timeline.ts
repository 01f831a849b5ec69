import { formatTick, place, timeTicks } from "./draw_axis.ts";
import { formatDuration } from "./format_duration.ts";
import { type Html, markup } from "./html.ts";
import { toneOf } from "./html_tone.ts";

/** One bar of a timeline. */
export interface TimelineRow {
  readonly label: string;
  readonly outcome: string;
  /** Milliseconds since the beginning of the timeline. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** More rows than that are no picture; the table beside it has all. */
export const TIMELINE_ROWS = 60;

const WIDTH = 960;
const LABEL = 230;
const RIGHT = 64;
const ROW = 24;
const TOP = 8;
const LABEL_CHARS = 34;

/** Who ran when, one bar each, as an SVG with a title and a description; the first `TIMELINE_ROWS`. */
export function drawTimeline(all: readonly TimelineRow[]): Html {
  const rows = all.slice(0, TIMELINE_ROWS);
  const most = Math.max(1, ...rows.map((row) => row.startMs + row.durationMs));
  const height = TOP + rows.length * ROW + 24;
  const x = (ms: number): number => LABEL + ms / most * (WIDTH - LABEL - RIGHT);
  const ticks = timeTicks(most, 8);
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="tl-t tl-d">
<title id="tl-t">When each suite ran</title>
<desc id="tl-d">${describe(rows, most)}</desc>
${ticks.map((tick) => drawTick(x(tick), formatTick(tick), height))}
${rows.map((row, at) => drawRow(row, { y: TOP + at * ROW, x }))}
</svg>`;
}

function drawTick(x: number, label: string, height: number): Html {
  return markup`<line class="grid" x1="${place(x)}" x2="${place(x)}" y1="${TOP}" y2="${
    height - 22
  }" />
    <text class="tick" x="${place(x)}" y="${height - 7}" text-anchor="middle">${label}</text>`;
}

function drawRow(
  { label, outcome, startMs, durationMs }: TimelineRow,
  { y, x }: { readonly y: number; readonly x: (ms: number) => number },
): Html {
  const from = x(startMs);
  const width = Math.max(2, x(startMs + durationMs) - from);
  const words = formatDuration(durationMs);
  return markup`<g>
      <title>${label}: ${outcome}, ${words}, from ${formatDuration(startMs)}</title>
      <text class="label" x="${LABEL - 10}" y="${y + 15}" text-anchor="end">${shorten(label)}</text>
      <rect class="bar ${toneOf(outcome)}" x="${place(from)}" y="${y + 3}" width="${place(width)}"
        height="${ROW - 8}" rx="3" />
      <text class="tick" x="${place(from + width + 5)}" y="${y + 15}">${words}</text>
    </g>`;
}

function shorten(label: string): string {
  const letters = [...label];
  return letters.length <= LABEL_CHARS ? label : `${letters.slice(0, LABEL_CHARS - 1).join("")}…`;
}

function describe(rows: readonly TimelineRow[], most: number): string {
  const bad = rows.filter(({ outcome }) => toneOf(outcome) === "bad").map(({ label }) => label);
  const failed = bad.length === 0 ? "" : ` Without a pass: ${bad.slice(0, 10).join(", ")}.`;
  return `${rows.length} executions in ${
    formatDuration(most)
  }.${failed} The table below says the same.`;
}
