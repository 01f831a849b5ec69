import { cleanLine } from "./clean_terminal.ts";

/** Lines of a change that are shown. */
const SHOWN = 200;
/** Up to here the lines that stay are looked for; beyond it all of the middle counts as changed. */
const MIDDLE_MAX = 2000;

/** How a file changes: lines that go, with `-`, and lines that come, with `+`, in the order of the file. */
export interface FileChange {
  readonly added: number;
  readonly removed: number;
  /** The first ones, clean for a terminal. */
  readonly lines: readonly string[];
}

/** Compares two texts line by line. */
export function formatChange(before: string, after: string): FileChange {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const head = countSame(old, fresh);
  const tail = countSame(old.slice(head).reverse(), fresh.slice(head).reverse());
  const middle = compare(
    old.slice(head, old.length - tail),
    fresh.slice(head, fresh.length - tail),
  );
  const added = middle.filter(({ sign }) => sign === "+").length;
  const shown = middle.slice(0, SHOWN).map(({ sign, line }) => `${sign}${showLine(line)}`);
  const left = middle.length - shown.length;
  const lines = left > 0 ? [...shown, `… and ${left} more lines`] : shown;
  return { added, removed: middle.length - added, lines };
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function countSame(a: readonly string[], b: readonly string[]): number {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return same;
}

/** Indentation is kept: it is what a reader compares. */
function showLine(line: string): string {
  return `${/^[ \t]{0,100}/.exec(line)![0]}${cleanLine(line.slice(0, 1000))}`;
}

interface Changed {
  readonly sign: "-" | "+";
  readonly line: string;
}

function compare(old: readonly string[], fresh: readonly string[]): readonly Changed[] {
  if (old.length > MIDDLE_MAX || fresh.length > MIDDLE_MAX) {
    return [...signed("-", old), ...signed("+", fresh)];
  }
  const table = longestCommon(old, fresh);
  const width = fresh.length + 1;
  const found: Changed[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      i++;
      j++;
    } else if (
      j >= fresh.length ||
      (i < old.length && table[(i + 1) * width + j]! >= table[i * width + j + 1]!)
    ) found.push({ sign: "-", line: old[i++]! });
    else found.push({ sign: "+", line: fresh[j++]! });
  }
  return found;
}

/** Lengths of the longest common subsequences of all ends. */
function longestCommon(old: readonly string[], fresh: readonly string[]): Uint16Array {
  const width = fresh.length + 1;
  const table = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      table[i * width + j] = old[i] === fresh[j]
        ? table[(i + 1) * width + j + 1]! + 1
        : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
    }
  }
  return table;
}

function signed(sign: Changed["sign"], lines: readonly string[]): readonly Changed[] {
  return lines.map((line) => ({ sign, line }));
}
