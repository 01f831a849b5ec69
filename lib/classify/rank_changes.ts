import {
  TRIAGE_KINDS,
  TRIAGE_LISTED,
  TRIAGE_SEVERITIES,
  type TriageSeverity,
} from "../model/triage.ts";
import type { ChangedRow } from "./keep_changes.ts";
import { TRIAGE_RANKS } from "./triage_rules.ts";

/** A change by its rows, with how much it asks for a person. */
export interface RankedRow extends ChangedRow {
  readonly severity: TriageSeverity;
}

/**
 * The first `TRIAGE_LISTED` changes: by severity, then by kind, what is slower by how much, and else in
 * the order of the runs.
 */
export function rankChanges(rows: readonly ChangedRow[]): readonly RankedRow[] {
  const ranked = rows.map((row) => {
    const { required, optional } = TRIAGE_RANKS[row.kind];
    return { ...row, severity: row.isRequired ? required : optional };
  });
  return ranked.toSorted((a, b) =>
    TRIAGE_SEVERITIES.indexOf(a.severity) - TRIAGE_SEVERITIES.indexOf(b.severity) ||
    TRIAGE_KINDS.indexOf(a.kind) - TRIAGE_KINDS.indexOf(b.kind) ||
    b.extraMs - a.extraMs || a.after - b.after || a.before - b.before
  ).slice(0, TRIAGE_LISTED);
}
