import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { openPartHash, readJsonText } from "../../../lib/formats/part_hash.ts";
import { emptyPartLine, readPlainPartLine } from "../../../lib/formats/plain_part_line.ts";
import { ShardPartJson } from "../../../lib/model/shard.ts";
import { anyText } from "../../support/any_test.ts";
import { SAMPLE_KEY } from "../../support/sample_columns.ts";

const encoder = new TextEncoder();

const anyPart: fc.Arbitrary<ShardPartJson> = fc.record({
  suite: anyText,
  file: anyText,
  class: anyText,
  name: anyText,
  shard: fc.nat(300),
  expected_ms: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: null }),
  count: fc.option(fc.integer({ min: 1 }), { nil: null }),
});

Deno.test("readPlainPartLine() reads parts as we write them, and hashes them as their texts", () => {
  let read = 0;
  fc.assert(
    fc.property(anyPart, (part) => {
      const bytes = encoder.encode(`${JSON.stringify(part)}\n`);
      const line = emptyPartLine();
      const next = readPlainPartLine(bytes, 0, line);
      // Tiny durations have an exponent, which is read the other way.
      if (next < 0) return assertEquals(String(part.expected_ms).includes("e"), true);
      read++;
      assertEquals([next, line.shard, line.hasCount], [
        bytes.length,
        part.shard,
        part.count !== null,
      ]);
      const [one, other] = [openPartHash(SAMPLE_KEY), openPartHash(SAMPLE_KEY)];
      one.spans(bytes, line);
      const texts = [
        [line.suiteStart, line.suiteEnd],
        [line.fileStart, line.fileEnd],
        [line.classStart, line.classEnd],
        [line.nameStart, line.nameEnd],
      ].map(([from, to]) => readJsonText(bytes, from!, to!));
      assertEquals(
        texts.map((x) => x.toWellFormed()),
        [
          part.suite,
          part.file,
          part.class,
          part.name,
        ].map((x) => x.toWellFormed()),
      );
      other.texts(part.suite, part.file, part.class, part.name);
      assertEquals([...one.out], [...other.out]);
    }),
    { numRuns: 500 },
  );
  assertEquals(read > 0, true);
});

Deno.test("readPlainPartLine() accepts no damaged line that JSON or its schema refuses", () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(127)), { maxLength: 3 });
  fc.assert(
    fc.property(anyPart, damage, (part, changes) => {
      const bytes = encoder.encode(`${JSON.stringify(part)}\n`);
      for (const [at, byte] of changes) if (byte !== 10) bytes[at % (bytes.length - 1)] = byte;
      const line = emptyPartLine();
      if (readPlainPartLine(bytes, 0, line) < 0) return;
      const told = ShardPartJson.parse(JSON.parse(new TextDecoder().decode(bytes)));
      assertEquals([told.shard, told.count !== null], [line.shard, line.hasCount]);
    }),
    { numRuns: 2000 },
  );
});
