import { createByteBuffer } from "./byte_buffer.ts";
import { type ByteScanner, createScanner } from "./byte_scanner.ts";
import { hasEscapes, skipEscapes } from "./skip_escapes.ts";
import { MIN_SECRET_LENGTH } from "./secret_forms.ts";

/** One spelling of a known secret and the rule it is counted under. */
export interface KnownForm {
  readonly bytes: Uint8Array;
  readonly rule: string;
}

/** A stage of redaction: takes a piece of a stream, gives what is decided of it so far. */
export type RedactionStage = (chunk: Uint8Array, final: boolean) => Uint8Array;

/** Called with a rule's name for each replacement; gives the bytes that stand in its place. */
export type Replace = (rule: string) => Uint8Array;

/** What all streams of one redactor share: the index over every known form. */
export interface KnownValues {
  readonly forms: readonly KnownForm[];
  readonly scanner: ByteScanner;
  /** Forms by their first byte: what an unfinished end of a chunk may still become. */
  readonly byFirstByte: readonly (readonly Uint8Array[])[];
  readonly longest: number;
}

/** Indexes the forms of all known secrets; each must be at least `MIN_SECRET_LENGTH` bytes long. */
export function indexKnownValues(known: readonly KnownForm[]): KnownValues {
  const forms = [...known].sort((a, b) => b.bytes.length - a.bytes.length);
  const needles = forms.map((form) => form.bytes);
  const byFirstByte: Uint8Array[][] = Array.from({ length: 256 }, () => []);
  for (const needle of needles) byFirstByte[needle[0]!]!.push(needle);
  return {
    forms,
    scanner: createScanner(needles, { width: MIN_SECRET_LENGTH, fold: false }),
    byFirstByte,
    longest: needles.reduce((most, needle) => Math.max(most, needle.length), 0),
  };
}

/** Most bytes that are held back for an end that colours stretch endlessly. */
const HELD_MAX = 64 * 1024;

/**
 * A stage that replaces each stretch covered by known values, colours inside of them or not. Only an
 * end that may still become one is held back, so the result does not depend on where the stream was
 * cut.
 */
export function redactKnownValues(known: KnownValues, replace: Replace): RedactionStage {
  const held = createByteBuffer();
  const joined = createByteBuffer();
  const output = createByteBuffer();
  /** Bytes at the start of what is held that a replacement already stands for, escapes not counted. */
  let covered = 0;

  return (chunk, final) => {
    const data = joinHeld(held.view(), chunk, joined);
    const view = hasEscapes(data) ? skipEscapes(data, final) : null;
    const text = view?.plain ?? data;
    const placeOf = (at: number): number => view === null ? at : view.places[at]!;
    const cut = final ? text.length : cutOf(text, known, (at) => data.length - placeOf(at));
    const end = placeOf(cut);
    const resume = (): number => covered > cut ? end : covered === 0 ? 0 : placeOf(covered - 1) + 1;
    output.clear();
    let position = resume();
    let replaced = covered > 0;
    let at = known.scanner.next(text, 0, cut);
    for (; at !== -1; at = known.scanner.next(text, at + 1, cut)) {
      const index = known.scanner.matches(text, at, text.length)[0];
      if (index === undefined) continue;
      const form = known.forms[index]!;
      if (at >= covered) {
        output.append(data.subarray(position, placeOf(at)));
        output.append(replace(form.rule));
      }
      replaced = true;
      covered = Math.max(covered, at + form.bytes.length);
      position = resume();
    }
    if (replaced) output.append(data.subarray(position, end));
    const rest = data.subarray(end).slice();
    held.clear();
    held.append(rest);
    covered = Math.max(0, covered - cut);
    return replaced ? output.view() : data.subarray(0, end);
  };
}

/** Where what is decided ends; an end that would be held back too long is given up. */
function cutOf(text: Uint8Array, known: KnownValues, heldFrom: (at: number) => number): number {
  const cut = text.length - unfinishedLength(text, known);
  return heldFrom(cut) > known.longest + HELD_MAX ? text.length : cut;
}

/** The chunk itself when nothing is held, else both in the given buffer. */
export function joinHeld(
  held: Uint8Array,
  chunk: Uint8Array,
  buffer: ReturnType<typeof createByteBuffer>,
): Uint8Array {
  if (held.length === 0) return chunk;
  buffer.clear();
  buffer.append(held);
  buffer.append(chunk);
  return buffer.view();
}

/** Length of the longest end of `data` that is a beginning of some form. */
function unfinishedLength(data: Uint8Array, known: KnownValues): number {
  for (let at = Math.max(0, data.length - known.longest + 1); at < data.length; at++) {
    const tail = data.length - at;
    for (const form of known.byFirstByte[data[at]!]!) {
      if (form.length > tail && startsWithTail(form, data, at)) return tail;
    }
  }
  return 0;
}

function startsWithTail(form: Uint8Array, data: Uint8Array, at: number): boolean {
  for (let i = at; i < data.length; i++) if (form[i - at] !== data[i]) return false;
  return true;
}
