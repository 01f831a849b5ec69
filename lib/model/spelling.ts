/** The candidate that a misspelt word most likely means, or null when none is near. */
export function nearestSpelling(word: string, candidates: readonly string[]): string | null {
  const bound = Math.max(1, Math.floor(Math.max(word.length, 3) / 3));
  const near = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(word, candidate) }))
    .filter(({ distance }) => distance <= bound)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate ?? null;
}

/** Edits between two words without regard to case and to `-` against `_`; a swapped pair is one edit. */
function distanceOf(left: string, right: string): number {
  const [a, b] = [plain(left), plain(right)];
  // A stranger's word of any length must cost nothing: far lengths are never near.
  if (Math.abs(a.length - b.length) > 8 || a.length > 128) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, at(beforeLast, j - 2) + 1);
      row.push(best);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll("_", "-");
}
