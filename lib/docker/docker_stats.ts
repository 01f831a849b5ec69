import { parseSize } from "../model/size.ts";
import { asText, readJsonObject } from "./json_object.ts";

/** Command line that follows the use of one container, a line about every second. */
export function dockerStats(bin: string, id: string): readonly string[] {
  return [bin, "stats", "--no-trunc", "--format={{json .}}", "--", id];
}

/** What a line of `stats` tells; null values where it shows dashes. */
export interface StatsLine {
  readonly memoryBytes: number | null;
  readonly cpuPercent: number | null;
  readonly pids: number | null;
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
}

/** Reads one line of `stats`, which a terminal's control sequences may stand around; null when it is none. */
export function readStats(line: string): StatsLine | null {
  const row = readJsonObject(line.slice(Math.max(0, line.indexOf("{")), line.lastIndexOf("}") + 1));
  if (row === null) return null;
  const [memory] = asText(row["MemUsage"]).split("/");
  const [read, written] = asText(row["BlockIO"]).split("/");
  const cpu = /^([\d.]+)%$/.exec(asText(row["CPUPerc"]))?.[1];
  const pids = /^\d+$/.exec(asText(row["PIDs"]))?.[0];
  return {
    memoryBytes: bytesOf(memory),
    cpuPercent: cpu === undefined ? null : Number(cpu),
    pids: pids === undefined ? null : Number(pids),
    readBytes: bytesOf(read),
    writtenBytes: bytesOf(written),
  };
}

function bytesOf(text = ""): number | null {
  const size = parseSize(text.trim());
  if (size.ok) return size.value;
  return text.trim().startsWith("0") ? 0 : null;
}
