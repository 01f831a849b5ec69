import { TRIAGE_KINDS, TRIAGE_LISTED, type TriageKind } from "../model/triage.ts";

/** A change by its rows; -1 where a run does not tell the test. */
export interface ChangedRow {
  readonly kind: TriageKind;
  readonly isRequired: boolean;
  readonly before: number;
  readonly after: number;
  /** Milliseconds by which it is slower than explained; 0 for other kinds. */
  readonly extraMs: number;
}

/** Changes while they come in. */
export interface ChangeList {
  /** Of all that came. */
  readonly counts: Readonly<Record<TriageKind, number>>;
  add(change: ChangedRow): void;
  /** The kept ones, kind by kind. */
  kept(): readonly ChangedRow[];
}

/** Counts every change and keeps the first `TRIAGE_LISTED` of each kind, of what is slower the slowest. */
export function keepChanges(): ChangeList {
  const counts = Object.fromEntries(TRIAGE_KINDS.map((kind) => [kind, 0])) as Record<
    TriageKind,
    number
  >;
  const kept = new Map<string, ChangedRow[]>();
  return {
    counts,
    add(change: ChangedRow): void {
      counts[change.kind]++;
      const key = `${change.kind} ${change.isRequired}`;
      const rows = kept.get(key) ?? [];
      if (rows.length === 0) kept.set(key, rows);
      if (rows.length < TRIAGE_LISTED) rows.push(change);
      else if (change.kind === "slower") replaceSmallest(rows, change);
    },
    kept: (): readonly ChangedRow[] => [...kept.values()].flat(),
  };
}

function replaceSmallest(rows: ChangedRow[], change: ChangedRow): void {
  let smallest = 0;
  for (let at = 1; at < rows.length; at++) {
    if (rows[at]!.extraMs < rows[smallest]!.extraMs) smallest = at;
  }
  if (rows[smallest]!.extraMs < change.extraMs) rows[smallest] = change;
}
