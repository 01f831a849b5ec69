import { formatTick, place, timeTicks } from "./draw_axis.ts";
import { formatDuration } from "./format_duration.ts";
import { type Html, markup } from "./html.ts";
import { toneOf } from "./html_tone.ts";

/** One run of a trend. */
export interface TrendBar {
  readonly runId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly verdict: string;
  readonly durationMs: number;
  readonly isThis: boolean;
}

const WIDTH = 960;
const HEIGHT = 180;
const LEFT = 56;
const BOTTOM = 26;
const TOP = 10;
const WIDEST = 40;

/** Duration and verdict of runs, the oldest first, one bar each. */
export function drawTrend(bars: readonly TrendBar[]): Html {
  const most = Math.max(1, ...bars.map(({ durationMs }) => durationMs));
  const floor = HEIGHT - BOTTOM;
  const y = (ms: number): number => floor - ms / most * (floor - TOP);
  const slot = Math.min(WIDEST, (WIDTH - LEFT - 8) / Math.max(1, bars.length));
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="tr-t tr-d">
<title id="tr-t">Duration and verdict of the newest runs</title>
<desc id="tr-d">${bars.length} runs, the oldest on the left. The longest took ${
    formatDuration(most)
  }. The table below says the same.</desc>
${
    timeTicks(most, 4).map((tick) =>
      markup`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${place(y(tick))}" y2="${
        place(
          y(tick),
        )
      }" />
        <text class="tick" x="${LEFT - 8}" y="${place(y(tick) + 4)}" text-anchor="end">${
        formatTick(
          tick,
        )
      }</text>`
    )
  }
${bars.map((bar, at) => drawBar(bar, { x: LEFT + at * slot, slot, y, floor }))}
</svg>`;
}

function drawBar(
  { runId, startedAt, verdict, durationMs, isThis }: TrendBar,
  { x, slot, y, floor }: {
    readonly x: number;
    readonly slot: number;
    readonly y: (ms: number) => number;
    readonly floor: number;
  },
): Html {
  const top = Math.min(y(durationMs), floor - 2);
  const middle = place(x + slot / 2);
  return markup`<g><title>${runId}: ${verdict}, ${formatDuration(durationMs)}, ${startedAt}</title>
    <rect class="bar ${toneOf(verdict)}" x="${place(x + slot * 0.15)}" y="${
    place(
      top,
    )
  }" width="${place(slot * 0.7)}" height="${place(floor - top)}" rx="2"/>${
    isThis && markup`<path class="this" d="M${middle} ${floor + 4} l5 8 h-10 z" />
      <text class="tick" x="${middle}" y="${floor + 24}" text-anchor="middle">this</text>`
  }</g>`;
}
