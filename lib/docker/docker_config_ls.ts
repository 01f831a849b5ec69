import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { asText, readJsonObject } from "./json_object.ts";
import { readLabels } from "./docker_ps.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";

/** A config as the list shows it; its content is not asked for. */
export interface ListedConfig {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

const FORMAT = '{"id":{{json .ID}},"name":{{json .Name}},"labels":{{json .Labels}}}';

/** Lists configs that have all of these labels (`name` or `name=value`). */
export function dockerConfigLs(
  bin: string,
  labelFilters: readonly string[],
): Command<readonly ListedConfig[]> {
  const filters = labelFilters.map((label) => `--filter=label=${label}`);
  return {
    argv: [bin, "config", "ls", ...filters, `--format=${FORMAT}`],
    timeoutMs: 10_000,
    read: readList,
  };
}

function readList(output: CommandOutput): Result<readonly ListedConfig[], Problem> {
  if (hasFailed(output)) return err(readEngineError("swarm", output));
  const lines = output.stdout.split("\n").map(readJsonObject).filter((line) => line !== null);
  return ok(lines.map((line) => ({
    id: asText(line["id"]),
    name: asText(line["name"]),
    labels: readLabels(line["labels"]),
  })));
}
