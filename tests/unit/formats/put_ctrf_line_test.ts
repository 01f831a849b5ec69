import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { openByteWriter } from "../../../lib/formats/byte_writer.ts";
import { makeCtrfTest } from "../../../lib/formats/format_ctrf.ts";
import { ctrfKind, putCtrfLine } from "../../../lib/formats/put_ctrf_line.ts";
import { readTestLines } from "../../../lib/formats/test_lines.ts";
import { anyPlainTest } from "../../support/any_test.ts";
import { linesOf } from "../../support/sample_columns.ts";

Deno.test("putCtrfLine() puts the very bytes of what makeCtrfTest() makes, or nothing", () => {
  let put = 0;
  fc.assert(
    fc.property(anyPlainTest, (test) => {
      const writer = openByteWriter();
      const kind = ctrfKind("e2e");
      const seen: boolean[] = [];
      const reader = readTestLines({
        plain: (bytes, line) => void seen.push(putCtrfLine(writer, bytes, { line, kind })),
        odd: () => {},
      });
      reader.push(new TextEncoder().encode(linesOf([test])));
      const text = new TextDecoder().decode(writer.view());
      if (seen[0] === true) put++;
      assertEquals(text, seen[0] === true ? JSON.stringify(makeCtrfTest(test, "e2e")) : "");
    }),
    { numRuns: 1000 },
  );
  assertEquals(put > 0, true);
});
