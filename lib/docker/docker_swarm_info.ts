import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { asText, readJsonObject } from "./json_object.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";

/** An engine as a part of a swarm. */
export interface SwarmInfo {
  readonly version: string;
  readonly os: string;
  /** As the kernel spells it: `x86_64`, `aarch64`. */
  readonly arch: string;
  /** `inactive`, `pending`, `active`, `error`, `locked`. */
  readonly state: string;
  /** True when services can be made here: the node is a manager and its swarm answers. */
  readonly isManager: boolean;
  readonly nodeId: string;
  /** What is wrong with the swarm; "" for nothing. */
  readonly error: string;
}

const FORMAT = '{"version":{{json .ServerVersion}},"os":{{json .OSType}},' +
  '"arch":{{json .Architecture}},"state":{{json .Swarm.LocalNodeState}},' +
  '"manager":{{json .Swarm.ControlAvailable}},"node":{{json .Swarm.NodeID}},' +
  '"error":{{json .Swarm.Error}}}';

/** Asks an engine what it is in a swarm, bounded by 10 s. */
export function dockerSwarmInfo(bin: string): Command<SwarmInfo> {
  return { argv: [bin, "info", `--format=${FORMAT}`], timeoutMs: 10_000, read: readInfo };
}

function readInfo(output: CommandOutput): Result<SwarmInfo, Problem> {
  const info = readJsonObject(output.stdout);
  // Some clients end with 0 and say on standard error that nobody answered.
  if (hasFailed(output) || info === null || asText(info["version"]) === "") {
    return err(readEngineError("swarm", output));
  }
  return ok({
    version: asText(info["version"]),
    os: asText(info["os"]),
    arch: asText(info["arch"]),
    state: asText(info["state"]),
    isManager: info["manager"] === true,
    nodeId: asText(info["node"]),
    error: asText(info["error"]),
  });
}
