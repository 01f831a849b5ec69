import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";
import { asObject, asText, asTexts, type JsonObject, readJsonObject } from "./json_object.ts";

/** A container as the list shows it, whatever its state. */
export interface ListedContainer {
  readonly id: string;
  readonly name: string;
  /** `running`, `exited`, … as the engine says it. */
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Only these: `{{json .}}` alone makes the engine measure the disk use of every container. */
const FORMAT =
  '{"id":{{json .ID}},"name":{{json .Names}},"state":{{json .State}},"labels":{{json .Labels}}}';

/** Lists containers that have all of these labels (`name` or `name=value`), ended ones included. */
export function dockerPs(
  bin: string,
  labelFilters: readonly string[],
): Command<readonly ListedContainer[]> {
  const filters = labelFilters.map((label) => `--filter=label=${label}`);
  return {
    argv: [bin, "ps", "--all", "--no-trunc", ...filters, `--format=${FORMAT}`],
    timeoutMs: 10_000,
    read: readList,
  };
}

function readList(output: CommandOutput): Result<readonly ListedContainer[], Problem> {
  if (hasFailed(output)) return err(readEngineError("ps", output));
  const lines = output.stdout.split("\n").map(readJsonObject).filter((line) => line !== null);
  return ok(lines.map(readListed));
}

/** Podman has arrays of names, and labels as an object. */
function readListed(line: JsonObject): ListedContainer {
  const name = asText(line["name"]) || (asTexts(line["name"])[0] ?? "");
  return {
    id: asText(line["id"]),
    name: name.replace(/^\//, ""),
    state: readState(asText(line["state"])),
    labels: readLabels(line["labels"]),
  };
}

/** Podman says `Up 2 seconds ago` and `Exited (0) …` here. */
function readState(text: string): string {
  const word = text.split(" ", 1)[0]?.toLowerCase() ?? "";
  return word === "up" ? "running" : word;
}

/**
 * Labels as a list shows them, `a=1,b=2`, by name: a piece without `=` belongs to the value before it,
 * which held a comma. Podman gives an object.
 */
export function readLabels(labels: unknown): Readonly<Record<string, string>> {
  const object = asObject(labels);
  if (object !== null) {
    return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, asText(value)]));
  }
  const read = new Map<string, string>();
  let last = "";
  for (const piece of asText(labels).split(",")) {
    const at = piece.indexOf("=");
    if (at > 0) read.set(last = piece.slice(0, at), piece.slice(at + 1));
    else if (last !== "") read.set(last, `${read.get(last)},${piece}`);
  }
  return Object.fromEntries(read);
}
