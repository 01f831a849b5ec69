import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readPlainTest, readTestLine } from "../../../lib/formats/read_test_line.ts";
import { readTestLines } from "../../../lib/formats/test_lines.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { anyLine, anyTest, writeLine } from "../../support/any_test.ts";
import { failedTest, linesOf, passedTest } from "../../support/sample_columns.ts";

const encoder = new TextEncoder();

/** What is told of these bytes, cut into pieces; the bytes of plain lines beside. */
function readAll(bytes: Uint8Array, cuts: readonly number[] = []) {
  const tests: (TestRecord | null)[] = [];
  const copied: string[] = [];
  const reader = readTestLines({
    plain(piece, line) {
      tests.push(readPlainTest(piece, line));
      copied.push(
        new TextDecoder("utf-8", { fatal: true }).decode(piece.slice(line.start, line.end)),
      );
    },
    odd: (line) => void tests.push(readTestLine(line)),
  });
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  [0, ...places].forEach((from, at) => reader.push(bytes.slice(from, places[at] ?? bytes.length)));
  reader.end();
  return { tests, copied };
}

/** The plain way: each line of the text for itself, through JSON and its schema. */
function readPlainly(bytes: Uint8Array): readonly (TestRecord | null)[] {
  return new TextDecoder().decode(bytes).split("\n").filter((line) =>
    line.replace(/\r$/, "") !== ""
  )
    .map((line) => readTestLine(encoder.encode(line)));
}

Deno.test("readTestLines() tells of any lines, cut anywhere, what JSON and the schema tell of them", () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 6 }), fc.array(fc.nat()), (lines, cuts) => {
      const bytes = encoder.encode(lines.map(writeLine).join(""));
      assertEquals(readAll(bytes, cuts).tests, readPlainly(bytes));
    }),
    { numRuns: 500 },
  );
});

Deno.test("readTestLines() takes no damaged line for a plain one that its schema refuses", () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
  fc.assert(
    fc.property(anyTest, damage, (test, changes) => {
      const bytes = encoder.encode(linesOf([test]));
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      assertEquals(readAll(bytes).tests, readPlainly(bytes));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("readTestLines() hands out our own lines as they stand, those beyond ASCII too", () => {
  const tests = [passedTest("a"), failedTest("b", { message: "größer — 大" }), passedTest("c")];
  const text = linesOf(tests);
  assertEquals(readAll(encoder.encode(text)).copied, text.split(/(?<=\n)/).filter((x) => x !== ""));
});

Deno.test("readTestLines() does not copy a line that is not UTF-8, or lacks its fingerprint", () => {
  const bytes = encoder.encode(linesOf([passedTest("a", { name: "#" })]));
  bytes[bytes.indexOf(0x23)] = 0xff;
  assertEquals(readAll(bytes).copied, []);
  assertEquals(readAll(bytes).tests[0]?.name, "\ufffd");
  const { fingerprint: _, ...old } = passedTest("a");
  const read = readAll(encoder.encode(`${JSON.stringify(old)}\n`));
  assertEquals([read.copied, read.tests[0]?.fingerprint], [[], null]);
});
