import { basename, dirname, resolve } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Explained, KeptText } from "../model/explained.ts";
import { IDENTIFIER } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { loadRecord } from "../write/load_record.ts";
import { RECORD_FILES } from "../write/load_record_json.ts";
import type { RecordPlaces } from "./gather_sources.ts";
import { readKept } from "./read_kept.ts";

/** Standard input; more than that is left where it is. */
const INPUT_BYTES = 4 * 1024 ** 3;
const INPUT = "standard input";
const RECORD_NAMES: readonly string[] = Object.values(RECORD_FILES).map(({ name }) => name);
/** The beginning of every JSON file of ours. */
const OURS = /^\s*\{[^{}]{0,200}?"schema"\s*:\s*"(qa\.[a-z_-]+\.v\d+)"/;
/** Words that can only be meant as the path of a file. */
const PATH =
  /^(?:[^\s"'<>|*?]*[\\/][^\s"'<>|*?]*|[^\s"'<>|*?]+\.(?:log|txt|json|jsonl|xml|out|err|md))$/;

/**
 * Finds what `--explain` was given: `-`, a record (a file of it, its folder, its id, `latest`), a file
 * of text, or else the words themselves. What looks like a path and is none is a `usage` problem.
 */
export async function findExplained(
  host: Host,
  given: string,
  places: RecordPlaces,
): Promise<Result<Explained, Problem>> {
  if (given === "-") return await readStandardInput(host);
  if (given === "latest") return await asRecord(host, given, places);
  const path = resolve(places.cwd, given);
  const facts = isShort(given) ? await look(host, path) : null;
  if (facts === "folder") return await asRecord(host, given, places);
  if (facts !== null) return await fromFile(host, { given, path, places });
  if (await isRunId(host, given, places)) return await asRecord(host, given, places);
  if (PATH.test(given) && isShort(given)) return err(explainMissing(given));
  const source = "the text";
  const texts = [{ source, text: given, firstLine: 1 }];
  return asText({ kind: "text", name: source, texts, isCut: false });
}

/** No path is so long, and no text of several lines is one. */
function isShort(given: string): boolean {
  return given !== "" && given.length <= 4096 && !/[\n\0]/.test(given);
}

async function look(host: Host, path: string): Promise<"folder" | "file" | null> {
  const real = await host.files.realPath(path);
  const facts = real === null ? null : await host.files.stat(real);
  return facts === null ? null : facts.kind === "folder" ? "folder" : "file";
}

async function isRunId(host: Host, given: string, { outputs }: RecordPlaces): Promise<boolean> {
  return IDENTIFIER.test(given) &&
    (await host.files.stat(`${outputs}/logs/${given}`))?.kind === "folder";
}

async function asRecord(
  host: Host,
  given: string,
  places: RecordPlaces,
): Promise<Result<Explained, Problem>> {
  const record = await loadRecord(host, given, places);
  if (!record.ok) return record;
  return ok({ kind: "record", name: record.value.path, record: record.value });
}

interface GivenFile {
  readonly given: string;
  readonly path: string;
  readonly places: RecordPlaces;
}

async function fromFile(
  host: Host,
  { given, path, places }: GivenFile,
): Promise<Result<Explained, Problem>> {
  if (RECORD_NAMES.includes(basename(path))) return await asRecord(host, given, places);
  // A link that a person names is theirs to follow.
  const opened = await host.files.open(await host.files.realPath(path) ?? path);
  if (!opened.ok) return err(explainUnread(given, opened.error));
  const read = await readKept(opened.value.chunks, given);
  opened.value.close();
  const schema = OURS.exec(read.texts[0]?.text ?? "")?.[1];
  if (schema === undefined) return asText({ kind: "file", name: given, ...read });
  const isRecord = Object.values(RECORD_FILES).some((one) => one.schema === schema);
  // Any other file of a run stands for the run whose folder it is in.
  if (isRecord) return await asRecord(host, given, places);
  const folder = basename(dirname(path)) === "failures" ? dirname(dirname(path)) : dirname(path);
  return await asRecord(host, folder, places);
}

async function readStandardInput(host: Host): Promise<Result<Explained, Problem>> {
  if (host.terminal.stdinIsTerminal) {
    host.terminal.error("Reading the text to explain from standard input; Ctrl-D ends it.\n");
  }
  const read = await readKept(host.readInput(INPUT_BYTES), INPUT);
  return asText({ kind: "input", name: INPUT, ...read });
}

function asText(
  text: Extract<Explained, { readonly texts: readonly KeptText[] }>,
): Result<Explained, Problem> {
  if (text.texts.some((one) => one.text.trim() !== "")) return ok(text);
  return err({
    kind: "usage",
    message: `${text.name} is empty: there is nothing to explain`,
    hint: "Give a text, a file, a record such as latest, or - and a text on standard input",
  });
}

function explainMissing(given: string): Problem {
  return {
    kind: "usage",
    message: `there is no file and no record ${given}`,
    hint:
      "Check the path; to explain these very words, pass them on standard input with --explain -",
  };
}

function explainUnread(given: string, problem: Problem): Problem {
  const reason = problem.kind !== "file"
    ? problem.kind
    : problem.code === "other"
    ? problem.detail
    : problem.code.replaceAll("-", " ");
  const hint = "Give a text file, a record, or - and the text on standard input";
  return { kind: "usage", message: `${given} cannot be read: ${reason}`, hint };
}
