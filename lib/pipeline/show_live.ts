import type { Host } from "../host/host.ts";
import type { TestsSoFar } from "../model/tests_so_far.ts";
import { followTests, type TestsFollower } from "../observe/follow_tests.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import type { LivePast } from "../report/estimate_left.ts";
import { foldLive, NO_LIVE } from "../report/live_view.ts";
import { redrawBlock } from "../report/redraw_block.ts";
import { renderLive } from "../report/render_live.ts";
import type { GateDisplay, ShowOptions } from "./gate_display.ts";
import type { SuiteProgress } from "./gate_session.ts";
import { loadLivePast } from "./load_live_past.ts";

const REDRAW_MS = 120;
/** How often it is looked how far tests have come; files are read for it. */
const LOOK_MS = 400;
/** More rows than this are folded into a count, however high the terminal. */
const MAX_ROWS = 16;

/** Shows a run as a block that redraws itself; `since` gives the milliseconds since its start. */
export function showLive(
  host: Host,
  options: ShowOptions,
  since: () => number,
): GateDisplay {
  let state = NO_LIVE;
  let drawn: readonly string[] = [];
  let past: LivePast | null = null;
  let progress: ReadonlyMap<string, SuiteProgress> = new Map();
  const tests = new Map<string, TestsSoFar>();
  const over = new AbortController();
  const reflows = doesReflow(host.environment());
  const redraw = (lines: readonly string[]): void => {
    const columns = host.terminal.columns();
    options.write(redrawBlock({ lines: drawn, columns, reflows }, lines));
    drawn = lines;
  };
  const draw = (): void => {
    for (const tick of ticksOf(progress, tests)) state = foldLive(state, tick, since());
    const { terminal } = host;
    // The last column stays free: some terminals wrap a line that fills it.
    const columns = Math.max(1, terminal.columns() - 1);
    const maxRows = Math.max(1, Math.min(MAX_ROWS, terminal.rows() - 1));
    const style = { columns, maxRows, color: options.color, nowMs: since() };
    redraw(renderLive(state, { ...style, ...(past && { past }) }));
  };
  const following = follow(host, { progress: () => progress, tests, since, over: over.signal });
  const loading = loadLivePast(host, options.plan).then((loaded) => void (past = loaded));
  const ticking = tick(host, draw, over.signal);
  return {
    show: (event) => {
      state = foldLive(state, event, since());
      if (event.type === "suite-started") tests.delete(event.suite);
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
      await Promise.all([ticking, following, loading]);
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

/** What is followed, and where what is seen goes. */
interface Following {
  readonly progress: () => ReadonlyMap<string, SuiteProgress>;
  readonly tests: Map<string, TestsSoFar>;
  readonly since: () => number;
  readonly over: AbortSignal;
}

/** Looks at the files in which running suites tell of their tests, one after the other. */
async function follow(host: Host, { progress, tests, since, over }: Following): Promise<void> {
  const followed = new Map<string, { of: SuiteProgress; by: TestsFollower | null }>();
  for (;;) {
    await host.sleep(LOOK_MS, over);
    if (over.aborted) return;
    for (const [suite, of] of progress()) {
      const known = followed.get(suite);
      // Another attempt has another file, or the same one anew.
      const by = known?.of === of ? known.by : of.tests ? followTests(host, of.tests) : null;
      followed.set(suite, { of, by });
      const seen = await by?.look(since()) ?? null;
      if (seen !== null && progress().get(suite) === of) tests.set(suite, seen);
    }
  }
}

function ticksOf(
  progress: ReadonlyMap<string, SuiteProgress>,
  tests: ReadonlyMap<string, TestsSoFar>,
) {
  return [...progress].map(([suite, { stdout, stderr }]) => {
    const seen = tests.get(suite);
    return {
      type: "progress" as const,
      suite,
      lines: stdout.lines + stderr.lines,
      bytes: stdout.bytes + stderr.bytes,
      lastOutputMs: latest(stdout.lastOutputMs, stderr.lastOutputMs),
      ...(seen && { tests: seen }),
    };
  });
}

function latest(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.max(one, other);
}

/** True where a narrower terminal wraps what it shows: all but xterm itself and GNU screen. */
function doesReflow({ XTERM_VERSION, STY }: Readonly<Record<string, string>>): boolean {
  return XTERM_VERSION === undefined && STY === undefined;
}
