import { place } from "./draw_axis.ts";
import { type Html, markup } from "./html.ts";
import { signOf, toneOf } from "./html_tone.ts";

/** One step of the ladder: an attempt with what was turned for it. */
export interface LadderStep {
  readonly number: number;
  /** "" for the first attempt, which runs things as they are configured. */
  readonly change: string;
  readonly outcome: string;
  readonly isKept: boolean;
}

const WIDTH = 960;
const RISE = 16;
const TREAD_CHARS = 7.2;

/** The attempts of a diagnosis as stairs: each step one change, with its outcome. */
export function drawLadder(steps: readonly LadderStep[]): Html {
  const tread = Math.min(240, (WIDTH - 20) / Math.max(1, steps.length));
  const height = 74 + steps.length * RISE;
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="ld-t ld-d">
<title id="ld-t">The attempts as steps</title>
<desc id="ld-d">${
    steps.map(({ number, change, outcome }) =>
      `${number}: ${change === "" ? "as configured" : change}, ${outcome}`
    ).join("; ")
  }. The list below says more.</desc>
${
    steps.map((step, at) =>
      drawStep(step, { x: 10 + at * tread, y: height - 30 - at * RISE, tread })
    )
  }
</svg>`;
}

function drawStep(
  { number, change, outcome, isKept }: LadderStep,
  { x, y, tread }: { readonly x: number; readonly y: number; readonly tread: number },
): Html {
  const room = Math.max(4, Math.floor((tread - 12) / TREAD_CHARS));
  const words = [...(change === "" ? "as configured" : change)];
  const shown = words.length <= room ? words.join("") : `${words.slice(0, room - 1).join("")}…`;
  return markup`<g>
      <title>${number}: ${change || "as configured"}, ${outcome}</title>
      <path class="stair" d="M${place(x)} ${place(y + RISE)} v${-RISE} h${place(tread)}" />
      <circle class="bar ${toneOf(outcome)}" cx="${place(x + 16)}" cy="${place(y - 20)}" r="11" />
      <text class="onbar" x="${place(x + 16)}" y="${place(y - 15.5)}" text-anchor="middle">${
    signOf(
      outcome,
    )
  }</text>
      <text class="label" x="${place(x + 34)}" y="${place(y - 15)}">${number}. ${outcome}${
    isKept &&
    ", kept"
  }</text>
      <text class="tick" x="${place(x + 6)}" y="${place(y + 14)}">${shown}</text>
    </g>`;
}
