import type { RootCauseClass } from "../model/signature.ts";
import type { TextHit } from "./scan_text.ts";

/** A weaker sign, weight of its row included, says too little to overtake another one. */
const STRONG = 4;
/** Lines that stand nearer together tell one thing, such as a trace and the error that ends it. */
const APART = 3;
/** That nothing was found, or that a process died, follows from a cause; flaky is a run as a whole. */
const FOLLOWS: ReadonlySet<RootCauseClass> = new Set(["discovery", "flaky", "crash"]);
/** A compiler lists all that it misses: what stands last in the list ends nothing. */
const LISTED: ReadonlySet<RootCauseClass> = new Set(["import", "missing-dependency"]);
/** Told of a run as a whole, wherever it stands. */
const WHOLE: RootCauseClass = "flaky";

/**
 * Classes of which one log tells nothing any more once another cause is told: what ends a run is what
 * its log tells last, and much that is logged before was got over.
 */
export function findOvertaken(hits: readonly TextHit[]): ReadonlySet<RootCauseClass> {
  const last = lastLines(hits.filter(({ weight }) => weight > 0));
  const end = lastLines(
    hits.filter(({ row, weight }) => weight * row.weight >= STRONG && !FOLLOWS.has(row.class)),
  );
  const overtaken = [...last].filter(([own, line]) =>
    own !== WHOLE &&
    [...end].some(([other, later]) =>
      other !== own && later - line >= APART && !(LISTED.has(own) && LISTED.has(other))
    )
  );
  return new Set(overtaken.map(([own]) => own));
}

function lastLines(hits: readonly TextHit[]): ReadonlyMap<RootCauseClass, number> {
  const lines = new Map<RootCauseClass, number>();
  for (const { row, quote } of hits) {
    lines.set(row.class, Math.max(lines.get(row.class) ?? 0, quote.line ?? 0));
  }
  return lines;
}
