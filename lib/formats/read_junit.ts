import type { ReportEnd, ReportReader } from "../model/report_reading.ts";
import { createXmlDecoder } from "./decode_xml.ts";
import { CUT_MARK } from "./junit_case.ts";
import { createJunitCollector, type JunitCollector } from "./junit_collector.ts";
import { createProblemList } from "./problem_list.ts";
import { createXmlScanner } from "./xml_scanner.ts";

/** Deepest nesting of elements that is read. */
export const JUNIT_DEPTH_MAX = 64;
/** Characters of an attribute's value that are kept; more is cut, with a mark. */
export const JUNIT_ATTRIBUTE_MAX = 64 * 1024;
/** Most attributes of one element. */
export const JUNIT_ATTRIBUTES_MAX = 256;
/** Most test cases of one report. */
export const JUNIT_CASES_MAX = 4_000_000;

/** Bytes decoded at once: their text dies young, and views of it hold no more than this in memory. */
const PIECE_BYTES = 16 * 1024;

const LIMITS = {
  depth: JUNIT_DEPTH_MAX,
  attributes: JUNIT_ATTRIBUTES_MAX,
  value: JUNIT_ATTRIBUTE_MAX,
  cutMark: CUT_MARK.trim(),
};

/**
 * Reads a JUnit XML report of any common dialect, or several one after another, as a stream of tests.
 * DTDs are refused; damaged reports yield their complete cases, the problems with line and column,
 * and `whole: false`. Memory stays bounded, and the result does not depend on how the bytes are cut.
 */
export const readJunit: ReportReader = async function* (chunks) {
  const decoder = createXmlDecoder();
  const reading = createReading();
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length && !reading.stopped(); at += PIECE_BYTES) {
      reading.write(decoder.decode(chunk.subarray(at, at + PIECE_BYTES)));
      for (const test of reading.take()) yield { kind: "test", test };
    }
    if (reading.stopped()) break;
  }
  if (!reading.stopped()) reading.write(decoder.end());
  const end = reading.end(decoder.invalid());
  for (const test of reading.take()) yield { kind: "test", test };
  yield { kind: "end", end };
};

function createReading() {
  const collector = createJunitCollector();
  const problems = createProblemList();
  const { open, text, close, readsText } = collector;
  const scanner = createXmlScanner(
    { open, text, close, wantsText: readsText, problem: problems.add },
    LIMITS,
  );
  let cases = 0;
  return {
    stopped: scanner.stopped,
    write: scanner.write,
    take() {
      const tests = collector.take();
      cases += tests.length;
      if (cases <= JUNIT_CASES_MAX) return tests;
      scanner.refuse(`more than ${JUNIT_CASES_MAX} test cases`);
      return tests.slice(0, Math.max(0, tests.length - (cases - JUNIT_CASES_MAX)));
    },
    end(isInvalid: boolean): ReportEnd {
      scanner.end();
      const foreign = collector.foreignRoot();
      if (foreign !== null) problems.add(`the root element is <${foreign}>, not <testsuites>`);
      if (isInvalid) problems.add("the bytes are not valid text in their encoding");
      for (const one of collector.misplaced()) problems.add(one);
      const lost = collector.unfinished();
      if (lost !== null) problems.add(`the test "${lost.slice(0, 200)}" was begun and has no end`);
      return describeEnd(collector, problems.kept());
    },
  };
}

function describeEnd(collector: JunitCollector, problems: readonly string[]): ReportEnd {
  const declared = collector.end();
  const doubts = collector.doubts();
  const whole = problems.length === 0;
  // Of a damaged report it is clear that the numbers do not agree.
  return { whole, problems, declared, ...(whole && doubts.length > 0 && { doubts }) };
}
