import type { ContainerSample } from "../model/container_sample.ts";
import { formatTick } from "./draw_axis.ts";
import { drawSeries, type Series } from "./draw_series.ts";
import { formatSize } from "./format_size.ts";
import { type Html, markup } from "./html.ts";
import { fileLink, type LinkBase } from "./html_link.ts";
import type { PageSection } from "./html_section.ts";

/** What one container used over time, and the file that tells it. */
export interface ExecutionSeries extends Series {
  /** Relative to the run's folder. */
  readonly file: string;
}

const ROWS = 24;
const OPEN = 3;

/** Memory, processor and output over time of every container that lived long enough; null for none. */
export function resourcesSection(
  series: readonly ExecutionSeries[],
  base: LinkBase,
): PageSection | null {
  if (series.length === 0) return null;
  const body = markup`${series.map((one, at) => drawOne(one, { base, isOpen: at < OPEN }))}`;
  return { id: "resources", title: "Memory, processor, output", count: "", body };
}

function drawOne(
  one: ExecutionSeries,
  { base, isOpen }: { readonly base: LinkBase; readonly isOpen: boolean },
): Html {
  return markup`<details class="card" ${isOpen && markup`open`}>
      <summary><strong><bdi>${one.title}</bdi></strong></summary>
      <div class="figure">${drawSeries(one)}</div>
      <p class="quiet">From ${fileLink(base, one.file)}, ${one.points.length} points; events from ${
    fileLink(base, "container_events.jsonl")
  }</p>
      <details>
        <summary>As a table</summary>
        <div class="scroll" role="region" aria-label="${one.title} as a table" tabindex="0">
          <table>
            <thead>
              <tr>
                <th scope="col" class="num">Time</th>
                <th scope="col" class="num">Memory</th>
                <th scope="col" class="num">Processor</th>
                <th scope="col" class="num">Processes</th>
                <th scope="col" class="num">Output</th>
                <th scope="col">Event</th>
              </tr>
            </thead>
            <tbody>${rowsOf(one)}</tbody>
          </table>
        </div>
      </details>
    </details>`;
}

/** Points evenly spread, and every event in its place. */
function rowsOf({ points, marks }: Series): readonly Html[] {
  const step = Math.max(1, Math.ceil(points.length / ROWS));
  const shown = points.filter((_, at) => at % step === 0 || at === points.length - 1);
  const rows = [
    ...shown.map((point) => ({ atMs: point.at_ms, row: drawPoint(point) })),
    ...marks.map(({ atMs, label }) => ({ atMs, row: drawEvent(atMs, label) })),
  ];
  return rows.toSorted((a, b) => a.atMs - b.atMs).map(({ row }) => row);
}

function drawPoint(point: ContainerSample): Html {
  const size = (bytes: number | null): string => bytes === null ? "" : formatSize(bytes);
  return markup`<tr>
      <td class="num">${formatTick(point.at_ms)}</td>
      <td class="num">${size(point.memory_bytes)}</td>
      <td class="num">${point.cpu_percent !== null && `${point.cpu_percent} %`}</td>
      <td class="num">${point.pids}</td>
      <td class="num">${size(point.output_bytes)}</td>
      <td></td>
    </tr>`;
}

function drawEvent(atMs: number, label: string): Html {
  return markup`<tr>
      <td class="num">${formatTick(atMs)}</td>
      <td></td>
      <td></td>
      <td></td>
      <td></td>
      <td>${label}</td>
    </tr>`;
}
