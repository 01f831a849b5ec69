import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { openByteWriter } from "../../../lib/formats/byte_writer.ts";
import { type HtmlRoom, openHtmlTests } from "../../../lib/formats/html_tests.ts";
import { readTestLine } from "../../../lib/formats/read_test_line.ts";
import { readTestLines } from "../../../lib/formats/test_lines.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { anyPlainTest, anyTest } from "../../support/any_test.ts";
import { readHtmlTests } from "../../support/read_html_tests.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** As we write it, so that it is read from its bytes. */
function inOrder(
  { id, suite, place, attempt, file, class: group, name, parameters, ...rest }: TestRecord,
) {
  const { occurrence, outcome, duration_ms, message, details, line, earlier, ...last } = rest;
  const { route, quarantine, fingerprint } = last;
  return {
    ...{ id, suite, place, attempt, file, class: group, name, parameters, occurrence, outcome },
    ...{ duration_ms, message, details, line, earlier, route, quarantine, fingerprint },
  };
}

/** Through the bytes of their lines, or, slowly, as records. */
function put(tests: readonly TestRecord[], way: "lines" | "records", room?: HtmlRoom): string {
  const writer = openByteWriter();
  const table = openHtmlTests(writer, room);
  if (way === "records") tests.forEach(table.test);
  else {
    const odd = (line: Uint8Array): void => {
      const test = readTestLine(line);
      if (test !== null) table.test(test);
    };
    const reader = readTestLines({ plain: table.plain, odd });
    reader.push(encoder.encode(tests.map((test) => `${JSON.stringify(inOrder(test))}\n`).join("")));
    reader.end();
  }
  table.end();
  return decoder.decode(writer.view());
}

const wellFormed = (text: string): string => {
  const whole = text.toWellFormed();
  return whole.length > 300 ? `${whole.slice(0, 299)}…` : whole;
};

Deno.test("openHtmlTests() keeps every test in its order, whichever way it comes", () => {
  fc.assert(fc.property(fc.array(fc.oneof(anyTest, anyPlainTest), { maxLength: 30 }), (tests) => {
    const { rows, counts } = readHtmlTests(put(tests, "records"));
    assertEquals(counts, { shown: tests.length, left: {} });
    assertEquals(
      rows.map(({ suite, file, group, name, outcome }) => [suite, file, group, name, outcome]),
      tests.map((test) => [
        ...[test.suite, test.file, test.class, test.name].map(wellFormed),
        test.outcome,
      ]),
    );
    const lines = tests.filter((test) => JSON.stringify(test).isWellFormed());
    assertEquals(readHtmlTests(put(lines, "lines")), readHtmlTests(put(lines, "records")));
  }));
});

Deno.test("openHtmlTests() puts nothing that ends a script, from lines and from records", () => {
  const name = "a</script><script>alert(1)</script><!-- & \u2028";
  const hostile = sampleTest({ name, file: name, class: name, suite: "s</script>", message: name });
  const passed = { ...hostile, outcome: "passed" as const, message: "", details: "" };
  for (const way of ["lines", "records"] as const) {
    const text = put([hostile, passed], way);
    assert(!/[<>&\u2028]/.test(text), text);
    assertEquals(readHtmlTests(text).rows.map((row) => row.name), [name, name]);
  }
});

Deno.test("openHtmlTests() escapes a single character that HTML gives a meaning, in plain lines too", () => {
  for (const character of ["<", ">", "&"]) {
    const name = `a${character}b`;
    const plain = sampleTest({ name, outcome: "passed", message: "", details: "", line: null });
    const text = put([plain], "lines");
    assertEquals([text.includes(character), readHtmlTests(text).rows[0]?.name], [false, name]);
  }
});

Deno.test("openHtmlTests() tells message, line, tries and quarantine of those that have some", () => {
  const earlier = [{ outcome: "failed" as const, duration_ms: 1, message: "first", details: "" }];
  const tests = [
    sampleTest(),
    sampleTest({ outcome: "flaky", message: "", line: null, earlier }),
    sampleTest({ quarantine: "unit::*" }),
    sampleTest({ outcome: "passed", message: "", quarantine: "unit::*" }),
    sampleTest({ outcome: "passed", message: "" }),
  ];
  const { rows } = readHtmlTests(put(tests, "lines"));
  assertEquals(rows.map(({ extra }) => extra), [
    ["AssertionError: assert 3 == 4", 12, 1, 0],
    ["first", 0, 2, 0],
    ["AssertionError: assert 3 == 4", 12, 1, 1],
    ["", 12, 1, 0],
    undefined,
  ]);
});

Deno.test("openHtmlTests() cuts what is very long, and never half a character", () => {
  const { rows } = readHtmlTests(put([sampleTest({ name: "🍎".repeat(5000) })], "lines"));
  const [{ name } = { name: "" }] = rows;
  assertEquals([name.length <= 300, name.isWellFormed(), name.endsWith("🍎…")], [true, true, true]);
});

Deno.test("openHtmlTests() counts by outcome what there is no room for; failures have their own", () => {
  const passed = Array.from(
    { length: 5000 },
    (_, at) => sampleTest({ name: `test_${at}`, outcome: "passed", message: "", details: "" }),
  );
  const room = { passedBytes: 20_000, otherBytes: 1000 };
  for (const way of ["lines", "records"] as const) {
    const text = put([...passed, sampleTest()], way, room);
    const { rows, counts } = readHtmlTests(text);
    assertEquals(rows.at(-1)?.outcome, "failed");
    assertEquals(counts.shown, rows.length);
    assertEquals(counts.left, { passed: 5001 - rows.length });
    assert(text.length < 40_000, String(text.length));
  }
});
