import { TEST_OUTCOMES } from "../model/outcome.ts";
import type { ByteWriter } from "./byte_writer.ts";
import { escapeAttribute } from "./format_junit.ts";
import { literal, TEXT_BYTES } from "./json_bytes.ts";
import { readJsonText } from "./part_hash.ts";
import { exactDuration } from "./plain_duration.ts";
import type { PlainTestLine } from "./plain_test_line.ts";

const CLASS = literal('    <testcase classname="');
const NAME = literal('" name="');
const FILE = literal('" file="');
const LINE = literal('" line="');
const TIME = literal('" time="');
const END = literal('"/>\n');

const PASSED = TEST_OUTCOMES.indexOf("passed");
const [LETTER_N, QUOTE] = [0x6e, 0x22];

/** 0 for a byte that stands for itself both in JSON and in an attribute of XML. */
const SPECIAL = Uint8Array.from(
  TEXT_BYTES,
  (special, byte) => special | Number("&<>".includes(String.fromCharCode(byte))),
);

/**
 * Puts the case of a test that simply passed, from its line: the very bytes of `junitCase`. False, and
 * nothing put, for a test that has more to tell.
 */
export function putJunitLine(put: ByteWriter, bytes: Uint8Array, line: PlainTestLine): boolean {
  if (line.outcome !== PASSED || bytes[line.routeStart] === QUOTE) return false;
  const attribute = (start: number, end: number): void => {
    if (put.plain(bytes, start, end, SPECIAL)) return;
    put.text(escapeAttribute(readJsonText(bytes, start, end)));
  };
  put.word(CLASS);
  attribute(line.classStart, line.classEnd);
  put.word(NAME);
  attribute(line.nameStart, line.nameEnd);
  if (line.fileEnd > line.fileStart) {
    put.word(FILE);
    attribute(line.fileStart, line.fileEnd);
  }
  if (bytes[line.lineStart] !== LETTER_N) {
    put.word(LINE);
    put.bytes(bytes, line.lineStart, line.lineEnd);
  }
  const durationMs = exactDuration(bytes, line);
  if (durationMs !== null) {
    put.word(TIME);
    put.text((durationMs / 1000).toFixed(6));
  }
  put.word(END);
  return true;
}
