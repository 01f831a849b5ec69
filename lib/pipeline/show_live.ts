import type { Host } from "../host/host.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import { foldLive, NO_LIVE, renderLive } from "../report/live_view.ts";
import { redrawBlock } from "../report/redraw_block.ts";
import type { GateDisplay, ShowOptions } from "./gate_display.ts";
import type { SuiteProgress } from "./gate_session.ts";

const REDRAW_MS = 120;
/** More suites than this are folded into a count, however high the terminal. */
const MAX_ROWS = 16;

/** Shows a run as a block that redraws itself; `since` gives the milliseconds since its start. */
export function showLive(
  host: Host,
  options: ShowOptions,
  since: () => number,
): GateDisplay {
  let state = NO_LIVE;
  let drawn = 0;
  let progress: ReadonlyMap<string, SuiteProgress> = new Map();
  const over = new AbortController();
  const redraw = (lines: readonly string[]): void => {
    options.write(redrawBlock(drawn, lines));
    drawn = lines.length;
  };
  const draw = (): void => {
    for (const tick of ticksOf(progress)) state = foldLive(state, tick, since());
    const { terminal } = host;
    const columns = Math.max(20, terminal.columns() - 1);
    const maxRows = Math.max(3, Math.min(MAX_ROWS, terminal.rows() - 1));
    redraw(renderLive(state, { columns, maxRows, color: options.color, nowMs: since() }));
  };
  const ticking = tick(host, draw, over.signal);
  return {
    show: (event) => {
      state = foldLive(state, event, since());
      if (event.type === "warning") {
        redraw([]);
        options.write(`warning: ${cleanLine(event.message)}\n`);
      }
    },
    watch: (running) => {
      progress = running;
    },
    close: async () => {
      over.abort();
      await ticking;
      // The suites stay on the screen as they ended, above the answer.
      draw();
    },
  };
}

async function tick(host: Host, draw: () => void, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    draw();
    await host.sleep(REDRAW_MS, over);
  }
}

function ticksOf(progress: ReadonlyMap<string, SuiteProgress>) {
  return [...progress].map(([suite, { stdout, stderr }]) => ({
    type: "progress" as const,
    suite,
    lines: stdout.lines + stderr.lines,
    bytes: stdout.bytes + stderr.bytes,
    lastOutputMs: latest(stdout.lastOutputMs, stderr.lastOutputMs),
  }));
}

function latest(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.max(one, other);
}
