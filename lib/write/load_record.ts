import type { Host } from "../host/host.ts";
import { checkSchema } from "../model/check_schema.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun, RecordedSuite } from "../model/recorded_run.ts";
import { err, ok, type Result } from "../model/result.ts";
import { ShardJson } from "../model/shard.ts";
import { findContradiction } from "./find_contradiction.ts";
import { type FindOptions, findRecord, type RecordPlace } from "./find_record.ts";
import { findTestsPath } from "./find_tests_path.ts";
import { HINT } from "./load_record_json.ts";
import { type LoadedFiles, loadRecordFiles } from "./load_record_files.ts";
import { recordedEnvironment } from "./recorded_environment.ts";
import { recordedSuites } from "./recorded_suites.ts";

/**
 * Reads a run back from its files: from a `summary.json` or `replay_bundle.json` that stands alone,
 * any file of a run, the folder of a run, an outputs folder, the id of a run below
 * `<outputs>/logs`, or the word `latest`. Everything is a stranger's: bounded, confined to the run's
 * folder, checked against its schema and against itself; nothing in it is executed. A record that is
 * missing, corrupt or contradicts itself is a `usage` problem: never an empty record.
 *
 * @example
 * ```ts ignore
 * const record = await loadRecord(host, "latest", { cwd: "/project", outputs: "/project/outputs/qa" });
 * if (record.ok) console.log(record.value.runId, record.value.suites.length);
 * ```
 */
export async function loadRecord(
  host: Host,
  given: string,
  options: FindOptions,
): Promise<Result<RecordedRun, Problem>> {
  const found = await findRecord(host, given, options);
  if (!found.ok) return found;
  const loaded = await loadRecordFiles(host, found.value);
  if (!loaded.ok) return loaded;
  return await describeRecord(host, { given, place: found.value, loaded: loaded.value });
}

/** What a record is described from. */
interface Described {
  readonly given: string;
  readonly place: RecordPlace;
  readonly loaded: LoadedFiles;
}

async function describeRecord(
  host: Host,
  { given, place, loaded }: Described,
): Promise<Result<RecordedRun, Problem>> {
  const { files } = loaded;
  const head = files.summary ?? files.results ?? files.bundle;
  const fault = findContradiction(files);
  if (fault !== null) return refuse(place, fault);
  if (head === null) return refuse(place, "it tells no result of a run");
  const shard = readShard(loaded);
  if (shard === undefined) {
    return refuse(place, "what it says of its shard does not agree with its schema");
  }
  const told = recordedSuites(files);
  const suites = await locateTests(host, place, {
    files,
    suites: told.suites,
    isAlone: loaded.isAlone,
  });
  return ok({
    given,
    path: place.file ?? place.path,
    folder: loaded.isAlone ? null : place.folder,
    runId: head.run_id,
    project: files.summary?.project ?? files.run?.project ?? files.bundle?.project ?? "",
    ...answerOf(files),
    startedAt: files.run?.started_at ?? null,
    environment: recordedEnvironment(files, shard),
    shard,
    suites: suites.suites,
    knowsAllSuites: told.knowsAllSuites,
    gaps: [...loaded.gaps, ...suites.gaps, ...oddGaps(files, told.suites)],
    files,
  });
}

/** A bundle tells no verdict; one without failed suites is that of a run without failures. */
function answerOf({ summary, results, run, bundle }: RecordedRun["files"]) {
  const answer = summary ?? results ?? run;
  if (answer !== null) return { verdict: answer.verdict, exitCode: answer.exit_code };
  const isRed = bundle !== null && bundle.failed_suites.length > 0;
  return { verdict: isRed ? "failed" : "passed", exitCode: isRed ? 1 : 0 };
}

/** A green verdict over suites that failed can be (they are not required), and must be said. */
function oddGaps(files: RecordedRun["files"], suites: readonly RecordedSuite[]): readonly string[] {
  const { verdict } = answerOf(files);
  const red = suites.filter(({ required, outcome }) =>
    required && outcome !== "passed" && outcome !== "not-run"
  );
  const isGreen = verdict === "passed" || verdict === "flaky" || verdict === "degraded";
  if (!isGreen || red.length === 0) return [];
  const names = red.slice(0, 5).map(({ name }) => name).join(", ");
  return [`the verdict is ${verdict}, and these did not pass: ${names}; they are taken as failed`];
}

/** Undefined for a shard that is no shard. */
function readShard({ shards }: LoadedFiles): ShardJson | null | undefined {
  const told = shards.find((shard) => shard !== undefined && shard !== null);
  if (told === undefined) return null;
  const checked = checkSchema(ShardJson, told);
  return checked.ok ? checked.value : undefined;
}

interface Located {
  readonly suites: readonly RecordedSuite[];
  readonly gaps: readonly string[];
}

/** Sets where the tests of each suite are told; a suite that has tests and no lines is a gap. */
async function locateTests(
  host: Host,
  { folder }: RecordPlace,
  { files, suites, isAlone }: Pick<LoadedFiles, "files" | "isAlone"> & {
    readonly suites: readonly RecordedSuite[];
  },
): Promise<Located> {
  if (isAlone || files.results === null) return { suites, gaps: [] };
  const paths = new Map(files.results.suites.map(({ name, tests_path }) => [name, tests_path]));
  const located = await Promise.all(suites.map(async (suite) => {
    const told = paths.get(suite.name) ?? null;
    const testsPath = told === null ? null : await findTestsPath(host, folder, told);
    const gap = told !== null && testsPath === null
      ? [
        `the tests of ${suite.name} are not in the record: their file is missing or cannot be used`,
      ]
      : [];
    // The lines tell every test; what was named beside them is then needless.
    return testsPath === null
      ? { suite, gap }
      : { suite: { ...suite, testsPath, named: [], unnamed: 0 }, gap };
  }));
  return {
    suites: located.map(({ suite }) => suite),
    gaps: located.flatMap(({ gap }) => gap),
  };
}

function refuse({ path }: RecordPlace, fault: string): Result<never, Problem> {
  const message = `${path} is not a record that can be used: ${fault}`;
  return err({ kind: "usage", message, hint: HINT });
}
