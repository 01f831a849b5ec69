import { isAbsolute, normalize } from "@std/path";

/** Where a suite runs, as far as its report may tell paths from there. */
export interface TestHome {
  /** Folder of the suite relative to the root; "." for the root. */
  readonly cwd: string;
  /** Every absolute path at which the root may be seen, here and inside a container; longest first. */
  readonly bases: readonly string[];
}

/**
 * The path of a test's file from the root, whatever the tool tells it from: an absolute path in the
 * container or outside, or one relative to the suite's folder. A path out of the root stays as it is.
 */
export function pathFromRoot(file: string, { cwd, bases }: TestHome): string {
  if (file === "") return "";
  const plain = normalize(file.replace(/^file:\/\/(?=\/)/, ""));
  if (isAbsolute(plain)) return withoutRoot(plain, bases);
  // Some tools tell paths from the project's root although they run in a folder of it.
  if (plain.startsWith(`${cwd}/`)) return plain;
  const joined = normalize(`${cwd}/${plain}`);
  if (!joined.startsWith("../")) return joined;
  // Bytecode that a container has left makes pytest tell the way from here to the container's root.
  const up = joined.split("/").filter((part) => part === "..").length;
  const far = `/${joined.slice(3 * up)}`;
  const theirs = bases.find((base) => far.startsWith(`${base}/`));
  const isFromTop = bases.some((base) => base !== theirs && base.split("/").length - 1 === up);
  return theirs !== undefined && isFromTop ? far.slice(theirs.length + 1) : plain;
}

function withoutRoot(path: string, bases: readonly string[]): string {
  const base = bases.find((one) => path.startsWith(`${one}/`));
  return base === undefined ? path : path.slice(base.length + 1);
}

/** A class or name without what differs from place to place or from run to run: roots and numbering. */
export function steadyName(name: string, { bases }: TestHome): string {
  let steady = name;
  for (const base of bases) {
    if (steady.includes(`${base}/`)) steady = withoutBase(steady, base);
  }
  return steady.replace(OUTLINE_ROW, (_, title: string) => title === "" ? "" : ` -- ${title}`)
    .replace(INDEX, "");
}

/** The part of a name that tells the example: in brackets at its end, or behind the outline's name. */
export function parametersOf(name: string): string {
  const outline = name.indexOf(" -- @");
  if (outline > 0) return name.slice(outline + 4).trim();
  const at = name.indexOf("[");
  return at > 0 && name.endsWith("]") ? name.slice(at + 1, -1) : "";
}

/** behave numbers the examples of an outline: ` -- @1.2 title`. A row more would rename all after it. */
const OUTLINE_ROW = / -- @\d+\.\d+ ?(.*)$/s;
/** JUnit 5 numbers invocations: `[2] apple, 3`. Where nothing follows, the number is all there is. */
const INDEX = /^\[\d+\] (?=\S)/;

function withoutBase(text: string, base: string): string {
  const pieces = text.split(`${base}/`);
  return pieces.reduce((whole, piece) =>
    // Only where a path begins: `/app/` within `http://host/app/x` is no root.
    /[\w.\/-]$/.test(whole) ? `${whole}${base}/${piece}` : whole + piece
  );
}

/** The home of a suite's tests; a root at `/` is no base, because every path would lie below it. */
export function homeOf(cwd: string, bases: readonly string[]): TestHome {
  const useful = bases.filter((base) => base !== "/" && base !== "");
  return { cwd, bases: useful.toSorted((a, b) => b.length - a.length) };
}
