import type { Command } from "../model/command.ts";
import { err, ok } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";

/** The processes of a container: titles of the columns, and a row of texts for each. */
export interface ProcessTable {
  readonly titles: readonly string[];
  readonly processes: readonly (readonly string[])[];
}

const TOP_TIMEOUT_MS = 5_000;
/** More processes than that are a fork bomb, and the first ones show it. */
const MOST_PROCESSES = 500;
/** Of a command line; our own script inside is far longer. */
const ARGS_CHARS = 300;
/** What is asked of each; the last one may hold spaces. */
const COLUMNS = "pid,ppid,user,stat,wchan:24,etime,time,rss,nlwp,args";

/** Asks for the processes of a container as the machine of the engine sees them. */
export function dockerTop(bin: string, id: string): Command<ProcessTable> {
  return {
    argv: [bin, "top", id, "-eo", COLUMNS],
    timeoutMs: TOP_TIMEOUT_MS,
    read: (output) =>
      hasFailed(output) ? err(readEngineError("inspect", output)) : ok(readTop(output.stdout)),
  };
}

/** Reads a table of processes: the last column is all that is left of a line. */
export function readTop(text: string): ProcessTable {
  const [head = "", ...lines] = text.split("\n").filter((line) => line.trim() !== "");
  const titles = head.trim().split(/\s+/);
  const processes = lines.slice(0, MOST_PROCESSES).map((line) => {
    const words = line.trim().split(/\s+/);
    const args = words.slice(titles.length - 1).join(" ").slice(0, ARGS_CHARS);
    return [...words.slice(0, titles.length - 1), args];
  });
  return { titles, processes };
}
