import type { RedactionCount } from "../model/run_record.ts";
import { indexKnownValues, type RedactionStage, redactKnownValues } from "./redact_known_values.ts";
import { indexPatterns, redactPatterns } from "./redact_patterns.ts";
import { MIN_SECRET_LENGTH, secretForms } from "./secret_forms.ts";
import { hasEscapes, skipEscapes } from "./skip_escapes.ts";

/** Replaces secrets in byte streams and texts, and counts what it replaced. */
export interface Redactor {
  /** A redactor for one stream; `file` is the name its replacements are counted under. */
  open(file: string): StreamRedactor;
  /** The text with its secrets replaced; the very same text when it holds none. */
  text(file: string, value: string): string;
  /** True when none of the texts holds a secret; a false answer may be wrong, and nothing is counted. */
  areClean(texts: readonly string[]): boolean;
  /** Replacements so far, one entry per rule and file, sorted by file, then rule. */
  counts(): readonly RedactionCount[];
}

/** Redacts one stream of bytes; what it returns is valid until the next call. */
export interface StreamRedactor {
  push(chunk: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

const NOTHING = new Uint8Array(0);

/**
 * Makes a redactor for known values (variable name to value, in many spellings) and for well-known
 * shapes of secrets. Each is replaced by `[redacted:env:NAME]` or `[redacted:pattern:<id>]`.
 */
export function createRedactor(secrets: ReadonlyMap<string, string>): Redactor {
  const known = indexKnownValues(knownForms(secrets));
  const patterns = indexPatterns();
  const tally = createTally();
  const openWith = (replace: (rule: string) => Uint8Array): StreamRedactor => {
    const last = redactPatterns(patterns, replace);
    if (known.forms.length === 0) return stream(last);
    const first = redactKnownValues(known, replace);
    return stream((chunk, final) => last(first(chunk, final), final));
  };
  const open = (file: string) => openWith((rule) => tally.replace(file, rule));
  return {
    open,
    text: (file, value) => redactText(open(file), tally, value),
    areClean: (texts) => areClean(texts, openWith),
    counts: tally.counts,
  };
}

/** Where an escape of a terminal may begin, which runs until it is ended: beyond its own text too. */
// deno-lint-ignore no-control-regex -- it is control characters that begin an escape
const ESCAPE = /[\x1b\x80-\x9f]/;

/** Looks at all texts as one, a line end between them: no shape of a secret is hidden by one. */
function areClean(
  texts: readonly string[],
  openWith: (replace: () => Uint8Array) => StreamRedactor,
): boolean {
  const all = texts.join("\n");
  if (ESCAPE.test(all)) return false;
  let isClean = true;
  const stream = openWith(() => {
    isClean = false;
    return NOTHING;
  });
  stream.push(new TextEncoder().encode(all));
  stream.end();
  return isClean;
}

function stream(stage: RedactionStage): StreamRedactor {
  return { push: (chunk) => stage(chunk, false), end: () => stage(NOTHING, true) };
}

function redactText(
  stream: StreamRedactor,
  tally: ReturnType<typeof createTally>,
  value: string,
): string {
  const before = tally.total();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const head = decoder.decode(stream.push(new TextEncoder().encode(value)), { stream: true });
  const text = head + decoder.decode(stream.end());
  return tally.total() === before ? value : text;
}

function knownForms(secrets: ReadonlyMap<string, string>) {
  const seen = new Set<string>();
  return [...secrets].flatMap(([name, value]) =>
    seen.has(value) || !seen.add(value)
      ? []
      // Output is looked at without its escapes, and so must be a value that holds some.
      : secretForms(value).map((form) => hasEscapes(form) ? skipEscapes(form, true).plain : form)
        .filter((bytes) => bytes.length >= MIN_SECRET_LENGTH)
        .map((bytes) => ({ bytes, rule: `env:${name}` }))
  );
}

/** Counts replacements and keeps the bytes that stand for each rule. */
function createTally() {
  const counted = new Map<string, { rule: string; file: string; count: number }>();
  const marks = new Map<string, Uint8Array>();
  let total = 0;
  const markOf = (rule: string) => {
    const mark = marks.get(rule) ?? new TextEncoder().encode(`[redacted:${rule}]`);
    marks.set(rule, mark);
    return mark;
  };
  return {
    replace(file: string, rule: string): Uint8Array {
      const key = `${file}\0${rule}`;
      const entry = counted.get(key) ?? { rule, file, count: 0 };
      entry.count++;
      total++;
      counted.set(key, entry);
      return markOf(rule);
    },
    total: () => total,
    counts: (): readonly RedactionCount[] =>
      [...counted.values()].map((entry) => ({ ...entry })).sort((a, b) =>
        compare(a.file, b.file) || compare(a.rule, b.rule)
      ),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
