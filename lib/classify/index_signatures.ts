import type { SignalKind, SignatureRow, TextPattern } from "../model/signature.ts";
import { findLiterals, LITERAL_MIN } from "./find_literals.ts";
import { parsePattern } from "./parse_pattern.ts";
import { PRINTED_HINTS } from "./part_printed.ts";
import { hasFacts } from "./weigh_facts.ts";

/** A pattern of a row, ready to be tried on one line. */
export interface IndexedPattern {
  readonly row: SignatureRow;
  readonly pattern: RegExp;
  readonly kinds: readonly SignalKind[] | null;
  readonly weight: number;
  /** True where it may match source code that a trace quotes. */
  readonly source: boolean;
}

/** A text that must stand in a line before some patterns are worth trying there. */
export interface IndexedLiteral {
  readonly text: string;
  /** The same without regard to case, for patterns that have none; null: as it stands. */
  readonly folded: string | null;
  /** Places of the patterns in the index; none for what only hints at something printed. */
  readonly patterns: readonly number[];
}

/** The patterns of a table, found by what their matches must hold: one pass over a text serves all. */
export interface SignatureIndex {
  readonly patterns: readonly IndexedPattern[];
  readonly literals: readonly IndexedLiteral[];
  /** By the hash of four characters, the number of the first literal there, from 1 on; 0: none. */
  readonly heads: Uint16Array;
  /** What is looked at first of each literal, `KEY_SIZE` numbers: they lie together, and so are quick to reach. */
  readonly keys: Int32Array;
  /** Patterns that hold no such text: tried on every line. */
  readonly everywhere: readonly number[];
  /** Rows that can be known from anything but texts. */
  readonly factual: readonly SignatureRow[];
}

/** How many numbers tell of one literal, and which is which. */
export const KEY_SIZE = 5;
/** Where in the literal the four characters stand that it is found by. */
export const OFFSET = 0;
export const LENGTH = 1;
/** Its ends, folded. */
export const FIRST = 2;
export const LAST = 3;
/** The number of the next literal that is found by the same hash, from 1 on; 0: none. */
export const NEXT = 4;

/** Bits of the hash. */
const HASH_BITS = 16;
/** More than these have no number; patterns beyond are tried on every line. */
const LITERALS_MAX = 60_000;
/** What texts are full of, the most frequent first; four characters without these are found seldom. */
const COMMON = "etaoinsrlhdcu mpf_.:-";
const made = new WeakMap<readonly SignatureRow[], SignatureIndex>();

/** The index of a table; made once for each table. */
export function indexSignatures(rows: readonly SignatureRow[]): SignatureIndex {
  const known = made.get(rows);
  if (known !== undefined) return known;
  const index = makeIndex(rows);
  made.set(rows, index);
  return index;
}

function makeIndex(rows: readonly SignatureRow[]): SignatureIndex {
  const patterns = rows.flatMap((row) => row.texts.map((text) => prepare(row, text)));
  const literals = new Map<string, { text: string; folded: string | null; patterns: number[] }>();
  const everywhere: number[] = [];
  patterns.forEach(({ pattern }, number) => {
    const found = new Set(findLiterals(parsePattern(pattern.source)));
    const isKnown = found.size > 0 && literals.size + found.size < LITERALS_MAX;
    if (!isKnown) everywhere.push(number);
    for (const text of isKnown ? found : []) {
      const folded = isCaseless(pattern) ? foldText(text) : null;
      const known = literals.get(`${folded} ${text}`);
      if (known === undefined) {
        literals.set(`${folded} ${text}`, { text, folded, patterns: [number] });
      } else known.patterns.push(number);
    }
  });
  const hints = PRINTED_HINTS.map((text) => ({ text, folded: null, patterns: [] }));
  const chains = chain([...literals.values(), ...hints], countFours(rows));
  return { patterns, ...chains, everywhere, factual: rows.filter(hasFacts) };
}

/** By its flag, or by a group of its own such as `(?i:…)`. */
function isCaseless({ ignoreCase, source }: RegExp): boolean {
  return ignoreCase || /\(\?[ms]{0,2}i/.test(source);
}

/** How often any four characters stand in what failures say: the table's own specimens tell. */
function countFours(rows: readonly SignatureRow[]): Uint16Array {
  const counts = new Uint16Array(1 << HASH_BITS);
  for (const { specimens, counterSpecimens } of rows) {
    for (const { text } of [...specimens, ...counterSpecimens]) {
      const folded = foldText(text);
      for (let at = 0; at + LITERAL_MIN <= folded.length; at++) counts[slotAt(folded, at)]!++;
    }
  }
  return counts;
}

function chain(literals: readonly IndexedLiteral[], counts: Uint16Array) {
  const heads = new Uint16Array(1 << HASH_BITS);
  const keys = new Int32Array(literals.length * KEY_SIZE);
  literals.forEach(({ text }, nth) => {
    const folded = foldText(text);
    const offset = rarestOffset(folded, counts);
    const slot = slotAt(folded, offset);
    const [first, last] = [folded.charCodeAt(0), folded.charCodeAt(folded.length - 1)];
    keys.set([offset, folded.length, first, last, heads[slot]!], nth * KEY_SIZE);
    heads[slot] = nth + 1;
  });
  return { literals, heads, keys };
}

/** Where the four characters begin that other texts hold least likely. */
function rarestOffset(folded: string, counts: Uint16Array): number {
  const chance = (at: number) => {
    const ranks = Array.from(folded.slice(at, at + LITERAL_MIN), (one) => COMMON.indexOf(one));
    const common = ranks.reduce((sum, rank) => sum + (rank === -1 ? 1 : COMMON.length - rank), 0);
    return (1 + counts[slotAt(folded, at)]!) * common;
  };
  const offsets = Array.from({ length: folded.length - LITERAL_MIN + 1 }, (_, at) => at);
  return offsets.reduce((best, at) => chance(at) < chance(best) ? at : best, 0);
}

function prepare(row: SignatureRow, text: TextPattern): IndexedPattern {
  // State between calls (`g`, `y`) would make the answer depend on what was asked before.
  const flags = text.pattern.flags.replace(/[gy]/g, "");
  return {
    row,
    pattern: new RegExp(text.pattern.source, flags),
    kinds: text.kinds ?? null,
    weight: text.weight ?? 1,
    source: text.source ?? false,
  };
}

/** The bit in which the letters of both cases differ, in each of four bytes. */
export const CASES = 0x20202020;

/** Folds a character's code so that the letters of both cases are one; 8 bits. */
export function foldCode(code: number): number {
  return (code | CASES) & 0xff;
}

/** The slot of four folded characters; the first one is the lowest byte. */
export function hashSlot(four: number): number {
  return Math.imul(four, 0x9e3779b1) >>> (32 - HASH_BITS);
}

function foldText(text: string): string {
  return Array.from(
    { length: text.length },
    (_, at) => String.fromCharCode(foldCode(text.charCodeAt(at))),
  ).join("");
}

function slotAt(folded: string, from: number): number {
  let four = 0;
  for (let at = 0; at < LITERAL_MIN; at++) four |= folded.charCodeAt(from + at) << (8 * at);
  return hashSlot(four);
}
