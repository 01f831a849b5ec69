import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { LINE_BYTES_MAX } from "../../../lib/formats/carry_line.ts";
import { openTestScanner, type TestScanner } from "../../../lib/formats/scan_tests.ts";
import { openKeyedHash } from "../../../lib/formats/keyed_hash.ts";
import { TEST_OUTCOMES, type TestOutcome } from "../../../lib/model/outcome.ts";
import { MARKED, markOf, outcomeOf, QUARANTINED } from "../../../lib/model/test_columns.ts";
import { TestRecord } from "../../../lib/model/test_result.ts";
import { failedTest, linesOf, passedTest, SAMPLE_KEY } from "../../support/sample_columns.ts";

const encoder = new TextEncoder();

const words = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom('a"b', "back\\slash", "é", "\ud800", "", "x\ny", ' "outcome":"failed"', "\u2028"),
);
const durations = fc.oneof(
  fc.constant(null),
  fc.nat(),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 0.1, 1e-7, 1e21, 1.0000000000000002, 123456789012345680),
);
const tries = fc.record({
  outcome: fc.constantFrom(...TEST_OUTCOMES),
  duration_ms: durations,
  message: words,
  details: words,
});
const nullable = fc.option(words, { nil: null });
const records: fc.Arbitrary<TestRecord> = fc.record({
  id: words,
  suite: fc.constantFrom("unit", "e2e", "é"),
  place: fc.constantFrom("container", "failsafe"),
  attempt: fc.integer({ min: 1, max: 99 }),
  file: words,
  class: words,
  name: words,
  parameters: words,
  occurrence: fc.integer({ min: 1, max: 99 }),
  outcome: fc.constantFrom(...TEST_OUTCOMES),
  duration_ms: durations,
  message: words,
  details: words,
  line: fc.option(fc.integer({ min: 1 }), { nil: null }),
  earlier: fc.array(tries, { maxLength: 2 }),
  route: nullable,
  quarantine: nullable,
  fingerprint: fc.option(fc.stringMatching(/^[0-9a-f]{16}$/), { nil: null }),
});

/** Every way to write the same record: order of keys, spaces, escapes, line ends, a key we do not know. */
const styles = fc.record({
  shuffle: fc.option(fc.array(fc.nat(), { minLength: 18, maxLength: 18 }), { nil: null }),
  indent: fc.constantFrom(0, 0, 0, 1),
  escapes: fc.boolean(),
  crlf: fc.boolean(),
  extra: fc.boolean(),
  drop: fc.boolean(),
});
type Style = typeof styles extends fc.Arbitrary<infer T> ? T : never;

function write(record: TestRecord, style: Style): string {
  const { shuffle } = style;
  const entries = Object.entries(record).filter(([key]) => !(style.drop && key === "fingerprint"));
  const ordered = shuffle === null
    ? entries
    : entries.toSorted(([a], [b]) => rankOf(a, shuffle) - rankOf(b, shuffle));
  const told = style.extra ? [["__proto__", { outcome: "passed" }], ...ordered] : ordered;
  const body = told.map(([key, value]) => {
    const text = JSON.stringify(value).replaceAll("\n", "");
    return `${JSON.stringify(key)}${" ".repeat(style.indent)}:${" ".repeat(style.indent)}${text}`;
  });
  const line = `{${body.join(style.indent === 0 ? "," : " ,\t")}}`;
  const escaped = style.escapes
    ? line.replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    : line;
  return `${escaped}${style.crlf ? "\r" : ""}\n`;
}

function rankOf(key: string, shuffle: readonly number[]): number {
  return shuffle[key.length % shuffle.length]! * 31 + key.charCodeAt(0);
}

function scan(text: string | Uint8Array, cuts: readonly number[] = []): TestScanner {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const scanner = openTestScanner(SAMPLE_KEY);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  // One buffer for all pieces, as a file is read.
  const buffer = new Uint8Array(bytes.length);
  let from = 0;
  for (const end of ends) {
    buffer.set(bytes.subarray(from, end));
    scanner.push(buffer.subarray(0, end - from));
    from = end;
  }
  buffer.fill(0x58);
  scanner.endFile();
  return scanner;
}

function assertRow({ columns }: TestScanner, row: number, record: TestRecord): void {
  const hash = openKeyedHash(SAMPLE_KEY.slice(0, 2));
  const halves = (text: string): readonly number[] => {
    hash.text(text);
    return [...hash.out];
  };
  assertEquals([columns.hashLow[row]!, columns.hashHigh[row]!], halves(record.id));
  assertEquals(outcomeOf(columns, row), record.outcome);
  const isExcused = record.quarantine !== null && isFailing(record.outcome);
  assertEquals((columns.state[row]! & QUARANTINED) > 0, isExcused);
  assertEquals(columns.suites[columns.suite[row]!], record.suite);
  const ms = record.duration_ms ?? -1;
  assertAlmostEquals(columns.durationMs[row]!, ms, Math.max(Math.abs(ms) * 1e-6, 1e-30));
  const at = markOf(columns.marked, row);
  assertEquals(at >= 0, MARKED[TEST_OUTCOMES.indexOf(record.outcome)]);
  if (at < 0) return;
  const print = [columns.marked.printLow[at]!, columns.marked.printHigh[at]!];
  assertEquals(print, record.fingerprint === null ? [0, 0] : halves(record.fingerprint));
}

function isFailing(outcome: TestOutcome): boolean {
  return ["failed", "error", "timed-out", "crashed", "unexpected-pass"].includes(outcome);
}

Deno.test("openTestScanner() reads every record as JSON.parse does, in any layout and any pieces", () => {
  const lines = fc.array(fc.tuple(records, styles), { maxLength: 6 });
  const cuts = fc.array(fc.nat(), { maxLength: 5 });
  fc.assert(
    fc.property(lines, cuts, (told, at) => {
      const texts = told.map(([record, style]) => write(record, style));
      // The oracle: what a whole reader makes of the very same bytes.
      const oracle = texts.map((text) =>
        TestRecord.parse(JSON.parse(new TextDecoder().decode(encoder.encode(text))))
      );
      const scanner = scan(texts.join(""), at);
      assertEquals(scanner.faults, { unreadable: 0, tooLong: 0, tooMany: 0, torn: 0 });
      assertEquals(scanner.columns.count, oracle.length);
      let offset = 0;
      for (const [row, record] of oracle.entries()) {
        assertRow(scanner, row, record);
        assertEquals(scanner.columns.offset[row], offset);
        offset += encoder.encode(texts[row]).length;
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("openTestScanner() counts what is no test, and goes on behind it", () => {
  const good = linesOf([passedTest("unit::a")]);
  const bad = [
    "no json",
    "[]",
    "null",
    '{"id":"x"}',
    '{"id":1,"suite":"unit","outcome":"passed","duration_ms":1}',
    '{"id":"x","suite":"unit","outcome":"great","duration_ms":1}',
    '{"id":"x","suite":"unit","outcome":"passed","duration_ms":-1}',
    '{"id":"x","suite":"unit","outcome":"passed","duration_ms":1e999}',
    '{"__proto__":{"id":"x","suite":"unit","outcome":"passed","duration_ms":1}}',
    "\0\x01\x02",
  ];
  const { columns, faults } = scan(bad.map((line) => `${line}\n${good}`).join("\n"));
  assertEquals(columns.count, bad.length);
  assertEquals(faults, { unreadable: bad.length, tooLong: 0, tooMany: 0, torn: 0 });
});

Deno.test("openTestScanner() tells a torn last line, and reads it where it is whole but for its end", () => {
  const text = linesOf([passedTest("unit::a"), passedTest("unit::b")]);
  const torn = scan(text.slice(0, -30));
  assertEquals([torn.columns.count, torn.faults.torn, torn.faults.unreadable], [1, 1, 1]);
  const endless = scan(text.slice(0, -1));
  assertEquals([endless.columns.count, endless.faults.torn, endless.faults.unreadable], [2, 1, 0]);
});

Deno.test("openTestScanner() reads invalid UTF-8 as a decoder does, and bytes of any kind in peace", () => {
  const bytes = encoder.encode(linesOf([passedTest("unit::a~b"), passedTest("unit::c")]));
  bytes[bytes.indexOf(0x7e)] = 0xff;
  const scanner = scan(bytes);
  assertRow(scanner, 0, passedTest("unit::a\ufffdb"));
  const noise = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 2654435761) >>> 13 & 255);
  assertEquals(scan(noise, [1000, 50_000]).columns.count, 0);
});

Deno.test("openTestScanner() bounds what one line can take", () => {
  const scanner = openTestScanner(SAMPLE_KEY);
  const piece = new Uint8Array(1024 * 1024).fill(0x61);
  for (let sent = 0; sent <= LINE_BYTES_MAX; sent += piece.length) scanner.push(piece);
  const good = encoder.encode(`\n${linesOf([passedTest("unit::a")])}`);
  scanner.push(good);
  scanner.endFile();
  assertEquals([scanner.columns.count, scanner.faults.tooLong], [1, 1]);
  assertEquals(scanner.columns.offset[0], LINE_BYTES_MAX + piece.length + 1);
  const deep = `{"id":"x","suite":"unit","outcome":"passed","duration_ms":1,"x":${
    "[".repeat(99_999)
  }`;
  assertEquals(scan(`${deep}\n`).faults.unreadable, 1);
});

Deno.test("openTestScanner() keeps the tests of several files apart, and those of no file", () => {
  const scanner = openTestScanner(SAMPLE_KEY);
  const [one, two] = [linesOf([passedTest("unit::a")]), linesOf([failedTest("unit::b")])];
  const named = { suite: "unit", outcome: "failed", durationMs: -1, isQuarantined: true } as const;
  scanner.add({ ...named, id: "unit::é", fingerprint: "" });
  for (const text of [one, two]) {
    scanner.push(encoder.encode(text));
    scanner.endFile();
  }
  assertEquals([...scanner.columns.offset.subarray(0, 3)], [-1, 0, one.length]);
  assertEquals(scanner.columns.marked.count, 2);
});
