import { byteLength } from "./fit_bytes.ts";

/** A part of a page that may be cut: whole entries only, and never without saying how many. */
export interface MarkdownSection {
  /** What stands above the entries, with its own line ends; "" for nothing. */
  readonly head: string;
  /** Each with its own line ends; never cut within. */
  readonly entries: readonly string[];
  /** What stands below when only so many of them are shown, with the exact numbers; "" for nothing. */
  readonly rest: (shown: number) => string;
}

/** What is shown of a section before others are given more room. */
const FIRST_ROUND = 10;

/** How many entries of each section are shown, and the bytes that this takes. */
interface Filling {
  readonly shown: readonly number[];
  readonly bytes: number;
}

/**
 * The sections as one text of at most so many bytes: all of them where they fit; else as many whole
 * entries as fit, the earlier sections first, and below each what is missing. Null where not even the
 * heads and the numbers fit.
 */
export function fillMarkdown(
  sections: readonly MarkdownSection[],
  maxBytes: number,
): string | null {
  const sizes = sections.map(({ entries }) => entries.map(byteLength));
  const sizeOf = (at: number, shown: number): number => {
    const { head, rest } = sections[at]!;
    return byteLength(head) + byteLength(rest(shown)) +
      sizes[at]!.slice(0, shown).reduce((sum, size) => sum + size, 0);
  };
  let filling: Filling = { shown: sections.map(() => 0), bytes: 0 };
  filling = { ...filling, bytes: sections.reduce((sum, _, at) => sum + sizeOf(at, 0), 0) };
  if (filling.bytes > maxBytes) return null;
  for (const most of [FIRST_ROUND, Infinity]) {
    sections.forEach(({ entries }, at) => {
      const without = filling.bytes - sizeOf(at, filling.shown[at]!);
      const best = largest(Math.min(entries.length, most), {
        from: filling.shown[at]!,
        fits: (shown) => without + sizeOf(at, shown) <= maxBytes,
      });
      filling = {
        shown: filling.shown.with(at, best),
        bytes: without + sizeOf(at, best),
      };
    });
  }
  return sections.map(({ head, entries, rest }, at) => {
    const shown = filling.shown[at]!;
    return head + entries.slice(0, shown).join("") + rest(shown);
  }).join("");
}

/** The most that fits. More entries take more room, but for the last, with which the words about a rest go. */
function largest(
  most: number,
  { from, fits }: { readonly from: number; readonly fits: (shown: number) => boolean },
): number {
  if (most <= from || fits(most)) return Math.max(most, from);
  let [low, high] = [from, most - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
