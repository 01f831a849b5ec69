import { basename } from "@std/path";
import { splitWords } from "../config/split_words.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { Mount, Plan, PlannedSuite } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { DetectedSuite, RunnerRow } from "../model/runner.ts";
import { nearestSpelling } from "../model/spelling.ts";
import { respell } from "../plan/narrow_command.ts";
import { resolvePlan } from "../plan/resolve_plan.ts";
import { confineLinks } from "./confine_links.ts";
import type { LoadedProject } from "./load_plan.ts";

/** What is diagnosed: one suite, and the plan it is from. */
export interface DiagnosticSubject {
  readonly plan: Plan;
  readonly suite: PlannedSuite;
  /** Suites that are not looked at, by their names. */
  readonly others: readonly string[];
}

/** Name of a suite that was given as a command. */
const COMMAND_SUITE = "command";

/**
 * The suite that a diagnosis is about: the one that is named, the command behind `--`, or the first that
 * runs tests. Folders to mount that are missing are no refusal here: they are what is to be found out.
 */
export async function diagnosticSubject(
  host: Host,
  flags: ParsedFlags,
  project: LoadedProject,
): Promise<Result<DiagnosticSubject, Problem>> {
  const { project: meant, args } = flags.rest.length === 0
    ? { project, args: [] }
    : await withCommand(host, project, flags.rest);
  const values = new Map([...flags.values].filter(([name]) => name !== "suite"));
  const resolved = resolvePlan({
    ...meant,
    everySuite: true,
    cwdName: basename(meant.root),
    flags: { ...flags, values, rest: [] },
    environment: host.environment(),
    hasDockerfile: meant.dockerfile,
    cpus: host.machine.cpus,
    memoryBytes: host.machine.memoryBytes,
  });
  if (!resolved.ok) return resolved;
  const plan = resolved.value;
  const suite = choose(plan, flags);
  if (!suite.ok) return suite;
  const worded = addWords(suite.value, flags, { args, runners: meant.runners });
  if (!worded.ok) return worded;
  const own = { ...plan, suites: [worded.value], container: worded.value.container };
  const confined = await confineLinks(host, await withoutMissing(host, own));
  if (!confined.ok) return confined;
  const digest = await host.sha256(meant.configText || JSON.stringify(meant.detected));
  const others = plan.suites.map(({ name }) => name).filter((name) => name !== worded.value.name);
  return ok({ plan: { ...own, configDigest: digest }, suite: worded.value, others });
}

/** The project with a single suite, whose command is given: pytest is told by its words, so that its tests are. */
async function withCommand(
  host: Host,
  project: LoadedProject,
  words: readonly string[],
): Promise<{ readonly project: LoadedProject; readonly args: readonly string[] }> {
  const tool = pytestWords(words);
  const isPath = tool === null ? [] : await arePaths(host, project.root, tool);
  const paths = tool?.filter((_, at) => isPath[at]) ?? [];
  const config = project.config;
  const { suites: _, ...rest } = config?.config ?? {};
  const detected: DetectedSuite = {
    name: COMMAND_SUITE,
    kind: tool === null ? "check" : "unit",
    runner: tool !== null
      ? "pytest"
      : words.some((word) => word.includes("{report}"))
      ? "junit"
      : "command",
    paths,
    command: tool === null ? words : null,
    cwd: ".",
    why: "it was given behind --",
  };
  return {
    project: {
      ...project,
      config: config === null ? null : { ...config, config: rest },
      detected: [detected],
    },
    args: tool?.filter((_, at) => !isPath[at]) ?? [],
  };
}

/** Arguments of pytest in a command that is a plain call of it; null for any other. */
function pytestWords(words: readonly string[]): readonly string[] | null {
  const [program = "", flag, module] = words;
  if (/^(py\.test|pytest(-3)?)$/.test(program)) return words.slice(1);
  return /^python3?$/.test(program) && flag === "-m" && module === "pytest" ? words.slice(3) : null;
}

/** Options of pytest that take the next word, whatever it looks like. */
const TAKES_WORD = /^-[kmpcoWnr]$/;

/** For each word whether it is a path of the project, and not an option or the value of one. */
async function arePaths(
  host: Host,
  root: string,
  words: readonly string[],
): Promise<readonly boolean[]> {
  return await Promise.all(words.map(async (word, at) => {
    const [file = ""] = word.split("::");
    const before = words[at - 1] ?? "";
    if (word.startsWith("-") || file.startsWith("/") || TAKES_WORD.test(before)) return false;
    // Of a long option without a value in the same word nobody knows whether it takes the next one.
    const mayBeValue = /^--[a-z-]+$/.test(before);
    return !mayBeValue || await host.files.stat(`${root}/${file}`) !== null;
  }));
}

function choose({ suites }: Plan, { values }: ParsedFlags): Result<PlannedSuite, Problem> {
  const name = values.get("suite");
  const first = suites.find(({ kind, container }) => kind !== "check" && container !== null) ??
    suites.find(({ kind }) => kind !== "check") ?? suites[0];
  const found = name === undefined ? first : suites.find((suite) => suite.name === name);
  if (found !== undefined) return ok(found);
  const names = suites.map((suite) => suite.name);
  const near = nearestSpelling(String(name), names);
  const hint = near === null ? `Suites: ${names.join(", ")}` : `Did you mean "${near}"?`;
  return err({ kind: "usage", message: `There is no suite "${name}"`, hint });
}

/** Arguments behind those of the suite: the command's own ones, and those of `--pytest-args`. */
function addWords(
  suite: PlannedSuite,
  { values }: ParsedFlags,
  { args, runners }: { readonly args: readonly string[]; readonly runners: readonly RunnerRow[] },
): Result<PlannedSuite, Problem> {
  const text = values.get("pytest-args");
  const words = splitWords(typeof text === "string" ? text : "", "--pytest-args");
  if (!words.ok) return words;
  const { request } = suite.full;
  const row = runners.find(({ id }) => id === request?.runner);
  const further = [...args, ...words.value];
  if (request === undefined || row === undefined || further.length === 0) return ok(suite);
  const asked = { ...request, args: [...request.args, ...further] };
  return ok({ ...suite, full: respell(suite.full, row, request, asked) });
}

/** The plan without mounts of what is not there; everything else about mounts is checked as ever. */
async function withoutMissing(host: Host, plan: Plan): Promise<Plan> {
  const isThere = async ({ source }: Mount) => await host.files.realPath(source) !== null;
  const suites = await Promise.all(plan.suites.map(async (suite) => {
    if (suite.container === null) return suite;
    const kept = await Promise.all(suite.container.mounts.map(isThere));
    const mounts = suite.container.mounts.filter((_, at) => kept[at]);
    return { ...suite, container: { ...suite.container, mounts } };
  }));
  return { ...plan, suites, container: suites[0]?.container ?? null };
}
