import { TEST_OUTCOMES } from "../model/outcome.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { ByteWriter } from "./byte_writer.ts";
import { literal } from "./json_bytes.ts";
import { exactDuration } from "./plain_duration.ts";
import type { PlainTestLine } from "./plain_test_line.ts";

const ID = literal('{"testId":"');
const NAME = literal('","name":"');
const DURATION = literal('","status":"passed","duration":');
const SUITE = literal(',"suite":["');
const CLASS = literal('","');
const SUITE_END = literal('"]');
const FILE = literal(',"filePath":"');
const LINE = literal(',"line":');
const MESSAGE = literal(',"message":"');
const TRACE = literal(',"trace":"');
const PARAMETERS = literal(',"parameters":{"example":"');
const PARAMETERS_END = literal('"}');
const CONTAINER = literal(',"labels":{"place":"container","attempt":');
const FAILSAFE = literal(',"labels":{"place":"failsafe","attempt":');
const ROUTE = literal(',"route":');
const QUARANTINE = literal(',"quarantine":');
const END = literal("}}");
const TEXT_END = literal('"');
const NOTHING = literal("");

const PASSED = TEST_OUTCOMES.indexOf("passed");
const [QUOTE, LETTER_N] = [0x22, 0x6e];
/** Length of a text without letters. */
const EMPTY = 2;

/** What all tests of suites of a kind tell in the middle; made once for `putCtrfLine`. */
export function ctrfKind(kind: SuiteRecord["kind"]): Uint8Array {
  return literal(`,"rawStatus":"passed","type":"${kind}"`);
}

/**
 * Puts a test that simply passed as CTRF tells it, from its line: what `makeCtrfTest` makes of it. Its
 * texts are JSON already and are copied. `kind` is of `ctrfKind`. False, and nothing put, for a test that ended otherwise.
 */
export function putCtrfLine(
  put: ByteWriter,
  bytes: Uint8Array,
  { line, kind }: { readonly line: PlainTestLine; readonly kind: Uint8Array },
): boolean {
  if (line.outcome !== PASSED) return false;
  const text = (key: Uint8Array, start: number, end: number): void => {
    put.word(key);
    put.bytes(bytes, start, end);
  };
  const optional = (key: Uint8Array, start: number, end: number, after: Uint8Array): void => {
    if (end === start) return;
    text(key, start, end);
    put.word(after);
  };
  /** A text with its quotes, or null: neither null nor an empty one is told. */
  const nullable = (key: Uint8Array, start: number, end: number): void => {
    if (bytes[start] === QUOTE && end - start > EMPTY) text(key, start, end);
  };
  text(ID, line.idStart, line.idEnd);
  const isNamed = line.nameEnd > line.nameStart;
  text(NAME, isNamed ? line.nameStart : line.idStart, isNamed ? line.nameEnd : line.idEnd);
  put.word(DURATION);
  put.text(`${Math.round(exactDuration(bytes, line) ?? 0)}`);
  text(SUITE, line.suiteStart, line.suiteEnd);
  optional(CLASS, line.classStart, line.classEnd, NOTHING);
  put.word(SUITE_END);
  optional(MESSAGE, line.messageStart, line.messageEnd, TEXT_END);
  optional(TRACE, line.detailsStart, line.detailsEnd, TEXT_END);
  optional(FILE, line.fileStart, line.fileEnd, TEXT_END);
  if (bytes[line.lineStart] !== LETTER_N) text(LINE, line.lineStart, line.lineEnd);
  put.word(kind);
  optional(PARAMETERS, line.parametersStart, line.parametersEnd, PARAMETERS_END);
  text(line.isContainer ? CONTAINER : FAILSAFE, line.attemptStart, line.attemptEnd);
  nullable(ROUTE, line.routeStart, line.routeEnd);
  nullable(QUARANTINE, line.quarantineStart, line.quarantineEnd);
  put.word(END);
  return true;
}
