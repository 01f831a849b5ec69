import { SaxesParser } from "saxes";
import type { ReportEnd, ReportReader } from "../model/report_reading.ts";
import { createXmlDecoder } from "./decode_xml.ts";
import { createJunitCollector } from "./junit_collector.ts";
import { CUT_MARK } from "./junit_case.ts";
import { createProblemList, type ProblemList } from "./problem_list.ts";

/** Deepest nesting of elements that is read. */
export const JUNIT_DEPTH_MAX = 64;
/** Characters of an attribute's value that are kept; more is cut, with a mark. */
export const JUNIT_ATTRIBUTE_MAX = 64 * 1024;
/** Most attributes of one element. */
export const JUNIT_ATTRIBUTES_MAX = 256;
/** Most test cases of one report. */
export const JUNIT_CASES_MAX = 1_000_000;

/** Characters given to the parser at once; between two pieces its own buffers are bounded. */
const PIECE = 32 * 1024;
const NAME_MAX = 1024;

/**
 * Reads a JUnit XML report of any common dialect as a stream of tests. DTDs are refused; damaged
 * reports yield their complete cases, the problems, and `whole: false`. Memory stays bounded.
 */
export const readJunit: ReportReader = async function* (chunks) {
  const decoder = createXmlDecoder();
  const reading = createReading();
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk);
    for (let at = 0; at < text.length && !reading.stopped(); at += PIECE) {
      reading.write(text.slice(at, at + PIECE));
      for (const test of reading.take()) yield { kind: "test", test };
    }
    if (reading.stopped()) break;
  }
  if (!reading.stopped()) reading.write(decoder.end());
  if (decoder.invalid()) reading.problems.add("the bytes are not valid text in their encoding");
  const end = reading.end();
  for (const test of reading.take()) yield { kind: "test", test };
  yield { kind: "end", end };
};

/** What saxes gathers while an element is incomplete; it has no bounds of its own. */
interface SaxesBuffers {
  text: string;
  name: string;
  entity: string;
  q: number | null;
}

function createReading() {
  const collector = createJunitCollector();
  const problems = createProblemList();
  const parser = new SaxesParser({ position: true });
  const buffers = parser as unknown as SaxesBuffers;
  let blank = true;
  let stopped = false;
  let cases = 0;
  const refuse = (what: string) => {
    if (!stopped) problems.add(`${what} (line ${parser.line}); the rest was not read`);
    stopped = true;
  };
  connect(parser, { collector, problems, refuse, stopped: () => stopped });
  return {
    problems,
    stopped: () => stopped,
    write(text: string) {
      blank &&= text.trim() === "";
      if (!blank) parser.write(text);
      boundBuffers(buffers, collector.text, refuse);
    },
    take() {
      const tests = collector.take();
      cases += tests.length;
      if (cases <= JUNIT_CASES_MAX) return tests;
      refuse(`more than ${JUNIT_CASES_MAX} test cases`);
      return tests.slice(0, Math.max(0, tests.length - (cases - JUNIT_CASES_MAX)));
    },
    end(): ReportEnd {
      if (!blank && !stopped) parser.close();
      const foreign = collector.foreignRoot();
      if (foreign !== null) problems.add(`the root element is <${foreign}>, not <testsuites>`);
      const kept = problems.kept();
      return { whole: kept.length === 0, problems: kept, declared: collector.declared() };
    },
  };
}

interface Connection {
  readonly collector: ReturnType<typeof createJunitCollector>;
  readonly problems: ProblemList;
  readonly refuse: (what: string) => void;
  readonly stopped: () => boolean;
}

function connect(parser: SaxesParser, { collector, problems, refuse, stopped }: Connection): void {
  let depth = 0;
  let attributes = 0;
  // Without a handler saxes does not even copy text that nobody wants.
  let listening = false;
  const listen = () => {
    if (collector.readsText() === listening) return;
    listening = !listening;
    if (listening) parser.on("text", collector.text);
    else parser.off("text");
  };
  parser.on("error", ({ message }) => isHarmless(message) || stopped() || problems.add(message));
  parser.on("doctype", () => refuse("a document type declaration is not accepted"));
  parser.on("cdata", collector.text);
  parser.on("attribute", () => {
    if (++attributes > JUNIT_ATTRIBUTES_MAX) refuse("an element has too many attributes");
  });
  parser.on("opentag", (tag) => {
    attributes = 0;
    if (++depth > JUNIT_DEPTH_MAX) refuse(`elements nest deeper than ${JUNIT_DEPTH_MAX}`);
    if (stopped()) return;
    collector.open(tag.name, cutAttributes(tag.attributes as Record<string, string>));
    listen();
  });
  parser.on("closetag", (tag) => {
    depth--;
    if (stopped()) return;
    collector.close(tag.name);
    listen();
  });
}

/** A message of many megabytes is cut like any other text; what follows it still counts. */
function cutAttributes(attributes: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(attributes)) {
    if (value.length <= JUNIT_ATTRIBUTE_MAX) continue;
    attributes[name] = value.slice(0, JUNIT_ATTRIBUTE_MAX).toWellFormed() + CUT_MARK.trim();
  }
  return attributes;
}

/**
 * Characters that XML forbids are everywhere in real reports (colour codes in messages). They lose
 * nothing, so they do not make a report less than whole.
 */
function isHarmless(message: string): boolean {
  return message.endsWith("disallowed character.") ||
    message.endsWith("malformed character entity.");
}

function boundBuffers(
  buffers: SaxesBuffers,
  text: (text: string) => void,
  refuse: (what: string) => void,
): void {
  if (buffers.name.length > NAME_MAX || buffers.entity.length > NAME_MAX) {
    refuse("a name is too long");
  }
  if (buffers.text.length <= JUNIT_ATTRIBUTE_MAX) return;
  if (buffers.q === null) {
    text(buffers.text);
    buffers.text = "";
    return;
  }
  // One more than is kept, so that the end of the value is seen to be cut.
  buffers.text = buffers.text.slice(0, JUNIT_ATTRIBUTE_MAX + 1);
}
