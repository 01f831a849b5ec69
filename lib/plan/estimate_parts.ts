/** What an estimate looks at. */
export interface MeasuredPart {
  readonly suite: string;
  /** Milliseconds in an earlier run; null where it is not known. */
  readonly expectedMs: number | null;
}

/** What reports round to nothing costs something all the same: ten thousand such tests are not one. */
const LEAST_MS = 1;

/**
 * Milliseconds that each part may take: its own where known, else the median of its suite's known ones,
 * else of all. Null where nothing is known at all.
 */
export function estimateParts(parts: readonly MeasuredPart[]): Float64Array | null {
  const known = new Map<string, number[]>();
  for (const { suite, expectedMs } of parts) {
    if (expectedMs === null) continue;
    const own = known.get(suite);
    if (own === undefined) known.set(suite, [expectedMs]);
    else own.push(expectedMs);
  }
  if (known.size === 0) return null;
  const overall = medianOf([...known.values()].flat());
  const medians = new Map([...known].map(([suite, own]) => [suite, medianOf(own)]));
  return Float64Array.from(
    parts,
    ({ suite, expectedMs }) =>
      Math.max(LEAST_MS, wholeMicros(expectedMs ?? medians.get(suite) ?? overall)),
  );
}

/** As plans are stored: who deals by a stored plan must come to the same. */
function wholeMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** The lower one of two in the middle, so that it is a value that was seen. */
function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
