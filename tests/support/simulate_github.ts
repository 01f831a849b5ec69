import { join } from "@std/path";
import { copy } from "./copy_folder.ts";
import { mappingOf } from "./ci_documents.ts";
import { type CiMachine, runScript } from "./ci_simulation.ts";

/** A run of a workflow. */
export interface GithubRun {
  readonly id: string;
  readonly event: "push" | "workflow_dispatch";
  readonly inputs?: Readonly<Record<string, string>>;
}

/** How one job ended: with each value of its matrix, one. */
export interface GithubJobEnd {
  readonly job: string;
  readonly isGreen: boolean;
  readonly log: string;
  readonly summary: string;
}

type Step = Readonly<Record<string, unknown>>;

/** What the conditions of these examples may be; any other is an error, so that none is passed over. */
const CONDITIONS: Readonly<Record<string, (run: GithubRun) => boolean>> = {
  "${{ !inputs.rerun }}": ({ inputs }) => !inputs?.["rerun"],
  "${{ inputs.rerun }}": ({ inputs }) => Boolean(inputs?.["rerun"]),
  "${{ !cancelled() && !inputs.rerun }}": ({ inputs }) => !inputs?.["rerun"],
  "${{ !cancelled() }}": () => true,
  "${{ !cancelled() && github.event_name == 'push' }}": ({ event }) => event === "push",
};

/**
 * Runs the jobs of a workflow in the order of the file, each in a fresh checkout: its scripts are really
 * run, its actions (checkout, cache, artifacts) are played by copying.
 */
export async function simulateGithub(
  machine: CiMachine,
  workflow: unknown,
  run: GithubRun,
): Promise<readonly GithubJobEnd[]> {
  const { jobs, env } = mappingOf(workflow);
  const ended: GithubJobEnd[] = [];
  const red = new Set<string>();
  const skipped = new Set<string>();
  for (const [name, value] of Object.entries(mappingOf(jobs))) {
    const job = mappingOf(value);
    const waitsForGreen = !String(job["if"] ?? "").includes("cancelled()");
    const needs = [job["needs"] ?? []].flat().map(String);
    const isHeld = waitsForGreen && needs.some((one) => red.has(one) || skipped.has(one));
    if (!holds(job["if"], run) || isHeld) {
      skipped.add(name);
      continue;
    }
    for (const shard of shardsOf(job)) {
      const end = await runJob(machine, { name, job, run, shard, env: { ...textsOf(env) } });
      if (!end.isGreen) red.add(name);
      ended.push(end);
    }
  }
  return ended;
}

function holds(condition: unknown, run: GithubRun): boolean {
  if (condition === undefined) return true;
  const known = CONDITIONS[String(condition)];
  if (known === undefined) throw new Error(`no such condition is known: ${condition}`);
  return known(run);
}

function shardsOf(job: Record<string, unknown>): readonly (number | null)[] {
  const { matrix } = job["strategy"] === undefined ? { matrix: {} } : mappingOf(job["strategy"]);
  const { shard } = mappingOf(matrix ?? {});
  return Array.isArray(shard) ? shard : [null];
}

interface Job {
  readonly name: string;
  readonly job: Record<string, unknown>;
  readonly run: GithubRun;
  readonly shard: number | null;
  readonly env: Readonly<Record<string, string>>;
}

async function runJob(machine: CiMachine, one: Job): Promise<GithubJobEnd> {
  const { name, job, run, shard } = one;
  const cwd = await machine.checkout();
  const summary = join(machine.store, `summary-${run.id}-${name}-${shard}.md`);
  await Deno.writeTextFile(summary, "");
  const fill = (text: unknown): string => fillIn(String(text), one);
  const env = { ...one.env, ...textsOf(job["env"], fill) };
  let isGreen = true;
  let log = "";
  for (const step of job["steps"] as readonly Step[]) {
    const isAlways = String(step["if"] ?? "").includes("cancelled()");
    if ((!isGreen && !isAlways) || !holds(step["if"], run)) continue;
    if (step["run"] === undefined) {
      const fault = await playAction(machine, step, { cwd, run, fill }).then(() => null, String);
      if (fault !== null) log += `${step["uses"]}: ${fault}\n`;
      isGreen = isGreen && fault === null;
      continue;
    }
    const { code, out } = await runScript(machine, String(step["run"]), {
      cwd,
      env: {
        ...env,
        ...textsOf(step["env"], fill),
        ...{ GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: cwd, GITHUB_STEP_SUMMARY: summary },
      },
    });
    log += out;
    isGreen = isGreen && code === 0;
  }
  return { job: name, isGreen, log, summary: await Deno.readTextFile(summary) };
}

function textsOf(
  value: unknown,
  fill: (text: unknown) => string = String,
): Record<string, string> {
  const entries = Object.entries(value === undefined ? {} : mappingOf(value));
  return Object.fromEntries(entries.map(([key, text]) => [key, fill(text)]));
}

function fillIn(text: string, { job, run, shard }: Job): string {
  const values: Readonly<Record<string, string>> = {
    "matrix.shard": String(shard),
    "strategy.job-total": String(shardsOf(job).length),
    "inputs.rerun": run.inputs?.["rerun"] ?? "",
    "github.run_id": run.id,
    "github.token": "token",
  };
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`no such value is known: ${name}`);
    return values[name]!;
  });
}

interface Place {
  readonly cwd: string;
  readonly run: GithubRun;
  readonly fill: (text: unknown) => string;
}

async function playAction(
  machine: CiMachine,
  step: Step,
  { cwd, run, fill }: Place,
): Promise<void> {
  const [action = ""] = String(step["uses"]).split("@");
  const given = textsOf(step["with"], fill);
  const path = join(cwd, given["path"] ?? "");
  const artifacts = (id: string): string => join(machine.store, "artifacts", id);
  const cache = join(machine.store, "cache");
  const isThere = async (it: string) => await Deno.stat(it).catch(() => null) !== null;
  switch (action) {
    case "actions/checkout":
      return;
    case "actions/cache/restore":
      if (await isThere(cache)) await copy(cache, join(cwd, "outputs/qa"));
      return;
    case "actions/cache/save":
      await Deno.mkdir(cache, { recursive: true });
      return await copy(path, cache);
    case "actions/upload-artifact": {
      const to = join(artifacts(run.id), given["name"]!);
      await Deno.mkdir(to, { recursive: true });
      return await copy(path, to);
    }
    case "actions/download-artifact": {
      const from = artifacts(given["run-id"] ?? run.id);
      if (given["pattern"] === undefined) return await copy(join(from, given["name"]!), path);
      for await (const { name } of Deno.readDir(from)) {
        if (name.startsWith(given["pattern"].replace("*", ""))) await copy(join(from, name), path);
      }
      return;
    }
    default:
      throw new Error(`no such action is known: ${action}`);
  }
}
