import type { SuiteConfig } from "../model/config.ts";
import { spellDuration } from "../model/duration.ts";
import type {
  ContainerSettings,
  PlannedSuite,
  SettingSource,
  SuiteCommand,
} from "../model/plan.ts";
import type { RunnerRow } from "../model/runner.ts";
import { envFlags, listOf } from "./merge_container.ts";
import { pickSetting } from "./pick_setting.ts";
import type { ConfiguredSuite, PlanInput } from "./plan_input.ts";
import { durationOf, resolveContainer } from "./resolve_container.ts";

const FAILSAFE_TIMEOUT_MS = 5 * 60_000;

type Environment = Readonly<Record<string, string | null>>;

/** Where a suite can name `{report}` in words of its own. */
interface OwnWords {
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly env?: Environment | undefined;
}

/** A suite ready to run, and the sources of what it does not share with the others. */
export interface ResolvedSuite {
  readonly planned: PlannedSuite;
  readonly sources: readonly SettingSource[];
}

/** Spells the commands of a suite for both places, and the settings of its own container. */
export function resolveSuite(input: PlanInput, own: ConfiguredSuite): ResolvedSuite {
  const { suite } = own;
  const row = rowOf(input.runners, inferRunner(suite) ?? "");
  const container = resolveContainer(input, own);
  const full = spell(input, row, suite, container.timeoutMs);
  const timeout = pickFailsafeTimeout(input, own);
  const retries = pickRetries(input, own);
  const planned: PlannedSuite = {
    name: suite.name,
    kind: suite.kind ?? (full.report.from === "nowhere" ? "check" : "unit"),
    runner: row.id,
    // Whoever names a suite wants its answer, whatever it means in a run of all.
    required: isNamed(input, suite.name) || (suite.required ?? true),
    needs: suite.needs ?? [],
    retries: retries.value,
    container: container.settings,
    full,
    failsafe: spellFailsafe(input, row, suite, timeout.value),
  };
  const hasFailsafe = planned.failsafe !== null;
  const sources = [retries.source, ...container.sources, ...(hasFailsafe ? [timeout.source] : [])];
  return { planned, sources };
}

/** True when `--suite` names this very suite, so that it decides. */
export function isNamed({ flags }: Pick<PlanInput, "flags">, name: string): boolean {
  return listOf(flags.values.get("suite")).includes(name);
}

/** The runner a suite names, or the one its command implies; null when it has neither. */
export function inferRunner(suite: SuiteConfig): string | null {
  if (suite.runner !== undefined) return suite.runner;
  if (suite.command === undefined) return null;
  return suite.report !== undefined || takesReport(suite) ? "junit" : "command";
}

/** True when the suite's own words pass `{report}` to its command. */
export function takesReport({ command = [], args = [], env = {} }: OwnWords): boolean {
  return [...command, ...args, ...Object.values(env)].some((word) => word?.includes("{report}"));
}

/** Settings of the first suite that has an image, for a plan whose suites share none. */
export function firstContainer(suites: readonly PlannedSuite[]): ContainerSettings | null {
  return suites.find(({ container }) => container !== null)?.container ?? null;
}

function spell(
  input: PlanInput,
  row: RunnerRow,
  suite: SuiteConfig,
  timeoutMs: number,
  further: Environment = {},
): SuiteCommand {
  const { paths = [], args = [], command = [], report = null, cwd = "." } = suite;
  const spelled = row.command({ paths, args, command, report });
  const env = mergeEnv(spelled.env, { ...suite.env, ...further, ...envFlags(input) });
  const ownEnv = Object.keys(spelled.env).filter((name) => env[name] === spelled.env[name]);
  return {
    argv: spelled.argv,
    env,
    ...(ownEnv.length === 0 ? {} : { ownEnv }),
    cwd,
    timeoutMs,
    report: spelled.report,
    ...(spelled.files === undefined ? {} : { files: spelled.files }),
    request: { runner: row.id, paths, args, command, report },
  };
}

function spellFailsafe(
  input: PlanInput,
  row: RunnerRow,
  suite: SuiteConfig,
  timeoutMs: number,
): SuiteCommand | null {
  const { failsafe = false, ...rest } = suite;
  if (failsafe === false) return null;
  if (failsafe === true) return spell(input, row, suite, timeoutMs);
  const { paths = suite.paths, args = suite.args, command = suite.command, env } = failsafe;
  const reduced: SuiteConfig = {
    ...rest,
    ...(paths === undefined ? {} : { paths }),
    ...(args === undefined ? {} : { args }),
    ...(command === undefined ? {} : { command }),
  };
  const replaced = failsafe.command !== undefined && !row.needsCommand;
  if (!replaced) return spell(input, row, reduced, timeoutMs, env);
  // Its own words replace those of the tool: nothing of the full form may be appended to them.
  const { paths: _paths, args: _args, runner: _runner, ...bare } = reduced;
  const own: SuiteConfig = { ...bare, paths: failsafe.paths ?? [], args: failsafe.args ?? [] };
  return spell(input, rowOf(input.runners, inferRunner(own) ?? ""), own, timeoutMs, env);
}

/**
 * What a runner tells its tool by a variable that holds `{report}` or `{reports}` must survive the user's own value
 * of that variable, so both are given; in all other cases the user's value stands.
 */
function mergeEnv(runner: Readonly<Record<string, string>>, user: Environment): Environment {
  const merged: Record<string, string | null> = { ...runner, ...user };
  for (const [name, value] of Object.entries(runner)) {
    if (!/\{reports?\}/.test(value)) continue;
    const own = user[name];
    merged[name] = own === undefined || own === null ? value : `${own} ${value}`;
  }
  return merged;
}

function pickRetries(input: PlanInput, { suite, index }: ConfiguredSuite) {
  return pickSetting<number>(input, {
    name: `${suite.name}: retries`,
    flag: "retries",
    read: Number,
    configured: [
      { pointer: ["suites", index, "retries"], value: suite.retries },
      { pointer: ["retries"], value: input.config?.config.retries },
    ],
    otherwise: 0,
    show: String,
  });
}

function pickFailsafeTimeout(input: PlanInput, { suite, index }: ConfiguredSuite) {
  const { failsafe } = suite;
  const own = typeof failsafe === "object" ? failsafe.timeout : undefined;
  // The same command is given the same time; only a reduced form is held to the short default.
  const same = failsafe === true ? suite.timeout : undefined;
  return pickSetting(input, {
    name: `${suite.name}: failsafe timeout`,
    flag: "timeout",
    read: durationOf,
    configured: [
      { pointer: ["suites", index, "failsafe", "timeout"], value: own },
      { pointer: ["suites", index, "timeout"], value: same },
    ].map(({ pointer, value }) => ({
      pointer,
      value: value === undefined ? undefined : durationOf(value),
    })),
    otherwise: FAILSAFE_TIMEOUT_MS,
    show: spellDuration,
  });
}

function rowOf(runners: readonly RunnerRow[], id: string): RunnerRow {
  const row = runners.find((one) => one.id === id);
  if (row === undefined) throw new Error(`unchecked runner reached the plan: ${id}`);
  return row;
}
