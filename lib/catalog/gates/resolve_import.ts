import { dirname, join } from "@std/path";
import type { ImportLanguage } from "../../formats/read_imports.ts";

/** What is needed to tell which module of the tree an import means. */
export interface ImportMap {
  /** All modules, paths from the root. */
  readonly modules: ReadonlySet<string>;
  /** Modules by the folder they are in, for languages that import folders. */
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
  /** Begins of specifiers and the paths they stand for, such as `@/` for `src/`. */
  readonly aliases: readonly (readonly [string, string])[];
  /** Folders in which a language looks for modules by their names. */
  readonly roots: readonly string[];
}

const JS_ENDINGS = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/** Modules of the tree that an import may mean; empty for one that comes from elsewhere. */
export function resolveImport(
  language: ImportLanguage,
  specifier: string,
  { file, map }: { readonly file: string; readonly map: ImportMap },
): readonly string[] {
  switch (language) {
    case "js":
      return resolveJs(specifier, file, map);
    case "python":
      return resolvePython(specifier, file, map);
    case "rust":
      return resolveRust(specifier, file, map);
    case "go":
      return aliasesOf(specifier, map).flatMap((path) => map.byFolder.get(trimPath(path)) ?? []);
  }
}

function resolveJs(specifier: string, file: string, map: ImportMap): readonly string[] {
  const bases = specifier.startsWith(".")
    ? [join(dirname(file), specifier)]
    : aliasesOf(specifier, map);
  return first(
    bases.flatMap((base) => {
      const plain = trimPath(base);
      // TypeScript is imported by the name of the JavaScript that it becomes.
      const stem = plain.replace(/\.([cm]?)js(x?)$/, "");
      return [
        ...JS_ENDINGS.map((ending) => plain + ending),
        ...(stem === plain ? [] : JS_ENDINGS.map((ending) => stem + ending)),
        ...JS_ENDINGS.map((ending) => `${plain}/index${ending}`),
      ];
    }),
    map,
  );
}

function resolvePython(specifier: string, file: string, map: ImportMap): readonly string[] {
  const dots = /^\.*/.exec(specifier)![0].length;
  const parts = specifier.slice(dots).split(".").filter((part) => part !== "");
  const bases = dots === 0 ? map.roots : [join(dirname(file), ...Array(dots - 1).fill(".."))];
  return byParts(bases, parts, map, (stem) => [`${stem}.py`, `${stem}/__init__.py`, `${stem}.pyi`]);
}

function resolveRust(specifier: string, file: string, map: ImportMap): readonly string[] {
  const [start, ...rest] = specifier.split("::");
  const supers = rest.findIndex((part) => part !== "super");
  const up = start === "super" ? 1 + Math.max(0, supers) : 0;
  const names = start === "super" ? rest.slice(Math.max(0, supers)) : rest;
  const bases = start === "crate" ? [crateOf(file), ...map.roots] : [moduleFolder(file, up)];
  return byParts(bases, names, map, (stem) => [`${stem}.rs`, `${stem}/mod.rs`]);
}

/** The folder in which the modules of a crate stand: the last `src` above the file. */
function crateOf(file: string): string {
  const at = `/${file}`.lastIndexOf("/src/");
  return at === -1
    ? dirname(file)
    : `${file.slice(0, at)}${at === 0 ? "" : "/"}src`.replace("//", "/");
}

/** Folder of a module's own children, so many levels above. */
function moduleFolder(file: string, up: number): string {
  const own = /(?:^|\/)(?:mod|lib|main)\.rs$/.test(file)
    ? dirname(file)
    : file.replace(/\.rs$/, "");
  return join(own, ...Array(up).fill(".."));
}

/** The longest begin of the parts that is a module: what comes behind are names in it. */
function byParts(
  bases: readonly string[],
  parts: readonly string[],
  map: ImportMap,
  spell: (stem: string) => readonly string[],
): readonly string[] {
  for (let length = Math.min(parts.length, 50); length >= 0; length--) {
    const stems = bases.map((base) => trimPath(join(base, ...parts.slice(0, length))));
    const found = first(stems.flatMap(spell), map);
    if (found.length > 0) return found;
  }
  return [];
}

function aliasesOf(specifier: string, { aliases }: ImportMap): readonly string[] {
  return aliases.filter(([begin]) => specifier.startsWith(begin))
    .map(([begin, path]) => path + specifier.slice(begin.length));
}

function first(candidates: readonly string[], { modules }: ImportMap): readonly string[] {
  const found = candidates.find((path) => modules.has(path));
  return found === undefined ? [] : [found];
}

function trimPath(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
}
