import type { Quote, SignalText, SignatureRow } from "../model/signature.ts";
import type { IndexedLiteral, SignatureIndex } from "./index_signatures.ts";
import { isAssertionLine, mayStandInAssertion } from "./is_assertion_line.ts";
import { type PlainLine, plainLine } from "./plain_line.ts";
import { scanLiterals, standsAt } from "./scan_literals.ts";
import { stripEscapes } from "./strip_escapes.ts";

/** A pattern that matched: whose it is, how much it says there, and the line. */
export interface TextHit {
  readonly row: SignatureRow;
  /** Place of the pattern in the index. */
  readonly pattern: number;
  readonly weight: number;
  /** Where its line begins in the text without escapes. */
  readonly at: number;
  readonly quote: Quote;
}

/** Characters of a line that are quoted. */
const QUOTE_MAX = 300;
/** A warning tells of what did not end the run. */
const ASIDE = /^\[?(?:WARN|WARNING|INFO|DEBUG|TRACE|NOTICE)\b/i;
const ASIDE_SHARE = 0.5;
/** How pytest marks its own words. */
const MARKS = ["\nE   ", "\rE   "] as const;
/** Where a line begins of a pattern that needs to be tried no more. */
const MATCHED = -1;

/** What is remembered while one text is looked through. */
interface Scan {
  readonly index: SignatureIndex;
  readonly text: SignalText;
  readonly plain: string;
  /** By pattern, the beginning of the line where it was last tried, or that it has matched. */
  readonly tried: Map<number, number>;
  readonly hits: TextHit[];
  readonly hints: number[];
  /** True where pytest marks its own words with `E`, and what is indented is source; null: not looked at. */
  marked: boolean | null;
  last: PlainLine | null;
  /** Up to where lines were counted. */
  counted: { readonly at: number; readonly line: number };
}

/** What was found in a text. */
export interface ScannedText {
  readonly hits: readonly TextHit[];
  /** Where what a test had printed may begin, or end: places in the text without escapes. */
  readonly hints: readonly number[];
}

/** Every pattern of the index that matches a line of the text, each at the first such line. */
export function scanText(index: SignatureIndex, text: SignalText): ScannedText {
  const plain = stripEscapes(text.text);
  const scan: Scan = {
    index,
    text,
    plain,
    tried: new Map(),
    hits: [],
    hints: [],
    marked: null,
    last: null,
    counted: { at: 0, line: text.firstLine },
  };
  scanLiterals(index, plain, (literal, at) => tryLiteral(scan, literal, at));
  if (index.everywhere.length > 0) scanLines(scan);
  return { hits: scan.hits, hints: scan.hints };
}

function tryLiteral(scan: Scan, literal: IndexedLiteral, at: number): void {
  const { patterns } = literal;
  let stands = false;
  for (let nth = 0; nth < patterns.length; nth++) {
    // What has matched already is what a noisy log is full of: it is not even compared.
    if (!isOpenFor(scan, patterns[nth]!)) continue;
    stands ||= standsAt(scan.plain, literal, at);
    if (!stands) return;
    tryLine(scan, patterns[nth]!, at);
  }
  if (patterns.length === 0 && standsAt(scan.plain, literal, at)) scan.hints.push(at);
}

/** False for a pattern that has matched, or that is not for this kind of text. */
function isOpenFor({ index, text, tried }: Scan, pattern: number): boolean {
  const { kinds } = index.patterns[pattern]!;
  return tried.get(pattern) !== MATCHED && (kinds === null || kinds.includes(text.kind));
}

function scanLines(scan: Scan): void {
  for (let at = 0; at !== -1 && at < scan.plain.length;) {
    for (const pattern of scan.index.everywhere) {
      if (isOpenFor(scan, pattern)) tryLine(scan, pattern, at);
    }
    const end = scan.plain.indexOf("\n", at);
    at = end === -1 ? -1 : end + 1;
  }
}

/** The line around a place; lines hold several literals, and are cut out once. */
function lineAround(scan: Scan, at: number): PlainLine | null {
  const { last } = scan;
  if (last !== null && at >= last.start && at < last.end) return last;
  const line = plainLine(scan.plain, at);
  if (line === null) return null;
  scan.last = line;
  return line;
}

/** Tries a pattern on the line around a place, once for each line. */
function tryLine(scan: Scan, number: number, at: number): void {
  const line = lineAround(scan, at);
  if (line === null || scan.tried.get(number) === line.start) return;
  scan.tried.set(number, line.start);
  const { row, pattern, weight, source: code } = scan.index.patterns[number]!;
  const found = pattern.exec(line.plain);
  if (found === null) return;
  // What an assertion quotes happened to nobody: it is what the test wanted or got.
  if (!mayStandInAssertion(row.class) && isAssertionLine(line.plain)) return;
  if (!code && isSource(scan, line)) return;
  scan.tried.set(number, MATCHED);
  const quote = cut(line.plain, found.index);
  const { source } = scan.text;
  scan.hits.push({
    row,
    pattern: number,
    weight: ASIDE.test(line.plain) ? weight * ASIDE_SHARE : weight,
    at: line.start,
    quote: { source, line: lineAt(scan, line.start), quote },
  });
}

/** Source code in a trace of pytest: after white space, or `>` in the line that failed. */
function isSource(scan: Scan, line: PlainLine): boolean {
  const first = scan.plain.charCodeAt(line.start);
  if (first !== 0x20 && first !== 0x09 && first !== 0x3e) return false;
  scan.marked ??= MARKS.some((mark) => scan.plain.includes(mark)) || scan.plain.startsWith("E   ");
  return scan.marked;
}

/** The number of the line that begins there; counted on from the last one that was asked for. */
function lineAt(scan: Scan, at: number): number {
  if (at < scan.counted.at) scan.counted = { at: 0, line: scan.text.firstLine };
  let { at: from, line } = scan.counted;
  for (let end = scan.plain.indexOf("\n", from); end !== -1 && end < at;) {
    from = end + 1;
    line++;
    end = scan.plain.indexOf("\n", from);
  }
  scan.counted = { at: from, line };
  return line;
}

/** The line, or as much of it from the match on as is shown. */
function cut(line: string, at: number): string {
  const from = line.length <= QUOTE_MAX ? 0 : Math.min(at, line.length - QUOTE_MAX);
  return line.slice(from, from + QUOTE_MAX).toWellFormed();
}
