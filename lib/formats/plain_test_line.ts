import { TEST_OUTCOMES } from "../model/outcome.ts";
import { literal, skipDigits, skipText, startsWith, TEXT_BYTES } from "./json_bytes.ts";
import { readPlainDuration } from "./plain_duration.ts";

/**
 * What a line of our own layout tells; places are offsets in the bytes it stands in. Texts are as JSON
 * writes them, without their quotes; only id, suite and fingerprint are sure to hold no escapes.
 */
export interface PlainTestLine {
  start: number;
  /** Behind its line break. */
  end: number;
  idStart: number;
  idEnd: number;
  suiteStart: number;
  suiteEnd: number;
  isContainer: boolean;
  attemptStart: number;
  attemptEnd: number;
  fileStart: number;
  fileEnd: number;
  classStart: number;
  classEnd: number;
  nameStart: number;
  nameEnd: number;
  parametersStart: number;
  parametersEnd: number;
  /** Index in `TEST_OUTCOMES`. */
  outcome: number;
  /** Milliseconds; negative for null. */
  durationMs: number;
  durationStart: number;
  durationEnd: number;
  messageStart: number;
  messageEnd: number;
  detailsStart: number;
  detailsEnd: number;
  /** A number or `null`, as the next two are a text with its quotes or `null`. */
  lineStart: number;
  lineEnd: number;
  routeStart: number;
  routeEnd: number;
  quarantineStart: number;
  quarantineEnd: number;
  isQuarantined: boolean;
  /** Equal to its end where there is none. */
  printStart: number;
  printEnd: number;
  /** False for a line of an older version, which lacks the fingerprint. */
  hasPrint: boolean;
}

const ID = literal('{"id":"');
const SUITE = literal(',"suite":"');
const CONTAINER = literal(',"place":"container","attempt":');
const FAILSAFE = literal(',"place":"failsafe","attempt":');
const FILE = literal(',"file":"');
const CLASS = literal(',"class":"');
const NAME = literal(',"name":"');
const PARAMETERS = literal(',"parameters":"');
const OCCURRENCE = literal(',"occurrence":');
const OUTCOME = literal(',"outcome":"');
const DURATION = literal('","duration_ms":');
const MESSAGE = literal(',"message":"');
const DETAILS = literal(',"details":"');
const LINE = literal(',"line":');
const EARLIER = literal(',"earlier":[],"route":');
const QUARANTINE = literal(',"quarantine":');
const FINGERPRINT = literal(',"fingerprint":');
const NULL = literal("null");
const OUTCOMES = TEST_OUTCOMES.map((word) => literal(word));
const PASSED = literal('passed","duration_ms":');

const [QUOTE, CLOSE, NEWLINE] = [0x22, 0x7d, 0x0a];

/** A place to read lines into. */
export function emptyPlainLine(): PlainTestLine {
  return {
    ...{ start: 0, end: 0, idStart: 0, idEnd: 0, suiteStart: 0, suiteEnd: 0 },
    ...{ isContainer: true, attemptStart: 0, attemptEnd: 0, fileStart: 0, fileEnd: 0 },
    ...{ classStart: 0, classEnd: 0, nameStart: 0, nameEnd: 0 },
    ...{ parametersStart: 0, parametersEnd: 0, outcome: 0, durationMs: -1 },
    ...{ durationStart: 0, durationEnd: 0, messageStart: 0, messageEnd: 0 },
    ...{ detailsStart: 0, detailsEnd: 0, lineStart: 0, lineEnd: 0, routeStart: 0, routeEnd: 0 },
    ...{ quarantineStart: 0, quarantineEnd: 0, isQuarantined: false },
    ...{ printStart: 0, printEnd: 0, hasPrint: false },
  };
}

/**
 * Reads the line that begins at `at`, where it has exactly the layout in which we write: our order of
 * keys, no spaces, an ASCII id and suite without escapes, no earlier tries. Yields where the next line
 * begins, or -1 for any other line, of which nothing is said. A line break must follow in the bytes.
 */
export function readPlainTestLine(bytes: Uint8Array, at: number, line: PlainTestLine): number {
  if (!startsWith(bytes, at, ID)) return -1;
  line.start = at;
  line.idStart = at + ID.length;
  let to = line.idStart;
  while (TEXT_BYTES[bytes[to]!] === 0) to++;
  line.idEnd = to;
  if (bytes[to] !== QUOTE || to === line.idStart || !startsWith(bytes, to + 1, SUITE)) return -1;
  line.suiteStart = to + 1 + SUITE.length;
  to = line.suiteStart;
  while (TEXT_BYTES[bytes[to]!] === 0) to++;
  line.suiteEnd = to;
  if (bytes[to] !== QUOTE) return -1;
  to = readIdentity(bytes, to + 1, line);
  if (to < 0) return -1;
  to = readOutcome(bytes, to, line);
  if (to < 0) return -1;
  to = readPlainDuration(bytes, to, line);
  return to < 0 ? -1 : readRest(bytes, to, line);
}

/** From the place to the outcome. */
function readIdentity(bytes: Uint8Array, at: number, line: PlainTestLine): number {
  line.isContainer = startsWith(bytes, at, CONTAINER);
  if (!line.isContainer && !startsWith(bytes, at, FAILSAFE)) return -1;
  line.attemptStart = at + (line.isContainer ? CONTAINER : FAILSAFE).length;
  let to = line.attemptEnd = skipDigits(bytes, line.attemptStart);
  line.fileStart = to + FILE.length;
  to = skipKey(bytes, to, FILE);
  line.fileEnd = to - 1;
  line.classStart = to + CLASS.length;
  to = skipKey(bytes, to, CLASS);
  line.classEnd = to - 1;
  line.nameStart = to + NAME.length;
  to = skipKey(bytes, to, NAME);
  line.nameEnd = to - 1;
  line.parametersStart = to + PARAMETERS.length;
  to = skipKey(bytes, to, PARAMETERS);
  line.parametersEnd = to - 1;
  if (to < 0 || !startsWith(bytes, to, OCCURRENCE)) return -1;
  to = skipDigits(bytes, to + OCCURRENCE.length);
  return to < 0 || !startsWith(bytes, to, OUTCOME) ? -1 : to + OUTCOME.length;
}

/** A key with the quote that opens its text; yields the place behind the closing one. */
function skipKey(bytes: Uint8Array, at: number, key: Uint8Array): number {
  if (at < 0 || !startsWith(bytes, at, key)) return -1;
  let to = at + key.length;
  while (TEXT_BYTES[bytes[to]!] === 0) to++;
  return bytes[to] === QUOTE ? to + 1 : skipText(bytes, to);
}

function readOutcome(bytes: Uint8Array, at: number, line: PlainTestLine): number {
  if (startsWith(bytes, at, PASSED)) {
    line.outcome = 0;
    return at + PASSED.length;
  }
  for (let index = 0; index < OUTCOMES.length; index++) {
    const word = OUTCOMES[index]!;
    if (!startsWith(bytes, at, word) || !startsWith(bytes, at + word.length, DURATION)) continue;
    line.outcome = index;
    return at + word.length + DURATION.length;
  }
  return -1;
}

function readRest(bytes: Uint8Array, at: number, line: PlainTestLine): number {
  line.messageStart = at + MESSAGE.length;
  let to = skipKey(bytes, at, MESSAGE);
  line.messageEnd = to - 1;
  line.detailsStart = to + DETAILS.length;
  to = skipKey(bytes, to, DETAILS);
  line.detailsEnd = to - 1;
  if (to < 0 || !startsWith(bytes, to, LINE)) return -1;
  line.lineStart = to += LINE.length;
  line.lineEnd = to = startsWith(bytes, to, NULL) ? to + NULL.length : skipDigits(bytes, to);
  if (to < 0 || !startsWith(bytes, to, EARLIER)) return -1;
  line.routeStart = to += EARLIER.length;
  line.routeEnd = to = skipNullable(bytes, to);
  if (to < 0 || !startsWith(bytes, to, QUARANTINE)) return -1;
  line.quarantineStart = to += QUARANTINE.length;
  line.isQuarantined = bytes[to] === QUOTE;
  line.quarantineEnd = to = skipNullable(bytes, to);
  if (to < 0) return -1;
  line.printStart = line.printEnd = to;
  line.hasPrint = startsWith(bytes, to, FINGERPRINT);
  if (line.hasPrint) to = readPrint(bytes, to + FINGERPRINT.length, line);
  line.end = to + 2;
  return to >= 0 && bytes[to] === CLOSE && bytes[to + 1] === NEWLINE ? line.end : -1;
}

function readPrint(bytes: Uint8Array, at: number, line: PlainTestLine): number {
  if (startsWith(bytes, at, NULL)) return at + NULL.length;
  if (bytes[at] !== QUOTE) return -1;
  let to = at + 1;
  while (TEXT_BYTES[bytes[to]!] === 0) to++;
  line.printStart = at + 1;
  line.printEnd = to;
  return bytes[to] === QUOTE && to > at + 1 ? to + 1 : -1;
}

function skipNullable(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return startsWith(bytes, at, NULL) ? at + NULL.length : -1;
  return skipText(bytes, at + 1);
}
