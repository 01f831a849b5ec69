import type { Host } from "../host/host.ts";
import type { Database } from "../model/database.ts";
import type { RememberedTest } from "../model/history.ts";
import type { HistoryJson } from "../model/history_json.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { loadRecord } from "../write/load_record.ts";
import { recordHistory } from "../write/record_history.ts";
import { restoreRecord } from "../write/restore_record.ts";
import { streamRecordedTests } from "../write/stream_recorded_tests.ts";
import { remember } from "./remember_run.ts";

/** Fills a history from every record below an outputs folder, the oldest run first. */
export async function rebuildHistory(
  host: Host,
  database: Database,
  outputs: string,
): Promise<NonNullable<HistoryJson["rebuilt"]>> {
  const folders = await listByEnd(host, `${outputs}/logs`);
  const refused: { record: string; why: string }[] = [];
  let remembered = 0;
  // One after the other, in their order: what is expected of a test depends on it.
  for (const name of folders) {
    const why = await rememberFolder(host, database, { outputs, folder: `logs/${name}` });
    if (why === null) remembered++;
    else refused.push({ record: `logs/${name}`, why });
  }
  return { remembered, refused };
}

/** Ids that a user chose do not sort by time: the time of the summary decides, then the id. */
async function listByEnd(host: Host, logs: string): Promise<readonly string[]> {
  const listed = await host.files.list(logs);
  const folders = listed.ok ? listed.value.filter(({ kind }) => kind === "folder") : [];
  const dated = await Promise.all(folders.map(async ({ name }) => {
    const facts = await host.files.stat(`${logs}/${name}/summary.json`);
    return { name, endedMs: facts?.modifiedMs ?? 0 };
  }));
  return dated.sort((a, b) => a.endedMs - b.endedMs || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** Null when the run of a folder is remembered, else why not. */
async function rememberFolder(
  host: Host,
  database: Database,
  { outputs, folder }: { readonly outputs: string; readonly folder: string },
): Promise<string | null> {
  const given = `${outputs}/${folder}`;
  const loaded = await loadRecord(host, given, { cwd: outputs, outputs, own: true });
  if (!loaded.ok) return explainProblem(loaded.error).message;
  const restored = await restoreRecord(host, loaded.value);
  if (!restored.ok) return explainProblem(restored.error).message;
  const run = remember(restored.value);
  const isWhole = run.isWhole && !await isPart(host, loaded.value);
  const added = await recordHistory(database, { ...run, isWhole }, testsOf(host, loaded.value));
  return added.ok ? null : explainProblem(added.error).message;
}

/** What a restored record does not say of itself: that it was a replay, or ran its suites several times. */
async function isPart(host: Host, { files, folder }: RecordedRun): Promise<boolean> {
  if ((files.summary?.replay ?? files.run?.replay) !== undefined) return true;
  return await host.files.stat(`${folder}/repeat.json`) !== null;
}

async function* testsOf(host: Host, record: RecordedRun): AsyncGenerator<RememberedTest> {
  for (const { name: suite, testsPath: path } of record.suites) {
    if (path !== null) yield* streamRecordedTests(host, { path, suite });
  }
}
