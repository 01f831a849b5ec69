import { WHOLE_FILE, WHOLE_RUN } from "../../formats/reporter_names.ts";
import type { Selection, TestTarget } from "../../model/runner.ts";

/** What is left where even the files do not fit on a command line. */
export const WHOLE_SUITE: Selection = { paths: [], args: [], isExact: false };

/** What a selection comes down to for a tool that takes files and one pattern of names. */
export interface NameSelection {
  /** Files without repetitions; empty where some target has none. */
  readonly files: readonly string[];
  /** Alternatives for whole names, groups in front, as a regular expression; null for whole files. */
  readonly pattern: string | null;
  /** True when files and pattern together can mean nothing else than the targets. */
  readonly isExact: boolean;
}

/** Mocha, Vitest and node tell a broken hook as a test of its own, which nothing can select. */
const HOOK = /^(?:\(hook\)|"(?:before|after) (?:all|each)" hook(?: |:|$).*)$/;

/** Files and names of targets as our reporters tell them; null when one belongs to no test at all. */
export function selectNames(targets: readonly TestTarget[]): NameSelection | null {
  if (targets.length === 0 || targets.some(({ name }) => name === WHOLE_RUN)) return null;
  const isPlaced = targets.every(({ file }) => file !== "");
  const files = isPlaced ? [...new Set(targets.map(({ file }) => file))] : [];
  const isWhole = ({ name }: TestTarget) => name === "" || name === WHOLE_FILE;
  if (targets.some((target) => isWhole(target) || isHookOfFile(target))) {
    return files.length === 0 ? null : { files, pattern: null, isExact: targets.every(isWhole) };
  }
  const hasHook = targets.some(({ name }) => HOOK.test(name));
  const names = [...new Set(targets.map(patternOf))];
  return {
    files,
    pattern: names.length === 1 ? names[0]! : `(?:${names.join("|")})`,
    isExact: files.length === 1 && !hasHook,
  };
}

function isHookOfFile(target: TestTarget): boolean {
  return target.class === "" && HOOK.test(target.name);
}

function patternOf(target: TestTarget): string {
  const groups = target.class === "" ? "" : `${escapePattern(target.class)} `;
  return HOOK.test(target.name) ? `${groups}.*` : groups + escapePattern(target.name);
}

/** The text as a regular expression of itself; groups may be told apart by `>` or by nothing. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(" > ", " (?:> )?");
}
