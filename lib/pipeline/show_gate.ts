import type { Host } from "../host/host.ts";
import type { RunEvent } from "../model/run_event.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import { formatEvent } from "../report/format_event.ts";
import { foldLive, NO_LIVE, renderLive } from "../report/live_view.ts";
import { redrawBlock } from "../report/redraw_block.ts";
import type { SuiteProgress } from "./gate_session.ts";

const REDRAW_MS = 120;
/** More suites than this are folded into a count, however high the terminal. */
const MAX_ROWS = 16;

/** How a run shows itself while it goes on. */
export interface ShowOptions {
  /** `live`: a block that redraws itself; `lines`: one line for each event; `quiet`: nothing. */
  readonly style: "live" | "lines" | "quiet";
  readonly color: boolean;
  /** Where it is shown. */
  readonly write: (text: string) => void;
}

/** The display of one run. */
export interface GateDisplay {
  show(event: RunEvent): void;
  watch(progress: ReadonlyMap<string, SuiteProgress>): void;
  /** Draws the live block for the last time; it stays. */
  close(): Promise<void>;
}

/** Shows a run in the chosen style; time is counted from here. */
export function showGate(host: Host, options: ShowOptions): GateDisplay {
  const startMs = host.monotonicMs();
  const since = (): number => host.monotonicMs() - startMs;
  if (options.style === "live") return liveDisplay(host, options, since);
  return {
    show: (event) => {
      if (options.style === "quiet") return;
      const line = formatEvent(event, since(), { color: options.color });
      if (line !== null) options.write(`${line}\n`);
    },
    watch: () => {},
    close: () => Promise.resolve(),
  };
}

function liveDisplay(host: Host, options: ShowOptions, since: () => number): GateDisplay {
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
