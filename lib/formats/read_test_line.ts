import { checkSchema } from "../model/check_schema.ts";
import { TestRecord } from "../model/test_result.ts";
import type { PlainTestLine } from "./plain_test_line.ts";
import { parseStranger } from "./read_stranger_json.ts";

const decoder = new TextDecoder();

/** The test in a line that a stranger may have written; null for a line that tells none. */
export function readTestLine(bytes: Uint8Array): TestRecord | null {
  const value = parseStranger(decoder.decode(bytes));
  const test = value.ok ? checkSchema<TestRecord>(TestRecord, value.value) : value;
  return test.ok ? test.value : null;
}

/** The test in a line of our own layout: what its bytes were held against says more than its schema. */
export function readPlainTest(bytes: Uint8Array, { start, end }: PlainTestLine): TestRecord {
  return JSON.parse(decoder.decode(bytes.subarray(start, end)));
}
