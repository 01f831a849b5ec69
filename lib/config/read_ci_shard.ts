import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { CI_MATRICES, CI_SHARD_REMEDY, CI_SHARDS, type CiShardRow } from "./ci_shards.ts";

/** A shard as variables tell it, and which ones those are. */
export interface CiShard {
  /** 0-based, whatever the system counts from. */
  readonly index: number;
  readonly total: number;
  readonly indexFrom: string;
  readonly totalFrom: string;
}

type Environment = Readonly<Record<string, string>>;

/** The shard that the variables of a CI system tell; a `usage` problem where none, half or several do. */
export function readCiShard(environment: Environment): Result<CiShard, Problem> {
  const told = CI_SHARDS.filter(({ index }) => isSet(environment, index));
  const [first, ...others] = told;
  if (first === undefined) return err(explainNone(environment));
  const shard = readRow(first, environment);
  if (!shard.ok) return shard;
  for (const row of others) {
    const other = readRow(row, environment);
    if (!other.ok) return other;
    const { index, total } = other.value;
    if (index !== shard.value.index || total !== shard.value.total) {
      return err(explainContradiction(shard.value, other.value));
    }
  }
  return shard;
}

function isSet(environment: Environment, name: string): boolean {
  return (environment[name] ?? "") !== "";
}

function readRow(row: CiShardRow, environment: Environment): Result<CiShard, Problem> {
  const { index: indexFrom, total: totalFrom, first, system, remedy } = row;
  if (!isSet(environment, totalFrom)) {
    return usage(`${indexFrom} (${system}) is set, and ${totalFrom} is not`, remedy);
  }
  const index = numberOf(environment[indexFrom]);
  const total = numberOf(environment[totalFrom]);
  if (index === null) return usage(sayNoNumber(indexFrom, environment), remedy);
  if (total === null || total < 1) return usage(sayNoNumber(totalFrom, environment), remedy);
  if (index < first || index - first >= total) {
    const said = `${indexFrom} is ${index} and ${totalFrom} is ${total}`;
    return usage(`${said}: ${system} counts from ${first} to ${total - 1 + first}`, remedy);
  }
  return ok({ index: index - first, total, indexFrom, totalFrom });
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function sayNoNumber(name: string, environment: Environment): string {
  return `${name} is "${environment[name]}", which is no number of shards`;
}

function explainContradiction(one: CiShard, other: CiShard): Problem {
  const say = ({ index, total, indexFrom, totalFrom }: CiShard) =>
    `${indexFrom} and ${totalFrom} mean shard ${index} of ${total}`;
  const message = `--shard-from-env: ${say(one)}, but ${say(other)}`;
  const hint = "Unset one pair, or give --shard-index and --shard-total";
  return { kind: "usage", message, hint };
}

/** A total alone is what some systems set in every job, also in one that has no others beside it. */
function explainNone(environment: Environment): Problem {
  const half = CI_SHARDS.find(({ total }) => isSet(environment, total));
  const looked = CI_SHARDS.map(({ index, system }) => `${index} (${system})`).join(", ");
  const message = half === undefined
    ? `--shard-from-env: no variable tells which shard this is; looked for ${looked}`
    : `--shard-from-env: ${half.total} (${half.system}) is set, and ${half.index} is not`;
  const matrix = CI_MATRICES.find(({ detectedBy }) => isSet(environment, detectedBy));
  return { kind: "usage", message, hint: half?.remedy ?? matrix?.remedy ?? CI_SHARD_REMEDY };
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
