/**
 * True when a path (with `/`, relative) agrees with a glob: `*` stands for any text of one part, `?` for
 * one character, `**` as a whole part for any number of parts, none included; all else stands for
 * itself. Takes no more than the product of both lengths.
 */
export function matchGlob(glob: string, path: string): boolean {
  return matchWild(glob.split("/"), path.split("/"), {
    isAny: (part) => part === "**",
    matches: matchPart,
  });
}

/** The folders of a glob before its first wildcard, "" where that is the first part; a plain path's own folder. */
export function globFolder(glob: string): string {
  const parts = glob.split("/");
  const wild = parts.findIndex((part) => /[*?]/.test(part));
  return parts.slice(0, wild === -1 ? parts.length - 1 : wild).join("/");
}

function matchPart(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  return matchWild([...pattern], [...text], {
    isAny: (one) => one === "*",
    matches: (one, character) => one === "?" || one === character,
  });
}

/** What a wildcard is, and when two other items agree. */
interface Rules {
  readonly isAny: (item: string) => boolean;
  readonly matches: (pattern: string, item: string) => boolean;
}

/** Goes back to the last wildcard alone: an earlier one could reach no further than it. */
function matchWild(
  pattern: readonly string[],
  items: readonly string[],
  { isAny, matches }: Rules,
): boolean {
  let [at, here] = [0, 0];
  let star: { readonly at: number; readonly reach: number } | null = null;
  while (here < items.length) {
    const wanted = pattern[at];
    if (wanted !== undefined && isAny(wanted)) {
      star = { at, reach: here };
      at++;
    } else if (wanted !== undefined && matches(wanted, items[here]!)) {
      at++;
      here++;
    } else if (star !== null) {
      star = { at: star.at, reach: star.reach + 1 };
      [at, here] = [star.at + 1, star.reach];
    } else {
      return false;
    }
  }
  return pattern.slice(at).every(isAny);
}
