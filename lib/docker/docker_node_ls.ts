import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { asText, type JsonObject, readJsonObject } from "./json_object.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";

/** A node of a swarm as its manager sees it. */
export interface SwarmNode {
  readonly id: string;
  readonly hostname: string;
  /** `ready`, `down`, `unknown`, `disconnected`. */
  readonly status: string;
  /** `active`, `pause`, `drain`. */
  readonly availability: string;
}

const FORMAT = '{"id":{{json .ID}},"hostname":{{json .Hostname}},"status":{{json .Status}},' +
  '"availability":{{json .Availability}}}';

/** Lists the nodes of a swarm; only a manager can. */
export function dockerNodeLs(bin: string): Command<readonly SwarmNode[]> {
  return { argv: [bin, "node", "ls", `--format=${FORMAT}`], timeoutMs: 10_000, read: readNodes };
}

function readNodes(output: CommandOutput): Result<readonly SwarmNode[], Problem> {
  if (hasFailed(output)) return err(readEngineError("swarm", output));
  const lines = output.stdout.split("\n").map(readJsonObject).filter((line) => line !== null);
  return ok(lines.map(readNode));
}

function readNode(line: JsonObject): SwarmNode {
  return {
    id: asText(line["id"]),
    hostname: asText(line["hostname"]),
    status: asText(line["status"]).toLowerCase(),
    availability: asText(line["availability"]).toLowerCase(),
  };
}
