import type { Quote, SignatureRow } from "../model/signature.ts";

/** Something that speaks for a row, or with a negative weight against it. */
export interface RowHit {
  readonly weight: number;
  readonly quote: Quote;
}

/** A row and how much speaks for it. */
export interface RowScore {
  readonly row: SignatureRow;
  readonly score: number;
  /** What speaks for it, the strongest first. */
  readonly hits: readonly RowHit[];
}

/** Further evidence helps, and many weak signs do not make a strong one. */
const FURTHER = 0.25;
const FURTHER_MAX = 0.5;

/** Weighs everything that was found for one row; in which order it was found does not matter. */
export function scoreSignature(row: SignatureRow, found: readonly RowHit[]): RowScore {
  const hits = found.filter(({ weight }) => weight > 0).toSorted(compareHits);
  const [best = 0, ...rest] = hits.map(({ weight }) => weight);
  const further = Math.min(FURTHER_MAX, FURTHER * sum(rest));
  const against = sum(found.map(({ weight }) => Math.min(0, weight)).toSorted((a, b) => a - b));
  return { row, hits, score: Math.max(0, row.weight * (best + further + against)) };
}

/** What a row scores when everything speaks for it and nothing against; `fact` is the weight of a fact. */
export function strongestScore(row: SignatureRow, fact: number): number {
  const facts = [
    ...(row.artifacts ?? []).map(({ weight }) => weight ?? 1),
    ...(row.exitCodes === undefined ? [] : [1]),
    ...(row.signals === undefined ? [] : [1]),
    ...(row.timedOut === undefined ? [] : [1]),
    ...(row.texts.length === 0 && row.outcomes !== undefined ? [1] : []),
  ];
  const quote: Quote = { source: "", line: null, quote: "" };
  const hits = [
    ...row.texts.map(({ weight }) => weight ?? 1),
    ...facts.map((weight) => weight * fact),
  ];
  const helping = hits.filter((weight) => weight > 0).map((weight) => ({ weight, quote }));
  return scoreSignature(row, helping).score;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function compareHits(a: RowHit, b: RowHit): number {
  return b.weight - a.weight || compareText(a.quote.source, b.quote.source) ||
    (a.quote.line ?? 0) - (b.quote.line ?? 0) || compareText(a.quote.quote, b.quote.quote);
}

/** Order of two texts by their code units, alike on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
