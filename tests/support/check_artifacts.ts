import { assert, assertEquals } from "@std/assert";
import { loadArtifacts } from "../../lib/catalog/artifacts.ts";
import { readJunit } from "../../lib/formats/read_junit.ts";
import { openMachine } from "../../lib/host/machine.ts";
import { readDockerEvent } from "../../lib/docker/docker_events.ts";
import { ErrorJson } from "../../lib/model/error_json.ts";
import { ExitJson } from "../../lib/model/exit_json.ts";
import { LABEL_RUN } from "../../lib/model/owner.ts";
import { ResultsJson } from "../../lib/model/results_json.ts";
import { RunEventLine } from "../../lib/model/run_event.ts";
import { RunJson } from "../../lib/model/run_json.ts";
import { SummaryJson } from "../../lib/model/summary_json.ts";
import { TestRecord } from "../../lib/model/test_result.ts";
import { checkEvidence } from "../../lib/write/check_evidence.ts";
import { askDocker } from "./ask_docker.ts";
import { ctrfFaults } from "./ctrf_faults.ts";
import { type GateEnd, processesOf } from "./run_gate.ts";

const { rows: ARTIFACTS } = await loadArtifacts(null);

/** The files of a run, each read with its own schema. */
export interface RunFiles {
  readonly run: RunJson;
  readonly results: ResultsJson;
  readonly summary: SummaryJson;
  readonly error: ErrorJson | null;
  readonly tests: readonly TestRecord[];
  /** `exit.json` of the last execution of each suite, by the suite's name. */
  readonly exits: Readonly<Record<string, ExitJson>>;
}

/** What differs from an ordinary run. */
export interface CheckOptions {
  /** Folder of the outputs, when it is not `outputs/qa` below the root. */
  readonly outputs?: string;
  /** Variables that lead to another engine. */
  readonly env?: Readonly<Record<string, string>>;
}

const LEAVING_MS = 5_000;
/** Artifacts that only some runs have. */
const NOT_ALWAYS: ReadonlySet<string> = new Set([
  "error.json",
  "failure_diagnostics_index.json",
  "repeat.json",
  "triage_diff.json",
]);

/**
 * Checks everything that must be true of any run that reached its verdict, whatever the verdict:
 * artifacts whole, valid, agreeing with each other and published; nothing left running or lying about.
 */
export async function checkRun(end: GateEnd, options: CheckOptions = {}): Promise<RunFiles> {
  const files = await checkArtifacts(end);
  const outputs = options.outputs ?? `${end.root}/outputs/qa`;
  await checkStableNames(end, outputs, files.summary);
  await checkNothingLeft(end, outputs, options.env);
  return files;
}

/** Reads and checks the files of a run's folder. */
export async function checkArtifacts(end: GateEnd): Promise<RunFiles> {
  const said = `exit ${end.exit}\n${end.stdout}\n${end.stderr}`;
  const read = async (name: string): Promise<unknown> => {
    const text = await readText(`${end.folder}/${name}`);
    return text === null ? null : JSON.parse(text);
  };
  for (const { name, shape } of ARTIFACTS) {
    const value = await read(name);
    if (NOT_ALWAYS.has(name) && value === null) continue;
    assert(value !== null, `${name} is missing\n${said}`);
    shape.parse(value);
  }
  const error = await read("error.json");
  const results = ResultsJson.parse(await read("results.json"));
  const summary = SummaryJson.parse(await read("summary.json"));
  const run = RunJson.parse(await read("run.json"));
  for (const file of [results, summary, run]) {
    assertEquals([file.exit_code, file.run_id], [end.exit, end.runId], said);
  }
  for (const name of namesOf(summary)) {
    const isThere = await Deno.stat(`${end.folder}/${name}`).then(() => true, () => false);
    assert(isThere, `${name} is listed and missing`);
  }
  await checkLines(`${end.folder}/events.jsonl`, (value) => RunEventLine.parse(value));
  const tests = await checkLines(`${end.folder}/tests.jsonl`, (value) => TestRecord.parse(value));
  assertEquals(tests.length, results.total, "tests.jsonl and results.json differ");
  await checkEngineEvents(end.folder);
  await checkJunit(end.folder);
  await checkEvidenceOf(end);
  return {
    run,
    results,
    summary,
    tests,
    error: error === null ? null : ErrorJson.parse(error),
    exits: await readExits(end.folder, results),
  };
}

async function readExits(
  folder: string,
  results: ResultsJson,
): Promise<Readonly<Record<string, ExitJson>>> {
  const exits: Record<string, ExitJson> = {};
  for (const { name, executions } of results.suites) {
    for (const execution of executions) {
      const text = await Deno.readTextFile(`${folder}/${execution.folder}/exit.json`);
      const exit = ExitJson.parse(JSON.parse(text));
      assertEquals(exit.outcome, execution.outcome);
      exits[name] = exit;
    }
  }
  return exits;
}

async function checkLines<T>(path: string, read: (value: unknown) => T): Promise<readonly T[]> {
  const text = await readText(path);
  assert(text !== null, `${path} is missing`);
  assert(text === "" || text.endsWith("\n"), `${path} ends in a torn line`);
  return text.split("\n").slice(0, -1).map((line) => read(JSON.parse(line)));
}

async function checkEngineEvents(folder: string): Promise<void> {
  const text = await readText(`${folder}/container_events.jsonl`) ?? "";
  for (const line of text.split("\n").slice(0, -1)) {
    JSON.parse(line);
    assert(readDockerEvent(line) !== undefined);
  }
}

async function checkJunit(folder: string): Promise<void> {
  using file = await Deno.open(`${folder}/junit.xml`);
  for await (const item of readJunit(file.readable)) {
    if (item.kind === "end") assertEquals(item.end.problems, [], "junit.xml is not whole");
  }
}

/** CTRF as its schema has it, and every file as the index of evidence lists it. */
async function checkEvidenceOf(end: GateEnd): Promise<void> {
  const ctrf = JSON.parse(await Deno.readTextFile(`${end.folder}/ctrf.json`));
  assertEquals(ctrfFaults(ctrf), []);
  const check = await checkEvidence(openMachine(), end.folder);
  assert(check.ok, JSON.stringify(check));
  assertEquals(check.value.faults, [], "files differ from evidence/index.json");
  assertEquals(check.value.runId, end.runId);
}

/** The stable names are those of this run, all of them, and nothing else stands beside them. */
async function checkStableNames(
  end: GateEnd,
  outputs: string,
  summary: SummaryJson,
): Promise<void> {
  const wanted = namesOf(summary);
  const names = (await Array.fromAsync(Deno.readDir(outputs))).map(({ name }) => name);
  const first = new Set(summary.artifacts.map(({ name }) => name.split("/")[0]!));
  // The history is of all runs, and a folder of failures stays when the last of them is gone.
  const isOwn = (name: string): boolean => !/^(history\.sqlite.*|failures)$/.test(name);
  assertEquals(
    names.filter(isOwn).toSorted(),
    [...[...first].filter(isOwn), ".gitignore", ".spool", "logs"].toSorted(),
  );
  for (const name of wanted) {
    const [stable, own] = await Promise.all(
      [outputs, end.folder].map((folder) => Deno.stat(`${folder}/${name}`)),
    );
    assertEquals(stable?.size, own?.size, `${name} is of another run`);
  }
}

/** Names of single files; one with `<suite>` in it stands for many. */
function namesOf({ artifacts }: SummaryJson): readonly string[] {
  return artifacts.map(({ name }) => name).filter((name) => !name.includes("<"));
}

/** No container, no private file and no process of a run is left. */
export async function checkNothingLeft(
  end: GateEnd,
  outputs = `${end.root}/outputs/qa`,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  assertEquals(await containersOf(end.runId, env), "", "containers are left");
  const spools = await Array.fromAsync(Deno.readDir(`${outputs}/.spool`));
  assertEquals(spools.filter(({ name }) => name === end.runId), [], "the spool is left");
  const startMs = performance.now();
  // What was just killed may take a moment to be reaped by its new parent.
  while ((await processesOf(end.runId)).length > 0) {
    if (performance.now() - startMs > LEAVING_MS) {
      throw new Error(`processes are left: ${await processesOf(end.runId)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ids of the containers that a run has made, one in a line; "" for none, or without an engine. */
export async function containersOf(
  runId: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const argv = ["ps", "--all", "--quiet", "--filter", `label=${LABEL_RUN}=${runId}`];
  return (await askDocker(argv, env)).stdout;
}

async function readText(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return null;
    throw cause;
  }
}
