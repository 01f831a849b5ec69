import type { ContainerSample } from "../model/container_sample.ts";
import { formatTick, niceTicks, place, timeTicks } from "./draw_axis.ts";
import { formatSize } from "./format_size.ts";
import { type Html, markup } from "./html.ts";

/** Something that happened to a container at one moment. */
export interface SeriesMark {
  readonly atMs: number;
  readonly kind: "start" | "oom" | "kill" | "die";
  /** `start`, `oom`, `kill SIGTERM`, `die 137`. */
  readonly label: string;
}

/** What is drawn of one container. */
export interface Series {
  /** Unique on its page; ends ids. */
  readonly key: string;
  readonly title: string;
  readonly points: readonly ContainerSample[];
  readonly memoryLimitBytes: number | null;
  /** In processors; null for all of the machine. */
  readonly cpus: number | null;
  readonly marks: readonly SeriesMark[];
}

interface Panel {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** What is known to have been reached, between two samples too. */
  readonly peak: number;
  readonly limit: number | null;
  readonly format: (value: number) => string;
  readonly base: 10 | 1024;
  readonly shape: "area" | "bars";
}

const WIDTH = 960;
const LEFT = 84;
const RIGHT = 14;
const HEIGHT = 110;
const GAP = 30;
const TOP = 34;

/** Memory, processor and output of a container over its life, limits and events drawn in, as one SVG. */
export function drawSeries({ key, title, points, marks, ...limits }: Series): Html {
  const panels = panelsOf(points, limits);
  const most = Math.max(1, ...points.map(({ at_ms }) => at_ms), ...marks.map(({ atMs }) => atMs));
  const x = (ms: number): number => LEFT + ms / most * (WIDTH - LEFT - RIGHT);
  const bottom = TOP + panels.length * (HEIGHT + GAP) - GAP;
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${bottom + 26}" role="img"
      aria-labelledby="${key}-t ${key}-d">
    <title id="${key}-t">${title}: memory, processor and output over time</title>
    <desc id="${key}-d">${describe(panels, marks)}</desc>
    ${timeTicks(most, 8).map((tick) => drawTime(x(tick), formatTick(tick), bottom))}
    ${marks.map((mark, at) => drawMark(mark, { marks, at, x, bottom }))}
    ${panels.map((panel, at) => drawPanel(panel, { points, x, top: TOP + at * (HEIGHT + GAP) }))}
    </svg>`;
}

function panelsOf(
  points: readonly ContainerSample[],
  { memoryLimitBytes, cpus }: Pick<Series, "memoryLimitBytes" | "cpus">,
): readonly Panel[] {
  const output = points.map(({ output_bytes }, at) =>
    Math.max(0, output_bytes - (points[at - 1]?.output_bytes ?? 0))
  );
  return [
    {
      ...{ name: "memory", limit: memoryLimitBytes, format: formatSize, base: 1024, shape: "area" },
      values: points.map(({ memory_bytes }) => memory_bytes),
      peak: highest(points.flatMap((one) => [one.memory_bytes, one.memory_peak_bytes])),
    },
    {
      ...{ name: "processor", format: (value) => `${value} %`, base: 10, shape: "area" },
      limit: cpus === null ? null : cpus * 100,
      values: points.map(({ cpu_percent }) => cpu_percent),
      peak: highest(points.map(({ cpu_percent }) => cpu_percent)),
    },
    {
      ...{ name: "output", limit: null, format: formatSize, base: 1024, shape: "bars" },
      values: output,
      peak: highest(output),
    },
  ];
}

function highest(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

/** A limit far above what was used would press the line to the floor: it is then told, not drawn. */
const FAR = 8;

function drawPanel(
  { name, values, peak, limit, format, base, shape }: Panel,
  { points, x, top }: {
    readonly points: readonly ContainerSample[];
    readonly x: (ms: number) => number;
    readonly top: number;
  },
): Html {
  const isFar = limit !== null && limit > Math.max(peak, 1) * FAR;
  const ticks = niceTicks(Math.max(peak, isFar ? 0 : limit ?? 0), 3, base);
  const most = Math.max(ticks.at(-1) ?? 1, isFar ? 0 : (limit ?? 0) * 1.04);
  const floor = top + HEIGHT;
  const y = (value: number): number => floor - value / most * HEIGHT;
  const at = points.map(({ at_ms }, index) => ({ x: x(at_ms), value: values[index] ?? null }));
  const told = `${name}, peak ${format(peak)}${limit === null ? "" : `, limit ${format(limit)}`}`;
  return markup`<text class="label" x="${LEFT + 6}" y="${top - 7}">${told}</text>
    ${
    ticks.map((tick) =>
      markup`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${place(y(tick))}" y2="${
        place(
          y(tick),
        )
      }" />
        <text class="tick" x="${LEFT - 8}" y="${place(y(tick) + 4)}" text-anchor="end">${
        format(
          tick,
        )
      }</text>`
    )
  }
    ${shape === "area" ? drawArea(at, y, floor) : drawBars(at, y, floor)}
    ${
    limit !== null && !isFar &&
    markup`<line class="limit" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${place(y(limit))}" y2="${
      place(
        y(limit),
      )
    }" />
      <text class="limit-label" x="${WIDTH - RIGHT - 4}" y="${
      place(
        y(limit) - 4,
      )
    }" text-anchor="end">limit ${format(limit)}</text>`
  }`;
}

type Point = { readonly x: number; readonly value: number | null };

function drawArea(at: readonly Point[], y: (value: number) => number, floor: number): Html | null {
  const known = at.filter((point) => point.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return null;
  const line = known.map((point) => `${place(point.x)} ${place(y(point.value ?? 0))}`).join(" L");
  return markup`<path class="area" d="M${place(first.x)} ${place(floor)} L${line} L${
    place(last.x)
  } ${
    place(
      floor,
    )
  } Z" />
    <path class="line" d="M${line}" />`;
}

function drawBars(at: readonly Point[], y: (value: number) => number, floor: number): Html {
  const width = Math.max(1.5, Math.min(10, (WIDTH - LEFT - RIGHT) / Math.max(1, at.length) * 0.7));
  const bars = at.filter(({ value }) => (value ?? 0) > 0).map((point) => {
    const top = Math.min(y(point.value ?? 0), floor - 1);
    return `M${place(point.x - width)} ${place(floor)} V${place(top)} h${place(width)} V${
      place(floor)
    } Z`;
  });
  return markup`<path class="fill" d="${bars.join(" ")}" />`;
}

function drawTime(x: number, label: string, bottom: number): Html {
  return markup`<line class="grid faint" x1="${place(x)}" x2="${
    place(x)
  }" y1="${TOP}" y2="${bottom}" />
    <text class="tick" x="${place(x)}" y="${bottom + 18}" text-anchor="middle">${label}</text>`;
}

/** Events that come close together are told once, so that their words do not lie over each other. */
const CLOSE = 60;

function drawMark(
  { atMs, kind, label }: SeriesMark,
  { marks, at, x, bottom }: {
    readonly marks: readonly SeriesMark[];
    readonly at: number;
    readonly x: (ms: number) => number;
    readonly bottom: number;
  },
): Html {
  const here = x(atMs);
  const before = marks[at - 1];
  const isCovered = before !== undefined && here - x(before.atMs) < CLOSE;
  const group = marks.slice(at).filter((mark) => x(mark.atMs) - here < CLOSE);
  const words = isCovered ? "" : group.map((mark) => mark.label).join(", ") || label;
  const isRight = here > WIDTH * 0.7;
  return markup`<g class="mark ${kind}"><title>${label} at ${formatTick(atMs)}</title>
    <line x1="${place(here)}" x2="${place(here)}" y1="${TOP - 16}" y2="${bottom}"/>${
    words !== "" &&
    markup`<text x="${place(here + (isRight ? -4 : 4))}" y="12" text-anchor="${
      isRight ? "end" : "start"
    }">${words}</text>`
  }</g>`;
}

function describe(panels: readonly Panel[], marks: readonly SeriesMark[]): string {
  const peaks = panels.map(({ name, peak, limit, format }) =>
    `${name} up to ${format(peak)}` +
    (limit === null ? "" : ` of ${format(limit)}`)
  );
  const events = marks.map(({ label, atMs }) => `${label} at ${formatTick(atMs)}`);
  return [peaks.join("; "), events.join("; ")].filter((words) => words !== "").join(". Events: ");
}
