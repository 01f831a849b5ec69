// @std/path for a machine that reaches only the npm registry, over Deno's built-in port of the same
// functions: the npm copy of @std/path loads fifty modules and adds half again to an empty start.
// Only names that @std/path has, with its signatures, so that `deno.jsr.json` is a drop-in.
import * as path from "node:path";
import * as url from "node:url";

/** Joins parts and normalises the result. */
export const join: (...paths: string[]) => string = path.join;
/** Resolves parts to an absolute path, from right to left. */
export const resolve: (...paths: string[]) => string = path.resolve;
/** The last part. */
export const basename: (path: string, suffix?: string) => string = path.basename;
/** Everything before the last part. */
export const dirname: (path: string) => string = path.dirname;
/** The last part's ending, dot included. */
export const extname: (path: string) => string = path.extname;
/** True for a path that starts at the root of a file system. */
export const isAbsolute: (path: string) => boolean = path.isAbsolute;
/** Without `.`, `..` and repeated separators. */
export const normalize: (path: string) => string = path.normalize;
/** The way from one path to another. */
export const relative: (from: string, to: string) => string = path.relative;
/** Between the parts of a path. */
export const SEPARATOR: "/" | "\\" = path.sep;
/** One or more separators. */
export const SEPARATOR_PATTERN: RegExp = path.sep === "/" ? /\/+/ : /[\\/]+/;

/** The path of a file URL. */
export function fromFileUrl(address: URL | string): string {
  return url.fileURLToPath(address);
}

/** The file URL of a path. */
export function toFileUrl(file: string): URL {
  return url.pathToFileURL(file);
}
