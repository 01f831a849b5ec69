import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { openByteWriter } from "../../../lib/formats/byte_writer.ts";
import { junitCase } from "../../../lib/formats/format_junit.ts";
import { putJunitLine } from "../../../lib/formats/put_junit_line.ts";
import { readTestLines } from "../../../lib/formats/test_lines.ts";
import { anyPlainTest } from "../../support/any_test.ts";
import { linesOf, passedTest } from "../../support/sample_columns.ts";

Deno.test("putJunitLine() puts the very bytes of junitCase(), or nothing", () => {
  let put = 0;
  fc.assert(
    fc.property(anyPlainTest, (test) => {
      const writer = openByteWriter();
      const seen: boolean[] = [];
      const reader = readTestLines({
        plain: (bytes, line) => void seen.push(putJunitLine(writer, bytes, line)),
        odd: () => {},
      });
      reader.push(new TextEncoder().encode(linesOf([test])));
      const text = new TextDecoder().decode(writer.view());
      if (seen[0] === true) put++;
      assertEquals(text, seen[0] === true ? junitCase(test) : "");
    }),
    { numRuns: 1000 },
  );
  assertEquals(put > 0, true);
});

Deno.test("putJunitLine() leaves a test with a route, and one that did not pass, to others", () => {
  const writer = openByteWriter();
  const told: boolean[] = [];
  const reader = readTestLines({
    plain: (bytes, line) => void told.push(putJunitLine(writer, bytes, line)),
    odd: () => {},
  });
  const tests = [
    passedTest("a", { route: "GET /a" }),
    passedTest("b", { outcome: "skipped" }),
    passedTest("c"),
  ];
  reader.push(new TextEncoder().encode(linesOf(tests)));
  assertEquals(told, [false, false, true]);
});
