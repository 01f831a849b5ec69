import { walk } from "@std/fs";
import { dirname, join, relative } from "@std/path";
import {
  formatGateScenarios,
  resolveGateScenarios,
  type ScenarioJson,
  type StoredScenarios,
} from "../../lib/catalog/gate_scenarios.ts";
import { loadGateRows } from "../../lib/catalog/gates.ts";
import type { Host } from "../../lib/host/host.ts";
import type { RecordedRun } from "../../lib/model/recorded_run.ts";
import { playScenario } from "../../lib/pipeline/play_scenario.ts";
import { loadRecord } from "../../lib/write/load_record.ts";
import { ROOT } from "./write_generated.ts";

/** Where scenarios stand: `<kind>/<scenario>/` or `<kind>/<contract>/<scenario>/`. */
const FOLDER = "fixtures/gates";
/** What the self-test plays: a script that was copied reads no file beside itself. */
const EMBEDDED = "lib/catalog/gate_scenarios.jsonl";

/**
 * Path relative to the root to text: what the judges find in every scenario (`expected.json`), to be
 * read in a review, and all scenarios in the one file that the self-test plays.
 */
export async function makeGateFixtures(host: Host): Promise<Record<string, string>> {
  const rows = new Map((await loadGateRows()).map((row) => [row.kind, row]));
  const stored = await readScenarios(host);
  const files: Record<string, string> = {};
  const expects = new Map<string, readonly string[]>();
  for (const scenario of resolveGateScenarios(stored)) {
    const row = rows.get(scenario.kind);
    if (row === undefined) throw new Error(`there is no kind of gate ${scenario.kind}`);
    const { judgement, got } = await playScenario(host, row, scenario);
    const folder = `${scenario.kind}/${scenario.name}`;
    files[`${FOLDER}/${folder}/expected.json`] = `${JSON.stringify(judgement, null, 2)}\n`;
    expects.set(folder, got);
  }
  return { ...files, [EMBEDDED]: formatGateScenarios({ ...stored, expects }) };
}

/** Every `scenario.json` with the texts of its files, and the runs that they name. */
async function readScenarios(host: Host): Promise<StoredScenarios> {
  const root = join(ROOT, FOLDER);
  const scenarios = new Map<string, ScenarioJson>();
  for await (const { path } of walk(root, { includeDirs: false })) {
    if (!path.endsWith("/scenario.json")) continue;
    const scenario = JSON.parse(await Deno.readTextFile(path)) as ScenarioJson;
    const texts = await readTexts(join(dirname(path), "files"));
    const files = { ...scenario.files, ...texts };
    const hasFiles = Object.keys(files).length > 0;
    scenarios.set(relative(root, dirname(path)), { ...scenario, ...(hasFiles && { files }) });
  }
  const sorted = new Map([...scenarios].sort(([a], [b]) => a < b ? -1 : 1));
  return { scenarios: sorted, expects: new Map(), records: await readRuns(host, sorted) };
}

async function readTexts(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const isThere = await Deno.stat(folder).then(() => true, () => false);
  if (!isThere) return files;
  for await (const { path } of walk(folder, { includeDirs: false })) {
    files[relative(folder, path)] = await Deno.readTextFile(path);
  }
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => a < b ? -1 : 1));
}

async function readRuns(
  host: Host,
  scenarios: StoredScenarios["scenarios"],
): Promise<ReadonlyMap<string, RecordedRun>> {
  const named = [...scenarios.values()].flatMap(({ records }) => Object.values(records ?? {}))
    .flatMap((one) => typeof one === "string" ? [] : [one.folder]);
  const folders = [...new Set(named)].sort();
  return new Map(
    await Promise.all(folders.map(async (one) => [one, await readRun(host, one)] as const)),
  );
}

/** A run of the repository as if it stood below the outputs of a project. */
async function readRun(host: Host, folder: string): Promise<RecordedRun> {
  const options = { cwd: ROOT, outputs: join(ROOT, "outputs/qa"), own: true };
  const loaded = await loadRecord(host, folder, options);
  if (!loaded.ok) throw new Error(`${folder}: ${JSON.stringify(loaded.error)}`);
  const { runId, folder: own } = loaded.value;
  const real = own ?? join(ROOT, folder);
  const text = JSON.stringify(loaded.value)
    .replaceAll(real, `/project/outputs/qa/logs/${runId}`).replaceAll(join(ROOT, "/"), "/project/");
  return JSON.parse(text) as RecordedRun;
}
