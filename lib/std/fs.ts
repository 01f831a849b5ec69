// @std/fs for a machine that reaches only the npm registry, where the package does not exist: the
// three functions that the project needs, written anew with the real signatures. Used by scripts and
// tests; `lib` itself reaches files through `Host`.

import { fromFileUrl, join } from "./path.ts";

/** Options of `exists`: what the path must be, besides being there. */
export interface ExistsOptions {
  isReadable?: boolean;
  isDirectory?: boolean;
  isFile?: boolean;
}

/** Options of `walk`; everything is included, at any depth, links not followed, unless said. */
export interface WalkOptions {
  maxDepth?: number;
  includeFiles?: boolean;
  includeDirs?: boolean;
  includeSymlinks?: boolean;
  /** File name endings, with the dot. */
  exts?: string[];
  /** A path must match one of them, if given. */
  match?: RegExp[];
  /** A path that matches one of them is left out, with all that is in it. */
  skip?: RegExp[];
}

/** One entry found by `walk`: its path (the root's path in front) and what it is. */
export interface WalkEntry extends Deno.DirEntry {
  path: string;
}

/** Creates a folder and its parents unless it is there; throws when something else is. */
export async function ensureDir(dir: string | URL): Promise<void> {
  await Deno.mkdir(dir, { recursive: true });
}

/** True when there is something at the path, links followed, and it is what the options ask for. */
export async function exists(path: string | URL, options: ExistsOptions = {}): Promise<boolean> {
  try {
    const info = await Deno.stat(path);
    if (options.isDirectory && !info.isDirectory) return false;
    if (options.isFile && !info.isFile) return false;
    if (options.isReadable) (await Deno.open(path, { read: true })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.PermissionDenied) return !options.isReadable;
    throw error;
  }
}

/** Yields a folder and everything in it, parents before children; throws when it cannot be read. */
export async function* walk(
  root: string | URL,
  options: WalkOptions = {},
): AsyncIterableIterator<WalkEntry> {
  const start = root instanceof URL ? fromFileUrl(root) : root;
  const info = await Deno.lstat(start);
  const kind = { isFile: info.isFile, isDirectory: info.isDirectory, isSymlink: info.isSymlink };
  yield* walkEntry(
    { name: join(start, ".").split(/[\\/]/).at(-1) ?? start, path: start, ...kind },
    {
      ...options,
      maxDepth: options.maxDepth ?? Infinity,
    },
  );
}

async function* walkEntry(
  entry: WalkEntry,
  options: WalkOptions & { maxDepth: number },
): AsyncIterableIterator<WalkEntry> {
  if (options.skip?.some((pattern) => pattern.test(entry.path))) return;
  if (isWanted(entry, options)) yield entry;
  if (!entry.isDirectory || options.maxDepth < 1) return;
  for await (const child of Deno.readDir(entry.path)) {
    const below = { ...options, maxDepth: options.maxDepth - 1 };
    yield* walkEntry({ ...child, path: join(entry.path, child.name) }, below);
  }
}

function isWanted(entry: WalkEntry, options: WalkOptions): boolean {
  const kind = entry.isSymlink
    ? options.includeSymlinks
    : entry.isDirectory
    ? options.includeDirs
    : options.includeFiles;
  if (kind === false) return false;
  if (options.exts && !options.exts.some((ext) => entry.path.endsWith(ext))) return false;
  return !options.match || options.match.some((pattern) => pattern.test(entry.path));
}
