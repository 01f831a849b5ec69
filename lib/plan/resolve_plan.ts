import { isAbsolute, join, normalize } from "@std/path";
import type { Plan, PlannedSuite, Profile, SettingSource } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { checkEnvironment } from "./check_environment.ts";
import { checkPlaces } from "./check_places.ts";
import { checkReports } from "./check_reports.ts";
import { checkRunners } from "./check_runners.ts";
import { listOf } from "./merge_container.ts";
import { orderSuites } from "./order_suites.ts";
import { pickScalars } from "./pick_scalars.ts";
import type { Picked } from "./pick_setting.ts";
import type { ConfiguredSuite, PlanInput } from "./plan_input.ts";
import { resolveContainer } from "./resolve_container.ts";
import { firstContainer, isNamed, resolveSuite } from "./resolve_suite.ts";
import { type Selection, selectSuites } from "./select_suites.ts";

/**
 * Everything a run is going to do, from flags, `QA_…` variables, configuration and detection, in this
 * order of strength. A choice that cannot run is a `usage` or `config` problem; nothing is looked up.
 *
 * @example
 * ```ts
 * import { loadRunners } from "../catalog/runners.ts";
 * import { parseFlags } from "../config/parse_flags.ts";
 * import { QA_GATE_FLAGS } from "../config/qa_gate_flags.ts";
 * import { readConfig } from "../config/read_config.ts";
 * import { resolvePlan } from "./resolve_plan.ts";
 *
 * const flags = parseFlags(QA_GATE_FLAGS, ["--image", "python:3.12"]);
 * const config = readConfig('{ "suites": [{ "name": "unit", "runner": "pytest" }] }', "qa.jsonc");
 * if (!flags.ok || !config.ok) throw new Error("not read");
 * const plan = resolvePlan({
 *   root: "/project",
 *   cwdName: "project",
 *   flags: flags.value,
 *   environment: {},
 *   config: config.value,
 *   configPath: "qa.jsonc",
 *   detected: [],
 *   runners: await loadRunners(null),
 *   hasDockerfile: null,
 *   cpus: 2,
 *   memoryBytes: 8e9,
 * });
 * if (!plan.ok || plan.value.container?.image !== "python:3.12") throw new Error("not planned");
 * ```
 */
export function resolvePlan(input: PlanInput): Result<Plan, Problem> {
  const refused = checkInput(input) ?? checkEnvironment(input) ?? checkRunners(input);
  if (refused !== null) return err(refused);
  const scalars = pickScalars(input);
  const selection = select(input, scalars.profile.value);
  if (!selection.ok) return selection;
  const shared = resolveContainer(input, null);
  const resolved = orderSuites(selection.value.selected).map((own) => resolveSuite(input, own));
  const suites = resolved.map(({ planned }) => planned);
  const plan = assemble(input, scalars, selection.value, suites);
  const common = [...sourcesOf(scalars), ...shared.sources];
  const ownSources = resolved.flatMap(({ planned, sources }) =>
    sources.filter((source) => !isShared(source, planned, common))
  );
  const sources = [...common, ...ownSources];
  const container = shared.settings ?? firstContainer(suites);
  const whole = { ...plan, container, sources };
  const misplaced = checkPlaces(whole, input) ?? checkReports(whole, input);
  return misplaced === null ? ok(whole) : err(misplaced);
}

/** A suite of the selection, with what selecting and ordering look at. */
interface Candidate extends ConfiguredSuite {
  readonly name: string;
  readonly needs: readonly string[];
  readonly profiles: readonly Profile[] | undefined;
}

type Scalars = ReturnType<typeof pickScalars>;

function checkInput({ flags, config, detected, root }: PlanInput): Problem | null {
  if (flags.rest.length > 0) {
    const hint = "Declare a suite with this command in qa.jsonc";
    return { kind: "usage", message: "Nothing is expected after --", hint };
  }
  if ((config?.config.suites ?? detected).length > 0) return null;
  const why = config === null
    ? "no configuration, and no tests of a tool we know"
    : config.config.suites === undefined
    ? "the configuration declares no suites, and no tests of a tool we know were found"
    : 'the configuration\'s "suites" is empty';
  const hint = 'Run with --init for an example, or write { "suites": [{ "name": "unit", ' +
    '"runner": "pytest" }] } to qa.jsonc';
  return { kind: "usage", message: `Nothing to run in ${root}: ${why}`, hint };
}

function select(input: PlanInput, profile: Profile): Result<Selection<Candidate>, Problem> {
  const { values } = input.flags;
  const candidates = candidatesOf(input);
  return selectSuites(candidates, {
    profile,
    only: input.everySuite === true
      ? candidates.map(({ name }) => name)
      : listOf(values.get("suite")),
    exclude: listOf(values.get("exclude")),
  });
}

/** Suites as configured or, where the configuration has none, as detected. */
function candidatesOf({ config, detected }: PlanInput): readonly Candidate[] {
  const configured = config?.config.suites?.map((suite, index) => ({ suite, index }));
  const found: readonly ConfiguredSuite[] = configured ?? detected.map(
    ({ name, kind, runner, paths, command, cwd }) => ({
      suite: {
        name,
        kind,
        runner,
        paths: [...paths],
        cwd,
        failsafe: true,
        ...(command === null ? {} : { command: [...command] }),
      },
      index: -1,
    }),
  );
  return found.map(({ suite, index }) => {
    const { name, needs = [], profiles } = suite;
    return { suite, index, name, needs, profiles };
  });
}

function assemble(
  input: PlanInput,
  scalars: Scalars,
  { selected, leftOut, notes }: Selection<Candidate>,
  suites: readonly PlannedSuite[],
): Omit<Plan, "container" | "sources"> {
  const { outputs } = scalars;
  const isDetected = input.config?.config.suites === undefined;
  const whys = isDetected ? input.detected.map(({ name, why }) => `Suite "${name}": ${why}`) : [];
  return {
    project: scalars.project.value,
    root: input.root,
    outputs: isAbsolute(outputs.value) ? normalize(outputs.value) : join(input.root, outputs.value),
    profile: scalars.profile.value,
    mode: scalars.mode.value,
    jobs: scalars.jobs.value,
    maxRerunFailures: scalars.maxRerunFailures.value,
    failOnFlaky: scalars.failOnFlaky.value,
    failFast: scalars.failFast.value,
    deadlineMs: scalars.deadline.value,
    quarantine: input.config?.config.quarantine ?? [],
    ...historyOf(input, scalars),
    failsafePolicy: scalars.failsafePolicy.value,
    requireContainer: scalars.requireContainer.value,
    suites,
    leftOut,
    notes: [...whys, ...notes, ...promotions(input, selected)],
    configPath: input.configPath,
    configDigest: "",
  };
}

/** Nothing where it stands beside the results, which may yet be put elsewhere. */
function historyOf({ root }: PlanInput, { history }: Scalars): Pick<Plan, "history"> {
  const { value, source } = history;
  if (source.from === "default") return {};
  return { history: value === "off" || isAbsolute(value) ? value : join(root, value) };
}

/** Suites that decide only because they were named. */
function promotions(input: PlanInput, selected: readonly Candidate[]): readonly string[] {
  return selected
    .filter(({ name, suite }) => suite.required === false && isNamed(input, name))
    .map(({ name }) => `Suite "${name}" decides although it is not required: --suite names it`);
}

function sourcesOf(scalars: Readonly<Record<string, Picked<unknown>>>): readonly SettingSource[] {
  return Object.values(scalars).map(({ source }) => source);
}

/** True when a suite's setting says nothing that the shared one of that name does not say. */
function isShared(
  source: SettingSource,
  { name }: PlannedSuite,
  shared: readonly SettingSource[],
): boolean {
  const plain = source.name.slice(`${name}: `.length);
  return shared.some((one) =>
    one.name === plain && one.value === source.value && one.where === source.where
  );
}
