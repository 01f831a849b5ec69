import type { ParsedFlags } from "../model/flag.ts";
import { faultOfFlag, readSetting } from "../model/flag_value.ts";
import type { SettingSource } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { type ShardRequest } from "../model/shard.ts";
import { SHARD_KINDS } from "../model/shard_kind.ts";
import { readCiShard } from "./read_ci_shard.ts";

/** The shard a user asks for, and where its settings came from. */
export interface AskedShard {
  readonly request: ShardRequest;
  readonly sources: readonly SettingSource[];
}

type Environment = Readonly<Record<string, string>>;
type Setting = NonNullable<ReturnType<typeof readSetting>>;

/** The names of the flags that ask for a shard. */
const NAMES = ["shard-kind", "shard-index", "shard-total", "shard-from-env"] as const;

/** Which shard flags and variables ask for; null for none, a `usage` problem where they make no sense. */
export function readShard(
  flags: ParsedFlags,
  environment: Environment,
): Result<AskedShard | null, Problem> {
  // A replay's flag of the same name chooses among records, and nothing is dealt out.
  if (!flags.rows.some(({ name }) => name === "shard-total")) return ok(null);
  const fault = findFault(flags, environment);
  if (fault !== null) return err(fault);
  const read = (name: string) => readSetting(flags, environment, name);
  const [kind, index, total, fromEnv] = NAMES.map(read);
  const durations = read("shard-durations");
  if (fromEnv?.text === "true") return fromCi(flags, environment, { kind, durations });
  if (index && total) {
    const place = { index: Number(index.text), total: Number(total.text) };
    if (place.index >= place.total) return err(explainRange(index, place));
    return ok(asked(place, { kind, durations, index, total }));
  }
  const given = index ?? total ?? kind ?? (durations?.from === "flag" ? durations : null);
  if (!given) return ok(null);
  const missing = ["index", "total"].filter((name) => !read(`shard-${name}`))
    .map((name) => `--shard-${name}`).join(" and ");
  const message = `${given.where} says nothing without ${missing}`;
  return usage(message, "Give --shard-index and --shard-total, or --shard-from-env");
}

/** A flag's value was checked as it was parsed; a variable's was not. */
function findFault(flags: ParsedFlags, environment: Environment): Problem | null {
  for (const row of flags.rows.filter(({ name }) => name.startsWith("shard-"))) {
    const text = row.env === undefined ? undefined : environment[row.env];
    if (flags.values.has(row.name) || text === undefined || text === "") continue;
    const fault = faultOfFlag(row, text);
    if (fault !== null) {
      return { kind: "usage", message: `${row.env}: ${fault}`, hint: `Write ${row.placeholder}` };
    }
  }
  return null;
}

interface Given {
  readonly kind: Setting | null | undefined;
  readonly durations: Setting | null;
}

function fromCi(
  flags: ParsedFlags,
  environment: Environment,
  given: Given,
): Result<AskedShard, Problem> {
  const own = ["shard-index", "shard-total"].find((name) => flags.values.has(name));
  if (own !== undefined) {
    const message = `--shard-from-env and --${own} contradict each other: both say which shard`;
    return usage(message, "Leave one of the two away");
  }
  const ci = readCiShard(environment);
  if (!ci.ok) return ci;
  const { index, total, indexFrom, totalFrom } = ci.value;
  const setting = (value: number, where: string): Setting => ({
    ...{ text: String(value), from: "environment", where },
  });
  return ok(asked({ index, total }, {
    ...given,
    index: setting(index, indexFrom),
    total: setting(total, totalFrom),
  }));
}

function asked(
  { index, total }: Pick<ShardRequest, "index" | "total">,
  given: Given & { readonly index: Setting; readonly total: Setting },
): AskedShard {
  const kind = SHARD_KINDS.find((one) => one === given.kind?.text) ?? "test";
  const { durations } = given;
  const from = (name: string, setting: Setting): SettingSource => ({
    ...{ name, value: setting.text, from: setting.from, where: setting.where },
  });
  const otherwise = { name: "shard-kind", value: kind, from: "default", where: "default" } as const;
  return {
    request: { kind, index, total, ...(durations === null ? {} : { durations: durations.text }) },
    sources: [
      given.kind ? from("shard-kind", given.kind) : otherwise,
      from("shard-index", given.index),
      from("shard-total", given.total),
      ...(durations === null ? [] : [from("shard-durations", durations)]),
    ],
  };
}

function explainRange(index: Setting, { total }: Pick<ShardRequest, "total">): Problem {
  const message = `${index.where} is ${index.text}, and the last of ${total} ` +
    `${total === 1 ? "shard" : "shards"} is ${total - 1}`;
  return { kind: "usage", message, hint: "The first shard has index 0" };
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
