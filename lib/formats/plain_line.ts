/** How our own lines of tests begin. */
const ID_START = '{"id":"';
const OUTCOME = '"outcome"';
const PLAIN = ['"outcome":"passed"', '"outcome":"skipped"'] as const;

/**
 * True for a line of `tests.jsonl` that surely tells a test which passed or was skipped in its only
 * try; false says nothing. Found without parsing, and whatever the order of the fields: an unescaped
 * `"outcome"` in a JSON object is a key or a whole value, so where it stands once and before such a
 * value, nothing else in the line can be an outcome; a key written with escapes is not trusted.
 */
export function isPlainLine(line: string): boolean {
  const at = line.indexOf(OUTCOME);
  if (at === -1 || line.includes("\\u") || !line.endsWith("}")) return false;
  return PLAIN.some((plain) => line.startsWith(plain, at)) &&
    line.indexOf(OUTCOME, at + OUTCOME.length) === -1;
}

/** The id of a test where its line begins with it and writes it plainly; null says nothing. */
export function idOfLine(line: string): string | null {
  if (!line.startsWith(ID_START)) return null;
  const end = line.indexOf('"', ID_START.length);
  const id = end === -1 ? "" : line.slice(ID_START.length, end);
  return id === "" || id.includes("\\") ? null : id;
}

/** True when an id, or its end behind a `::`, is among the words that a user may have typed. */
export function isWanted(id: string, wanted: ReadonlySet<string>): boolean {
  if (wanted.size === 0) return false;
  if (wanted.has(id)) return true;
  for (let at = id.indexOf("::"); at !== -1; at = id.indexOf("::", at + 1)) {
    if (wanted.has(id.slice(at + 2))) return true;
  }
  return false;
}
