import type { ContainerSample } from "../model/container_sample.ts";
import { formatSize } from "./format_size.ts";

const BARS = [..." ▁▂▃▄▅▆▇█"];
const COLUMNS = 60;

/** Three small lines over the life of a container, memory, processor and output, each with its peak. */
export function formatTimeline(points: readonly ContainerSample[]): readonly string[] {
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return ["(too short to be sampled)"];
  const column = (read: (point: ContainerSample) => number | null): readonly number[] =>
    Array.from({ length: COLUMNS }, (_, at) => {
      const [from, to] = [at, at + 1].map((edge) => last.at_ms * edge / COLUMNS);
      const inside = points.filter(({ at_ms }) => at_ms >= (from ?? 0) && at_ms <= (to ?? 0));
      return Math.max(0, ...inside.map((point) => read(point) ?? 0));
    });
  const output = points.map((point, at) => ({
    ...point,
    output_bytes: point.output_bytes - (points[at - 1]?.output_bytes ?? 0),
  }));
  const bytes = (values: readonly number[]): string => formatSize(Math.max(...values));
  const memory = fill(column(({ memory_bytes }) => memory_bytes));
  const cpu = column(({ cpu_percent }) => cpu_percent);
  const spoken = Array.from({ length: COLUMNS }, (_, at) => {
    const [from, to] = [last.at_ms * at / COLUMNS, last.at_ms * (at + 1) / COLUMNS];
    return output.filter(({ at_ms }) => at_ms >= from && at_ms <= to)
      .reduce((sum, { output_bytes }) => sum + Math.max(0, output_bytes), 0);
  });
  return [
    `memory ${draw(memory)} peak ${bytes(memory)}`,
    `cpu    ${draw(cpu)} peak ${Math.max(...cpu)} %`,
    `output ${draw(spoken)} ${formatSize(last.output_bytes)} in all`,
    `       0 s${" ".repeat(COLUMNS - 10)}${(last.at_ms / 1000).toFixed(1)} s`,
  ];
}

/** Between two samples memory is what it was. */
function fill(values: readonly number[]): readonly number[] {
  let before = 0;
  return values.map((value) => before = value === 0 ? before : value);
}

function draw(values: readonly number[]): string {
  const most = Math.max(...values);
  return values.map((value) =>
    BARS[most === 0 ? 0 : Math.ceil(value / most * (BARS.length - 1))] ?? " "
  ).join("");
}
