import type { EngineConfig } from "../model/engine_config.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { faultOfFlag, readSetting } from "../model/flag_value.ts";
import type { SettingSource } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { type EngineName, ENGINES } from "../model/remote_engine.ts";
import { REMOTE_ENGINES, type RemoteRequest, WORKSPACES } from "../model/remote_plan.ts";
import { err, ok, type Result } from "../model/result.ts";
import { SHARD_KINDS } from "../model/shard_kind.ts";

/** What the engine is read from. */
export interface EngineInput {
  readonly flags: ParsedFlags;
  readonly environment: Readonly<Record<string, string>>;
  readonly config: EngineConfig | undefined;
  /** Where the configuration says a key of its engine, such as `qa.jsonc:12`. */
  readonly whereOf: (key: string) => string;
  /** Program of the container client. */
  readonly dockerBin: string;
}

/** The engine that a user asks for; `remote` is set for one of many machines. */
export interface AskedEngine {
  readonly engine: EngineName;
  readonly remote: RemoteRequest | null;
  readonly sources: readonly SettingSource[];
}

/** Flags that mean something on several machines alone. */
const CLUSTER = ["print-manifest", "namespace", "kube-context", "kubectl-bin"] as const;
const FAR = ["parallelism", "workspace", "engine-retries", "placement", ...CLUSTER] as const;

const RETRIES = 1;

type Key = keyof EngineConfig;

/** On which machines a run is wanted, and how; a `usage` problem where settings contradict each other. */
export function readEngine(input: EngineInput): Result<AskedEngine, Problem> {
  const fault = findFault(input);
  if (fault !== null) return err(fault);
  const settings = openSettings(input);
  const engine = oneOf(ENGINES, settings.pick("engine", "name")) ?? "docker";
  const remote = REMOTE_ENGINES.find((one) => one === engine);
  if (remote === undefined) {
    const stray = FAR.find((name) => input.flags.values.has(name));
    if (stray !== undefined) {
      const names = CLUSTER.some((name) => name === stray) ? "kubernetes" : "swarm (or kubernetes)";
      const message = `--${stray} says nothing to --engine ${engine}, which is one machine`;
      return usage(message, `Give --engine ${names}, or leave it away`);
    }
    return ok({ engine, remote: null, sources: settings.sources });
  }
  const part = ["shard-index", "shard-from-env"].find((name) => isAsked(input, name));
  if (part !== undefined) {
    return usage(
      `--${part} contradicts --engine ${engine}: the engine runs all shards`,
      "Leave one of the two away",
    );
  }
  const strange = CLUSTER.find((name) => input.flags.values.has(name));
  if (strange !== undefined && remote !== "kubernetes") {
    return usage(
      `--${strange} says nothing to --engine ${engine}`,
      "Give --engine kubernetes, or leave it away",
    );
  }
  return ok({ engine, remote: readRemote(remote, input, settings), sources: settings.sources });
}

function readRemote(
  engine: RemoteRequest["engine"],
  { flags, config, dockerBin }: EngineInput,
  { pick }: Settings,
): RemoteRequest {
  const number = (name: string, key: Key): number | null => {
    const text = pick(name, key);
    return text === null ? null : Number(text);
  };
  const given = flags.values.get("placement");
  const durations = pick("shard-durations", null);
  return {
    engine,
    kind: oneOf(SHARD_KINDS, pick("shard-kind", null)) ?? "test",
    total: number("shard-total", "shards"),
    parallelism: number("parallelism", "parallelism"),
    workspace: oneOf(WORKSPACES, pick("workspace", "workspace")) ?? "image",
    retries: number("engine-retries", "retries") ?? RETRIES,
    placement: typeof given === "object" ? given : config?.placement ?? [],
    ...(durations === null ? {} : { durations }),
    dockerBin,
    kubectlBin: pick("kubectl-bin", "kubectl_bin") ?? "kubectl",
    kubeContext: pick("kube-context", "kube_context"),
    namespace: pick("namespace", "namespace"),
  };
}

function oneOf<T extends string>(words: readonly T[], text: string | null): T | undefined {
  return words.find((one) => one === text);
}

interface Settings {
  /** Text of the strongest source, noted; null where nobody says it. */
  readonly pick: (flag: string, key: Key | null) => string | null;
  readonly sources: SettingSource[];
}

function openSettings({ flags, environment, config, whereOf }: EngineInput): Settings {
  const sources: SettingSource[] = [];
  return {
    sources,
    pick: (name, key) => {
      const given = readSetting(flags, environment, name);
      const told = key === null ? undefined : config?.[key];
      if (given === null && told === undefined) return null;
      const { text, from, where } = given ??
        { text: String(told), from: "config" as const, where: whereOf(key ?? "name") };
      sources.push({ name, value: text, from, where });
      return text;
    },
  };
}

function isAsked({ flags, environment }: EngineInput, name: string): boolean {
  const read = readSetting(flags, environment, name);
  return read !== null && read.text !== "false";
}

/** A flag's value was checked as it was parsed; a variable's was not. */
function findFault({ flags, environment }: EngineInput): Problem | null {
  const names: readonly string[] = ["engine", ...FAR];
  for (const row of flags.rows) {
    const text = row.env === undefined ? undefined : environment[row.env];
    if (!names.includes(row.name) || flags.values.has(row.name) || !text) continue;
    const fault = faultOfFlag(row, text);
    if (fault !== null) {
      return { kind: "usage", message: `${row.env}: ${fault}`, hint: `Write ${row.placeholder}` };
    }
  }
  return null;
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
