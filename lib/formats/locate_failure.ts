/**
 * The line of the failing assertion in a test's own file, as a traceback tells it (`file:line: …`, the
 * last one counts); null when the text does not name that file. 1-based.
 */
export function locateFailure(file: string, details: string): number | null {
  if (file === "") return null;
  let line: number | null = null;
  const marker = `${file}:`;
  for (let at = details.indexOf(marker); at >= 0; at = details.indexOf(marker, at + 1)) {
    const isLineStart = at === 0 || details[at - 1] === "\n";
    const digits = /^\d{1,9}(?=:)/.exec(details.slice(at + marker.length, at + marker.length + 10));
    if (isLineStart && digits) line = Number(digits[0]);
  }
  return line;
}
