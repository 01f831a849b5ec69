import { resolve } from "@std/path";
import { readGates } from "../config/read_gates.ts";
import { loadGateRows } from "../catalog/gates.ts";
import type { Host } from "../host/host.ts";
import type { QaConfig } from "../model/config.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { GateContext, GateRow } from "../model/gate.ts";
import type { IncidentConfig } from "../model/incident_config.ts";
import { isDay } from "../model/judge_waiver.ts";
import type { Problem } from "../model/problem.ts";
import type { ReadConfig } from "../model/read_config.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { GateAnswers, LoadedGate, Promotion } from "../model/verdict_input.ts";
import { describeCommit } from "../observe/describe_commit.ts";
import { openGateAnswers } from "./answer_gate_requests.ts";
import { chooseGates, completeGates } from "./choose_gates.ts";
import { defaultGates } from "./default_gates.ts";
import { outputsOf } from "./find_outputs.ts";
import { findRoot, loadConfig } from "./load_plan.ts";
import { readPromotion } from "./read_promotion.ts";
import type { VerdictCall } from "../report/format_verdict_call.ts";

/** Everything a verdict is made from: the declared gates, the table, the day and place, and who answers. */
export interface LoadedVerdict {
  /** Absolute, real path. */
  readonly root: string;
  /** Absolute path of the outputs folder. */
  readonly outputs: string;
  readonly project: string;
  /** As it is shown; null where there is no configuration. */
  readonly configPath: string | null;
  /** Those that are judged: all declared ones in order, or what `--gate` names; defaults where none is declared. */
  readonly gates: readonly LoadedGate[];
  /** False: the gates are defaults, because the configuration declares none. */
  readonly areDeclared: boolean;
  /** True: `--gate` names some of them. */
  readonly isPartial: boolean;
  /** All kinds there are. */
  readonly rows: readonly GateRow[];
  readonly context: GateContext;
  readonly answers: GateAnswers;
  readonly promotion: Promotion;
  /** How this verdict was called; without what chooses a mode or a gate. */
  readonly call: VerdictCall;
  /** What the configuration says of incidents. */
  readonly incident: IncidentConfig;
}

/** Loads what a verdict is made from; a `config` or `usage` problem where that cannot be. */
export async function loadVerdict(
  host: Host,
  flags: ParsedFlags,
  { script, signal }: { readonly script: string; readonly signal?: AbortSignal },
): Promise<Result<LoadedVerdict, Problem>> {
  const now = readNow(host, flags);
  if (!now.ok) return now;
  const root = await findRoot(host, flags);
  if (!root.ok) return root;
  const [git, declared] = await Promise.all([
    describeCommit(host, root.value),
    loadDeclared(host, flags, root.value),
  ]);
  if (!declared.ok) return declared;
  const { all, config, real, ...rest } = declared.value;
  return ok({
    ...rest,
    root: root.value,
    call: { script, root: root.value, flags: keptFlags(host, flags, root.value) },
    project: config.project ?? root.value.split("/").at(-1) ?? "",
    isPartial: flags.values.has("gate"),
    context: {
      now: now.value,
      commit: git?.commit ?? null,
      isDirty: git?.dirty ?? null,
      platform: host.machine.os,
      outputs: relativeTo(root.value, real),
      config: { waivers: config.waivers ?? [], quarantine: config.quarantine ?? [] },
      gateIds: all.map(({ head }) => head.id),
    },
    answers: openGateAnswers(host, {
      ...{ root: root.value, outputs: real },
      ...signal && { signal },
    }),
    incident: config.incident ?? {},
  });
}

/** What the configuration says of a verdict. */
interface Declared extends
  Pick<
    LoadedVerdict,
    "outputs" | "configPath" | "gates" | "areDeclared" | "rows" | "promotion"
  > {
  readonly config: QaConfig;
  /** All gates, whatever `--gate` says. */
  readonly all: readonly LoadedGate[];
  /** Outputs folder, links resolved. */
  readonly real: string;
}

async function loadDeclared(
  host: Host,
  flags: ParsedFlags,
  root: string,
): Promise<Result<Declared, Problem>> {
  const asked = readSetting(flags, host.environment(), "config")?.text ?? null;
  const [read, rows] = await Promise.all([loadConfig(host, root, asked), loadGateRows()]);
  if (!read.ok) return read;
  const { config, configPath } = read.value;
  const promotion = readPromotion(flags, host.environment(), config?.config.promotion);
  if (!promotion.ok) return promotion;
  const declared = config === null ? ok([]) : readGates(config, rows, configPath ?? "");
  if (!declared.ok) return declared;
  const outputs = outputsOf(host, flags, { root, config });
  const real = await host.files.realPath(outputs) ?? outputs;
  const areDeclared = declared.value.length > 0;
  const base = areDeclared
    ? declared.value
    : await defaultGates(host, rows, { root, outputs: real });
  const all = completeGates(base, rows, hasExcuses(config));
  const chosen = chooseGates(all, flags);
  if (!chosen.ok) return chosen;
  return ok({
    ...{ outputs, real, configPath, rows, areDeclared },
    ...{ all, gates: chosen.value, promotion: promotion.value },
    config: config?.config ?? {},
  });
}

function hasExcuses(config: ReadConfig | null): boolean {
  const { waivers = [], quarantine = [] } = config?.config ?? {};
  return waivers.length + quarantine.length > 0;
}

/** Outside of the root it stays absolute: what is asked for there is found by it. */
function relativeTo(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** Flags that say where things are and of which day, as they are told from the root. */
function keptFlags(host: Host, flags: ParsedFlags, root: string): readonly string[] {
  return ["config", "outputs", "now"].flatMap((name) => {
    const text = readSetting(flags, host.environment(), name)?.text;
    if (text === undefined) return [];
    const path = name === "config" ? resolve(host.machine.cwd, text) : text;
    return [`--${name}`, relativeTo(root, path)];
  });
}

/** The time that everything is judged by: now, or the start of the day that is given. */
function readNow(host: Host, flags: ParsedFlags): Result<string, Problem> {
  const given = flags.values.get("now");
  if (typeof given !== "string") return ok(host.now());
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(given);
  const time = isTime ? Date.parse(given) : isDay(given) ? Date.parse(`${given}T00:00:00Z`) : NaN;
  if (Number.isFinite(time)) return ok(new Date(time).toISOString());
  return err({
    kind: "usage",
    message: `--now: "${given}" is neither a day nor a time`,
    hint: "Write a day such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z",
  });
}
