import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { emptyPlainLine, readPlainTestLine } from "../../../lib/formats/plain_test_line.ts";
import { TEST_OUTCOMES } from "../../../lib/model/outcome.ts";
import { nameTests } from "../../../lib/observe/name_tests.ts";
import { failedTest, linesOf, passedTest } from "../../support/sample_columns.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const encoder = new TextEncoder();

Deno.test("readPlainTestLine() accepts no line that JSON.parse reads otherwise, however it was damaged", () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom("set", "cut", "add")), {
    maxLength: 3,
  });
  const test = fc.constantFrom(
    passedTest("unit::test_a", { duration_ms: 12.5 }),
    failedTest("unit::test_b", { line: 7, quarantine: "unit::*", details: '\u0001"\n\\\u0002' }),
  );
  fc.assert(
    fc.property(test, damage, (record, changes) => {
      let bytes = [...encoder.encode(linesOf([record]))];
      for (const [at, byte, how] of changes) {
        const place = at % (bytes.length - 1);
        if (byte === 10) continue;
        if (how === "set") bytes = bytes.with(place, byte);
        else {bytes = bytes.toSpliced(
            place,
            how === "cut" ? 1 : 0,
            ...(how === "add" ? [byte] : []),
          );}
      }
      const line = emptyPlainLine();
      const all = Uint8Array.from(bytes);
      const next = readPlainTestLine(all, 0, line);
      if (next < 0) return;
      assertEquals(next, all.length);
      const text = new TextDecoder().decode(all);
      const read = JSON.parse(text);
      assertEquals(text.slice(line.idStart, line.idEnd), read.id);
      assertEquals(TEST_OUTCOMES[line.outcome], read.outcome);
      assertAlmostEquals(line.durationMs, read.duration_ms ?? -1, 1e-6);
      assertEquals(line.isQuarantined, read.quarantine !== null);
      assertEquals(Object.keys(read), Object.keys(record));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("readPlainTestLine() reads the lines that we write itself, passed and failed", () => {
  const name = nameTests({ suite: "unit", place: "failsafe", attempt: 2 });
  const { file, outcome, message, details } = sampleTest();
  const told = { file, outcome, message, details, className: "tests.test_sum", name: "test_a" };
  const named = name({ ...told, durationMs: 12.25, line: 3 });
  for (
    const record of [
      named,
      { ...named, outcome: "passed" as const, message: "", line: null, route: "GET /a" },
      passedTest("unit::a"),
      failedTest("unit::b", { details: 'x\n"y"' }),
    ]
  ) {
    const bytes = encoder.encode(linesOf([record]));
    assertEquals(readPlainTestLine(bytes, 0, emptyPlainLine()), bytes.length);
  }
});
