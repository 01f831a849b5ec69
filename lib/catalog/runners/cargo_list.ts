import type {
  ListedSelection,
  RunnerRequest,
  TestListing,
  TestTarget,
} from "../../model/runner.ts";
import { fits } from "./selection_size.ts";

/** `name: test`, one on a line; nothing else is printed by libtest's terse listing. */
const LINE = /^(.+): (?:test|benchmark)$/;
const SUFFIX = / - (?:should panic|compile fail|compile)$/;
const DOC_NAME = /^(.+\.rs) - .*\(line \d+\)$/;
/** Stands for all doc tests: rustdoc cannot be told the full name of one. */
const DOCS: TestTarget = { file: "", class: "Doc-tests", name: "" };

/**
 * How cargo lists its tests, of all binaries. Names select exactly; doc tests only all together, by
 * leaving out everything else.
 */
export const CARGO_LIST: TestListing = {
  command: ({ paths, args }) => {
    const at = args.indexOf("--");
    const own = at === -1 ? args : args.slice(0, at);
    const handed = at === -1 ? [] : args.slice(at).filter((word) => word !== "--");
    const argv = ["cargo", "test", "--no-fail-fast", ...own, "--", ...handed, ...paths];
    return { argv: [...argv, "--list", "--format=terse"], env: { CARGO_TERM_COLOR: "never" } };
  },
  from: "stdout",
  read: (text) => {
    const lines = text.split("\n").filter((line) => line !== "");
    const targets = lines.map(readLine);
    return targets.every((target) => target !== null) ? targets : null;
  },
  unit: "test",
  select: selectListed,
  widen: (target) => isDoc(target) ? DOCS : target,
};

function readLine(line: string): TestTarget | null {
  const name = LINE.exec(line)?.[1]?.replace(SUFFIX, "");
  if (name === undefined) return null;
  const doc = DOC_NAME.exec(name);
  return doc === null ? { file: "", class: "", name } : {
    file: doc[1] ?? "",
    class: DOCS.class,
    name,
  };
}

function isDoc({ class: group, name }: TestTarget): boolean {
  return group === DOCS.class || name.includes(" ");
}

function selectListed(
  chosen: readonly TestTarget[],
  all: readonly TestTarget[],
  { paths, args }: RunnerRequest,
): ListedSelection | null {
  const [docs, names] = [chosen.filter(isDoc), namesOf(chosen)];
  // Filters of the suite's own would become exact names, and what it skips would not be skipped.
  const handed = args.includes("--") ? args.slice(args.indexOf("--") + 1) : [];
  const hasFilters = paths.length > 0 || handed.some((word) => !/^--?[a-z]/.test(word));
  if (hasFilters || handed.some((word) => /^--(skip|exact)\b/.test(word))) return null;
  if (docs.length === 0) return fitting({ paths: names, args: ["--", "--exact"] });
  if (docs.length < all.filter(isDoc).length) return null;
  const kept = new Set(names);
  const others = namesOf(all).filter((name) => !kept.has(name));
  if (others.length === 0) return { paths: null, args: [] };
  const skips = others.flatMap((name) => ["--skip", name]);
  return fitting({ paths: null, args: ["--", "--exact", ...skips] });
}

function namesOf(targets: readonly TestTarget[]): readonly string[] {
  return targets.filter((target) => !isDoc(target)).map(({ name }) => name);
}

function fitting(selection: ListedSelection): ListedSelection | null {
  return fits({ paths: selection.paths ?? [], args: selection.args }) ? selection : null;
}
