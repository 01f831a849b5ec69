import { rewriteLists } from "../../formats/rewrite_lists.ts";
import type { TextList } from "../../formats/text_list.ts";
import type { Asking, GateMend } from "../../model/gate.ts";
import { ask, askAll } from "../../model/gate_asking.ts";
import type { ClassificationSettings } from "./classification_settings.ts";
import { type Manifest, readManifest } from "./classification_manifest.ts";

/** How a file is called in the manifest. */
export function entryName(
  { base, ending }: Pick<ClassificationSettings, "base" | "ending">,
  file: string,
): string {
  const isShort = file.startsWith(base) && file.endsWith(ending) &&
    file.length > base.length + ending.length;
  return isShort ? file.slice(base.length, file.length - ending.length) : file;
}

/**
 * Adds test files that are in no class to the class that a rule tells, sorts every class and takes out
 * what stands twice in one. Entries of files that are gone stay: a person decides what became of them.
 */
export function* fixClassification(
  settings: ClassificationSettings,
): Asking<readonly GateMend[]> {
  const { manifest: path, files: globs, except } = settings;
  const text = yield* ask({ as: "text", path });
  const files = yield* ask({ as: "files", globs, except });
  if (files.is === "unread" || !files.isWhole) return [];
  if (text.is === "unread" && text.code !== "not-found") return [];
  const before = text.is === "unread" ? emptyManifest(settings) : text.text;
  const read = readManifest(path, before);
  if (!read.ok) return [];
  const listed = new Set(
    [...read.value.classes.values()].flatMap(({ items }) => items.map(({ value }) => value)),
  );
  const fresh = files.paths.filter((file) => !listed.has(entryName(settings, file)));
  const classes = yield* classesOf(settings, fresh);
  const after = mend(settings, read.value, classes);
  const isNew = text.is === "unread";
  if (after === before && !isNew) return [];
  return [{ path, text: after, change: sayChange(fresh.length, classes.size, isNew) }];
}

/** The class of every new file that a rule or the default tells. */
function* classesOf(
  { rules, except, default_class: rest, classes }: ClassificationSettings,
  fresh: readonly string[],
): Asking<ReadonlyMap<string, string>> {
  const matches = yield* askAll(
    rules.map(({ files }) => ({ as: "files" as const, globs: files, except })),
  );
  const sets = matches.map((match) => new Set(match.is === "unread" ? [] : match.paths));
  const told = fresh.map((file) => {
    const rule = rules.find((_, index) => sets[index]!.has(file));
    return [file, rule?.class ?? rest] as const;
  });
  return new Map(
    told.flatMap(([file, name]) =>
      name !== undefined && classes.includes(name) ? [[file, name]] : []
    ),
  );
}

function mend(
  settings: ClassificationSettings,
  read: Manifest,
  added: ReadonlyMap<string, string>,
): string {
  const lacking = [...new Set(added.values())].filter((name) => !read.classes.has(name)).sort();
  const whole = addClasses(settings.manifest, read, lacking);
  const wanted = new Map<TextList, readonly string[]>();
  for (const [name, list] of whole.classes) {
    const fresh = [...added].filter(([, its]) => its === name)
      .map(([file]) => entryName(settings, file));
    const before = list.items.map(({ value }) => value);
    const after = [...new Set([...before, ...fresh])].sort();
    if (after.join("\n") !== before.join("\n")) wanted.set(list, after);
  }
  return rewriteLists(whole, wanted);
}

/** The same manifest with empty lists for the classes it lacks; as it is where there is no place for one. */
function addClasses(path: string, read: Manifest, lacking: readonly string[]): Manifest {
  const [first] = read.classes;
  if (lacking.length === 0) return read;
  const text = read.syntax === "toml"
    ? `${read.text.replace(/\n*$/, "\n")}${lacking.map((name) => tomlClass(read, name)).join("")}`
    : first === undefined
    ? read.text
    : insertClasses(read, first[1], lacking);
  const again = readManifest(path, text);
  return again.ok ? again.value : read;
}

function tomlClass({ around }: Manifest, name: string): string {
  return `\n[${around === null ? "" : `${around}.`}${name}]\nfiles = []\n`;
}

function insertClasses(
  { text, around }: Manifest,
  { path, keyStarts }: TextList,
  lacking: readonly string[],
): string {
  const depth = around === null ? 0 : 1;
  const at = keyStarts[depth] ?? 0;
  const isNested = path.length > depth + 1;
  const indent = /[ \t]*$/.exec(text.slice(0, at))?.[0] ?? "";
  const entries = lacking.map((name) =>
    `${JSON.stringify(name)}: ${isNested ? '{ "files": [] }' : "[]"},\n${indent}`
  );
  return text.slice(0, at) + entries.join("") + text.slice(at);
}

function emptyManifest({ manifest, classes }: ClassificationSettings): string {
  if (manifest.endsWith(".toml")) {
    return classes.map((name) => `[suite.${name}]\nfiles = []\n`).join("\n");
  }
  return `{\n${classes.map((name) => `  ${JSON.stringify(name)}: []`).join(",\n")}\n}\n`;
}

function sayChange(fresh: number, added: number, isNew: boolean): string {
  const left = fresh - added;
  return [
    isNew ? "makes the manifest" : "",
    added === 0 ? "" : `adds ${added} ${added === 1 ? "file" : "files"}`,
    added === 0 && !isNew ? "sorts the entries" : "",
    left === 0 ? "" : `leaves ${left} that no rule classifies`,
  ].filter((part) => part !== "").join(", ");
}
