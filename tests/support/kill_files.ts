import { loadArtifacts } from "../../lib/catalog/artifacts.ts";
import { readDockerEvent } from "../../lib/docker/docker_events.ts";
import { readJunit } from "../../lib/formats/read_junit.ts";
import { REPORT_PAGE } from "../../lib/catalog/text_artifacts.ts";
import { ContainerSample } from "../../lib/model/container_sample.ts";
import { EVIDENCE_INDEX, EvidenceJson } from "../../lib/model/evidence_json.ts";
import { ExitJson } from "../../lib/model/exit_json.ts";
import { HISTORY_NAME } from "../../lib/model/history.ts";
import { INDEX_NAME } from "../../lib/model/index_name.ts";
import { JournalLine } from "../../lib/model/journal.ts";
import { RunEventLine } from "../../lib/model/run_event.ts";
import { TestRecord } from "../../lib/model/test_result.ts";
import { ctrfFaults } from "./ctrf_faults.ts";

const { rows: ARTIFACTS } = await loadArtifacts(null);

/** What a killed run may leave beside its files: a name that says it is not one of them. */
const PASSING = /\.tmp$/;
/** What is ours among the outputs and no file of a run: the history is that of all of them. */
const NOT_STABLE = new Set([
  ...[".gitignore", ".spool", ".publish", "logs"],
  ...[HISTORY_NAME, `${HISTORY_NAME}-journal`],
]);

/** A file below a folder: path relative to it, and its text. */
type Texts = ReadonlyMap<string, string>;

/** What stands in a folder of files that a kill may have stopped being written. */
export interface KilledFiles {
  /** What is wrong, a sentence each: none in a good run. */
  readonly faults: readonly string[];
  /** Files of lines whose last line is torn. */
  readonly torn: number;
  /** Files with a name that says that they were never finished. */
  readonly passing: number;
}

/** Checks every file of a run that was killed: each JSON is whole and valid, lines are but the last. */
export async function checkKilledFiles(
  folder: string,
  { isStable = false }: { readonly isStable?: boolean } = {},
): Promise<KilledFiles> {
  const texts = await readTexts(folder, isStable ? NOT_STABLE : new Set());
  const whole = [...texts].filter(([path]) => !PASSING.test(path));
  const faults = await Promise.all(whole.map(([path, text]) => findFault(path, text)));
  const torn = whole.filter(([path, text]) => path.endsWith(".jsonl") && isTorn(text));
  return {
    faults: faults.filter((fault) => fault !== null).map((fault) => `${folder}: ${fault}`),
    torn: torn.length,
    passing: texts.size - whole.length,
  };
}

/** Whose files the stable names are. */
export type StableNames = "earlier" | "killed" | "both" | "neither";

/** Compares the stable names with two runs' folders, whole: an earlier one's and the killed one's. */
export async function whoseStableNames(
  outputs: string,
  { earlier, killed }: { readonly earlier: string; readonly killed: string },
): Promise<StableNames> {
  const stable = await readTexts(outputs, NOT_STABLE);
  const [old, fresh] = await Promise.all([earlier, killed].map((folder) => readTexts(folder)));
  const isOf = (run: Texts | undefined) => ([path, text]: readonly [string, string]): boolean =>
    run?.get(path) === text;
  const names = [...stable];
  if (names.every(isOf(old))) return isAll(old, stable) ? "earlier" : "both";
  if (names.every(isOf(fresh)) && isAll(fresh, stable)) return "killed";
  return names.every((name) => isOf(old)(name) || isOf(fresh)(name)) ? "both" : "neither";
}

/** Written when all other files have their names, and so the answer is out; until then there are none. */
const LATE: ReadonlySet<string> = new Set([REPORT_PAGE, INDEX_NAME, EVIDENCE_INDEX]);

/** True when no file of the run's that has a stable name is missing among these, but for late ones. */
function isAll(run: Texts | undefined, stable: Texts): boolean {
  return [...run?.keys() ?? []].every((path) =>
    path.startsWith("suites/") || LATE.has(path) || PASSING.test(path) || stable.has(path)
  );
}

async function findFault(path: string, text: string): Promise<string | null> {
  try {
    if (path.endsWith(".json")) checkJson(path, JSON.parse(text));
    else if (path.endsWith(".jsonl")) checkLines(path, text);
    else if (path === "junit.xml") await checkJunit(text);
    else if (path.endsWith(".md") && !text.endsWith("\n")) throw new Error("cut");
    return null;
  } catch (cause) {
    return `${path} (${text.length} bytes): ${cause instanceof Error ? cause.message : cause}`;
  }
}

function checkJson(path: string, value: unknown): void {
  const shape = ARTIFACTS.find((row) => row.name === path)?.shape;
  if (shape !== undefined) shape.parse(value);
  else if (path === EVIDENCE_INDEX) EvidenceJson.parse(value);
  else if (path.endsWith("/exit.json")) ExitJson.parse(value);
  else if (path === "ctrf.json") {
    const [fault] = ctrfFaults(value);
    if (fault !== undefined) throw new Error(fault);
  } else if (typeof value !== "object" || value === null) throw new Error("not an object");
}

const LINES: Readonly<Record<string, (value: unknown, line: string) => unknown>> = {
  "events.jsonl": (value) => RunEventLine.parse(value),
  "journal.jsonl": (value) => JournalLine.parse(value),
  "tests.jsonl": (value) => TestRecord.parse(value),
  "container_events.jsonl": (_value, line) => readDockerEvent(line),
  "container_stats.jsonl": (value) => ContainerSample.parse(value),
};

function checkLines(path: string, text: string): void {
  const read = LINES[path.replace(/^.*\//, "")];
  if (read === undefined) throw new Error("no such file of lines is known");
  for (const line of text.split("\n").slice(0, -1)) read(JSON.parse(line), line);
}

async function checkJunit(text: string): Promise<void> {
  for await (const item of readJunit(new Blob([text]).stream())) {
    const [problem] = item.kind === "end" ? item.end.problems : [];
    if (problem !== undefined) throw new Error(JSON.stringify(problem));
  }
}

function isTorn(text: string): boolean {
  return text !== "" && !text.endsWith("\n");
}

async function readTexts(
  folder: string,
  without: ReadonlySet<string> = new Set(),
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const path of await listFiles(folder, "", without)) {
    texts.set(path, await Deno.readTextFile(`${folder}/${path}`));
  }
  return texts;
}

async function listFiles(
  folder: string,
  below: string,
  without: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found: string[] = [];
  const entries = await Array.fromAsync(Deno.readDir(`${folder}/${below}`)).catch(() => []);
  for (const { name, isDirectory } of entries) {
    if (without.has(name)) continue;
    if (isDirectory) found.push(...await listFiles(folder, `${below}${name}/`, new Set()));
    else found.push(`${below}${name}`);
  }
  return found;
}
