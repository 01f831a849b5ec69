import { dirname, join } from "@std/path";
import { type FoundImport, languageOf, readImports } from "../../formats/read_imports.ts";
import type { BoundaryJson } from "../../model/boundary_json.ts";
import type { Asking, GateFault } from "../../model/gate.ts";
import { askAll } from "../../model/gate_asking.ts";
import type { BoundarySettings } from "./boundary_settings.ts";
import { makeFault } from "./collect_faults.ts";
import { explainUnread } from "./read_input.ts";
import { MATCHED_MAX } from "./refuse_pattern.ts";
import { tellText } from "./tell_value.ts";
import { type ImportMap, resolveImport } from "./resolve_import.ts";

/** What the imports of the tree tell about the pairs that a manifest bans. */
export interface PairJudgement {
  readonly faults: readonly GateFault[];
  readonly importsRead: number;
}

/** Modules and who owns them. */
export interface OwnedModules {
  readonly modules: readonly string[];
  readonly owners: ReadonlyMap<string, string>;
}

/** A file larger than this is no source that people wrote. */
const MAX_BYTES = 2 * 1024 ** 2;

/** Reads the imports of every module whose domain is banned from another, and finds those that lead there. */
export function* judgePairs(
  manifest: BoundaryJson,
  settings: BoundarySettings,
  { modules, owners }: OwnedModules,
): Asking<PairJudgement> {
  const banned = manifest.banned ?? [];
  const faults = listUnknown(manifest, settings.manifest);
  const from = new Set(banned.map((pair) => pair.from));
  const files = modules.filter((module) => from.has(owners.get(module) ?? ""));
  const texts = yield* askAll(
    files.map((path) => ({ as: "text" as const, path, maxBytes: MAX_BYTES })),
  );
  const map = makeMap(settings, modules);
  const pairs = new Map(banned.map((pair) => [pairName(pair.from, pair.to), pair]));
  let importsRead = 0;
  for (const [index, file] of files.entries()) {
    const text = texts[index]!;
    if (text.is === "unread") {
      faults.push(explainUnread(file, text));
      continue;
    }
    const found = findTargets(settings, { file, text: text.text, map });
    if (found === null) {
      const message = `${file}: its language is not known, and so neither are its imports`;
      faults.push(makeFault("unread_language", file, message, { path: file, at: null }));
      continue;
    }
    importsRead += found.length;
    faults.push(
      ...found.flatMap(({ line, specifier, targets }) =>
        targets.flatMap((target): GateFault[] => {
          const pair = pairs.get(pairName(owners.get(file)!, owners.get(target) ?? ""));
          if (pair === undefined) return [];
          const reason = pair.reason === undefined ? "" : `: ${tellText(pair.reason)}`;
          const what = `${tellText(specifier)} (${tellText(target)}, ${tellText(pair.to)})`;
          const message = `${tellText(file)} (${tellText(pair.from)}) imports ${what}${reason}`;
          return [makeFault("banned_pair", file, message, { path: file, at: `line ${line}` })];
        })
      ),
    );
  }
  return { faults, importsRead };
}

function pairName(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function listUnknown({ domains, banned = [] }: BoundaryJson, path: string): GateFault[] {
  const names = new Set(domains.map(({ name }) => name));
  return banned.flatMap(({ from, to }, index) =>
    [from, to].filter((name) => !names.has(name)).map((name) => {
      const message = `a banned pair names "${tellText(name)}", and there is no such domain`;
      return makeFault("unknown_domain", name, message, { path, at: `/banned/${index}` });
    })
  );
}

interface Source {
  readonly file: string;
  readonly text: string;
  readonly map: ImportMap;
}

/** What a file imports and the modules that are meant; null where its language is not known. */
function findTargets({ imports }: BoundarySettings, { file, text, map }: Source) {
  if (imports !== "by-language") {
    return findMentions(new RegExp(imports.pattern, "gu"), { file, text, map });
  }
  const language = languageOf(file);
  return language && readImports(language, text).map((found) => ({
    ...found,
    targets: resolveImport(language, found.specifier, { file, map }),
  }));
}

function findMentions(pattern: RegExp, { file, text, map }: Source) {
  return text.split("\n").flatMap((line, index) =>
    [...line.slice(0, MATCHED_MAX).matchAll(pattern)].map(([whole, group]) => {
      const found: FoundImport = { specifier: group ?? whole, line: index + 1 };
      const near = join(dirname(file), found.specifier);
      const targets = [found.specifier, near].filter((path) => map.modules.has(path));
      return { ...found, targets: targets.slice(0, 1) };
    })
  );
}

function makeMap({ aliases, roots }: BoundarySettings, modules: readonly string[]): ImportMap {
  const byFolder = new Map<string, string[]>();
  for (const module of modules) {
    const folder = dirname(module);
    const there = byFolder.get(folder);
    if (there === undefined) byFolder.set(folder, [module]);
    else there.push(module);
  }
  return { modules: new Set(modules), byFolder, aliases: Object.entries(aliases), roots };
}
