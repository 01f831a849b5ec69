import { readJsoncLists } from "../../formats/read_jsonc_lists.ts";
import { readTomlLists } from "../../formats/read_toml_lists.ts";
import type { TextList, TextLists } from "../../formats/text_list.ts";
import { err, ok, type Result } from "../../model/result.ts";

/** The tables that may stand around the classes: `[suite.unit]` in TOML. */
const AROUND = ["suite", "classes"];

/** A manifest: the one list of every class it has. */
export interface Manifest extends TextLists {
  /** Name of the table around the classes; null where they stand at the top. */
  readonly around: string | null;
  readonly classes: ReadonlyMap<string, TextList>;
}

/** Reads a manifest as TOML where its name says so, else as JSON with comments. */
export function readManifest(path: string, text: string): Result<Manifest, string> {
  const read = path.endsWith(".toml") ? readTomlLists(text) : readJsoncLists(text);
  if (!read.ok) return read;
  const { lists } = read.value;
  const around = AROUND.find((name) => lists.some(({ path }) => path[0] === name)) ?? null;
  const classes = new Map<string, TextList>();
  for (const list of lists) {
    const name = classOf(list, around);
    if (name === null) continue;
    if (classes.has(name)) return err(`the class ${JSON.stringify(name)} is given twice`);
    classes.set(name, list);
  }
  return ok({ ...read.value, around, classes });
}

/** `unit = […]`, or `[unit] files = […]`; other lists of a manifest are no classes. */
function classOf({ path }: TextList, around: string | null): string | null {
  if (around !== null && path[0] !== around) return null;
  const [name, last, ...more] = around === null ? path : path.slice(1);
  if (name === undefined || more.length > 0) return null;
  return last === undefined || last === "files" ? name : null;
}
