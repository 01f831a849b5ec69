import type {
  Classification,
  Quote,
  RootCauseClass,
  Signals,
  SignalText,
  SignatureRow,
} from "../model/signature.ts";
import { findOvertaken } from "./find_overtaken.ts";
import { indexSignatures, type SignatureIndex } from "./index_signatures.ts";
import { partPrinted, type TextPart } from "./part_printed.ts";
import { scanText, type TextHit } from "./scan_text.ts";
import { compareText, type RowHit, type RowScore, scoreSignature } from "./score_signature.ts";
import { stripEscapes } from "./strip_escapes.ts";
import { weighFacts } from "./weigh_facts.ts";
import { weighText } from "./weigh_text.ts";

/** Below this confidence the answer is `unknown`. */
export const CONFIDENCE_MIN = 0.4;
/** A score at which the evidence alone is worth two thirds. */
const SCALE = 4;
/** How much other rows of the winner's class add to it. */
const SAME_CLASS = 0.1;
const QUOTES_MAX = 5;
/** How much of its weight keeps what a log tells before the cause that it tells last. */
const OVERTAKEN = 0.7;

/**
 * What a failure is, by all rows at once: the class whose evidence weighs most, how sure that is given
 * the next best class, and the quotations. `unknown` where nothing weighs enough. The order of rows and
 * of texts does not matter.
 *
 * @example
 * ```ts
 * import { classifyFailure } from "./classify_failure.ts";
 * const texts = [{ kind: "message", source: "tests.jsonl", text: "odd", firstLine: 1 }] as const;
 * const about = { runner: null, outcome: null, exitCode: 1, signal: null, timedOut: false };
 * const answer = classifyFailure({ ...about, texts, artifacts: {} }, []);
 * if (answer.class !== "unknown") throw new Error("nothing was known");
 * ```
 */
export function classifyFailure(signals: Signals, rows: readonly SignatureRow[]): Classification {
  const scores = scoreRows(signals, rows);
  const best = scores[0];
  if (best === undefined) return unknown(null);
  const other = scores.find(({ row }) => row.class !== best.row.class);
  const own = scores.find(({ row }) => row !== best.row && row.class === best.row.class);
  const total = best.score + SAME_CLASS * (own?.score ?? 0);
  const runnerUp = other === undefined ? null : {
    class: other.row.class,
    signature: other.row.id,
    confidence: judgeConfidence(other.score, total),
  };
  const confidence = judgeConfidence(total, other?.score ?? 0);
  if (confidence < CONFIDENCE_MIN) {
    const { class: likeliest, id: signature } = best.row;
    return unknown({ class: likeliest, signature, confidence });
  }
  return {
    class: best.row.class,
    signature: best.row.id,
    confidence,
    evidence: quotesOf(best),
    runnerUp,
  };
}

/** Every row for which something speaks, the likeliest first. */
export function scoreRows(signals: Signals, rows: readonly SignatureRow[]): readonly RowScore[] {
  const found = findHits(signals, rows);
  return [...found]
    .map(([row, hits]) => scoreSignature(row, hits))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || compareText(a.row.id, b.row.id));
}

function findHits(signals: Signals, rows: readonly SignatureRow[]): Map<SignatureRow, RowHit[]> {
  const index = indexSignatures(rows);
  const best = new Map<number, { row: SignatureRow; hit: RowHit }>();
  const take = ({ row, pattern, weight, quote }: TextHit, share: number) => {
    const hit = { weight: weight * share, quote };
    const before = best.get(pattern)?.hit;
    // One line told twice, as a message and in a trace, is one piece of evidence.
    if (before === undefined || isStronger(hit, before)) best.set(pattern, { row, hit });
  };
  for (const text of signals.texts) {
    const parts = scanParts(index, text, signals);
    const overtaken = isLog(text) ? overtakenIn(parts) : null;
    for (const { part, hits } of parts) {
      const share = weighText(part, signals);
      for (const hit of hits) {
        take(hit, overtaken?.has(hit.row.class) ? share * OVERTAKEN : share);
      }
    }
  }
  const found = new Map<SignatureRow, RowHit[]>();
  const add = (row: SignatureRow, hit: RowHit) => {
    const hits = found.get(row);
    if (hits === undefined) found.set(row, [hit]);
    else hits.push(hit);
  };
  for (const { row, hit } of best.values()) add(row, hit);
  for (const row of index.factual) {
    if (isMeant(row, signals)) weighFacts(signals, row).forEach((hit) => add(row, hit));
  }
  return found;
}

/** What matches in a text; taken apart only where something was found in what a test had printed. */
function scanParts(index: SignatureIndex, text: SignalText, signals: Signals): readonly Scanned[] {
  const plain = { ...text, text: stripEscapes(text.text), printed: false };
  const scan = (part: TextPart) => {
    const { hits, hints } = scanText(index, part);
    return { part, hits: hits.filter(({ row }) => isMeant(row, signals)), hints };
  };
  const whole = scan(plain);
  if (whole.hits.length === 0 || whole.hints.length === 0) return [whole];
  const parts = partPrinted(plain, whole.hints);
  return whole.hits.some(({ at }) => isPrinted(parts, at)) ? parts.map(scan) : [whole];
}

function isPrinted(parts: readonly TextPart[], at: number): boolean {
  let end = 0;
  return parts.find(({ text }) => at < (end += text.length))?.printed ?? false;
}

interface Scanned {
  readonly part: TextPart;
  readonly hits: readonly TextHit[];
}

/** A log tells one thing after the other; a message or a trace tells one thing. */
function isLog({ kind }: SignalText): boolean {
  return kind === "stdout" || kind === "stderr";
}

/** What a test had printed overtakes nothing. */
function overtakenIn(parts: readonly Scanned[]): ReadonlySet<RootCauseClass> {
  const hits = parts.flatMap(({ part, hits }) => part.printed ? [] : hits);
  return hits.length > 1 ? findOvertaken(hits) : NOTHING;
}

const NOTHING: ReadonlySet<RootCauseClass> = new Set();

function isStronger(a: RowHit, b: RowHit): boolean {
  const by = Math.abs(a.weight) - Math.abs(b.weight) ||
    compareText(b.quote.source, a.quote.source) || (b.quote.line ?? 0) - (a.quote.line ?? 0);
  return by > 0;
}

/** A row that is only for some tools or ends is not for others; where neither is known, it may be. */
function isMeant({ runners, outcomes }: SignatureRow, signals: Signals): boolean {
  const { runner, outcome } = signals;
  return (runners === undefined || runner === null || runners.includes(runner)) &&
    (outcomes === undefined || outcome === null || outcomes.includes(outcome));
}

/** How strong the evidence is by itself, times its share against the other class; 0 to 1, two digits. */
export function judgeConfidence(score: number, other: number): number {
  const strength = 1 - Math.exp(-score / SCALE);
  const share = score ** 2 / (score ** 2 + other ** 2);
  return Math.round(strength * share * 100) / 100;
}

function quotesOf({ hits }: RowScore): readonly Quote[] {
  return hits.slice(0, QUOTES_MAX).map(({ quote }) => quote);
}

function unknown(runnerUp: Classification["runnerUp"]): Classification {
  return { class: "unknown", signature: null, confidence: 0, evidence: [], runnerUp };
}
