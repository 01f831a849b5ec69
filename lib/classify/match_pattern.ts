/**
 * True when the whole text agrees with a pattern in which `*` stands for any text and `?` for one
 * character; all else, brackets too, stands for itself. Takes no more than the product of both lengths.
 */
export function matchPattern(pattern: string, text: string): boolean {
  let [at, here] = [0, 0];
  /** Where the last star stood, and up to where it was taken to reach. */
  let star: { readonly at: number; reach: number } | null = null;
  while (here < text.length) {
    if (pattern[at] === "*") {
      star = { at, reach: here };
      at++;
    } else if (pattern[at] === "?" || pattern[at] === text[here]) {
      at++;
      here++;
    } else if (star !== null) {
      star.reach++;
      [at, here] = [star.at + 1, star.reach];
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** The part of a pattern before its first wildcard. */
export function literalPrefix(pattern: string): string {
  const end = pattern.search(/[*?]/);
  return end === -1 ? pattern : pattern.slice(0, end);
}
