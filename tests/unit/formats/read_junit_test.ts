import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import {
  JUNIT_ATTRIBUTE_MAX,
  JUNIT_DEPTH_MAX,
  readJunit,
} from "../../../lib/formats/read_junit.ts";
import { CUT_MARK, JUNIT_CASE_TEXT_MAX } from "../../../lib/formats/junit_case.ts";
import { PROBLEMS_KEPT } from "../../../lib/formats/problem_list.ts";
import type { ReportEnd } from "../../../lib/model/report_reading.ts";
import type { ReportedTest } from "../../../lib/model/test_result.ts";
import pytestOutcomes from "../../../fixtures/runners/pytest/outcomes/report.xml" with {
  type: "text",
};
import pytestXunit1 from "../../../fixtures/runners/pytest/xunit1/report.xml" with { type: "text" };
import pytestCollection from "../../../fixtures/runners/pytest/collection/report.xml" with {
  type: "text",
};
import pytestInterrupted from "../../../fixtures/runners/pytest/interrupted/report.xml" with {
  type: "text",
};
import pytestNone from "../../../fixtures/runners/pytest/none/report.xml" with { type: "text" };
import pytestGreen from "../../../fixtures/runners/pytest/green/report.xml" with { type: "text" };
import denoOutcomes from "../../../fixtures/runners/deno/outcomes/report.xml" with { type: "text" };
import { junitCase } from "../../../lib/formats/format_junit.ts";
import { nameTests } from "../../../lib/observe/name_tests.ts";
import surefire from "../../../fixtures/junit/surefire/report.xml" with { type: "text" };
import playwright from "../../../fixtures/junit/playwright/report.xml" with { type: "text" };
import nodeOutcomes from "../../../fixtures/runners/node/outcomes/report.xml" with { type: "text" };

interface Reading {
  readonly tests: readonly ReportedTest[];
  readonly end: ReportEnd;
}

async function* cutInto(bytes: Uint8Array, size: number) {
  const reused = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    reused.set(piece);
    yield await Promise.resolve(reused.subarray(0, piece.length));
  }
}

async function read(document: string | Uint8Array, size = 1 << 16): Promise<Reading> {
  const bytes = typeof document === "string" ? new TextEncoder().encode(document) : document;
  const tests: ReportedTest[] = [];
  const ends: ReportEnd[] = [];
  for await (const item of readJunit(cutInto(bytes, size))) {
    if (item.kind === "test") tests.push(item.test);
    else ends.push(item.end);
  }
  assertEquals(ends.length, 1);
  return { tests, end: ends[0]! };
}

function outline(reading: Reading): string[] {
  return reading.tests.map((test) => `${test.outcome}: ${test.name}`);
}

const suite = (inside: string) =>
  `<testsuites><testsuite name="s">${inside}</testsuite></testsuites>`;

Deno.test("readJunit() reads every outcome that pytest reports", async () => {
  const reading = await read(pytestOutcomes);
  assertEquals(outline(reading).slice(0, 10), [
    "passed: test_passes",
    "failed: test_fails",
    "error: test_setup_error",
    "error: test_teardown_error",
    "failed: test_fails_and_teardown_error",
    "error: test_fails_and_teardown_error",
    "skipped: test_skipped",
    "expected-failure: test_xfail",
    "unexpected-pass: test_xpass_strict",
    "passed: test_xpass",
  ]);
  assertEquals(reading.tests.length, 19);
  assertEquals(reading.end, {
    whole: true,
    problems: [],
    declared: { tests: 19, failures: 15, skipped: 2 },
  });
  assertEquals(reading.tests[1]!.message, "AssertionError: totals differ");
  assertStringIncludes(reading.tests[1]!.details, "test_outcomes.py:8: AssertionError");
  assertEquals(reading.tests[6]!.message, "not on this machine");
});

Deno.test("readJunit() reads file and line of pytest's older dialect, counted from 1", async () => {
  const { tests } = await read(pytestXunit1);
  const places = tests.slice(0, 2).map(({ file, line, className }) => ({ file, line, className }));
  const there = { file: "test_outcomes.py", className: "test_outcomes" };
  // The test itself where it passed, the assertion where it failed.
  assertEquals(places, [{ ...there, line: 3 }, { ...there, line: 8 }]);
});

Deno.test("readJunit() reads a collection error as an error, and no tests as whole", async () => {
  const broken = await read(pytestCollection);
  assertEquals(outline(broken), ["error: test_broken"]);
  assertEquals(
    broken.tests[0]!.message,
    "ModuleNotFoundError: No module named 'no_such_module'",
  );
  const none = await read(pytestNone);
  assertEquals(none.end, {
    whole: true,
    problems: [],
    declared: { tests: 0, failures: 0, skipped: 0 },
  });
  assertEquals(outline(await read(pytestGreen)), ["passed: test_one"]);
  assertEquals((await read("")).end, { whole: true, problems: [], declared: null });
});

Deno.test("readJunit() reads deno's report with steps, and places", async () => {
  const reading = await read(denoOutcomes);
  assertEquals(outline(reading), [
    "passed: adds",
    'failed: fails with <odd> & "quotes"',
    "skipped: ignored",
    "failed: parent",
    "passed: parent > good step",
    "failed: parent > bad step",
  ]);
  assertEquals(reading.tests[5]!.line, 8);
  assertEquals(reading.end.declared, { tests: 6, failures: 3, skipped: 0 });
});

Deno.test("readJunit() reads node's nested suites as classes and trusts no count of theirs", async () => {
  const reading = await read(nodeOutcomes);
  assertEquals(reading.tests.map((test) => `${test.outcome}: ${test.className}: ${test.name}`), [
    "passed: test: adds",
    "failed: test: fails with <odd> & &quot;quotes&quot;",
    "skipped: test: skipped",
    "expected-failure: test: todo fails",
    "passed: outer: in outer",
    "failed: outer > inner: in inner fails",
  ]);
  assertEquals(reading.end, { whole: true, problems: [], declared: null });
});

Deno.test("readJunit() gives the same whatever the chunk borders are", async () => {
  for (const document of [pytestOutcomes, nodeOutcomes, denoOutcomes, surefire, playwright]) {
    const whole = await read(document);
    for (const size of [1, 2, 3, 7, 1000]) assertEquals(await read(document, size), whole);
  }
});

Deno.test("readJunit() keeps complete cases of a report cut anywhere, and says it is not whole", async () => {
  const bytes = new TextEncoder().encode(pytestOutcomes);
  const all = await read(bytes);
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: bytes.length - 1 }), async (cut) => {
    const { tests, end } = await read(bytes.subarray(0, cut));
    assertEquals(tests, all.tests.slice(0, tests.length));
    assertEquals(end.whole, false);
    assertEquals(end.problems.length > 0, true);
  }));
});

Deno.test("readJunit() ends on any bytes, with a bounded number of problems", async () => {
  const soup = fc.array(fc.oneof(
    fc.constantFrom(
      "<testcase name='x'>",
      "</testcase>",
      "<",
      ">",
      "<testsuite",
      "&",
      "]]>",
      "<!--",
    ),
    fc.constantFrom("<failure message='", "'", '"', "<![CDATA[", "<?xml", "<!DOCTYPE a [", "\0"),
    fc.string(),
  )).map((parts) => new TextEncoder().encode(parts.join("")));
  await fc.assert(fc.asyncProperty(fc.oneof(soup, fc.uint8Array()), async (bytes) => {
    const { end } = await read(bytes, 5);
    assertEquals(end.problems.length <= PROBLEMS_KEPT + 1, true);
    assertEquals(end.whole, end.problems.length === 0);
  }));
});

Deno.test("readJunit() refuses a document type and entities beyond XML's five", async () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa">]><testsuites><testcase name="&a;"/></testsuites>`;
  const refused = await read(bomb);
  assertEquals([refused.tests.length, refused.end.whole], [0, false]);
  assertStringIncludes(refused.end.problems[0]!, "document type");
  const entity = await read(suite(`<testcase name="&nbsp;x"/><testcase name="&lt;&#233;"/>`));
  assertEquals(entity.end.whole, false);
  assertEquals(entity.tests.map((test) => test.name), ["&nbsp;x", "<é"]);
});

Deno.test("readJunit() refuses depth, attributes and names beyond their bounds", async () => {
  const deep = await read("<testsuite>".repeat(JUNIT_DEPTH_MAX + 1));
  assertStringIncludes(deep.end.problems[0]!, "deeper");
  const named = await read(suite(`<${"x".repeat(2 * JUNIT_ATTRIBUTE_MAX)} a=""/>`));
  assertStringIncludes(named.end.problems[0]!, "name is too long");
  const many = Array.from({ length: 300 }, (_, i) => `a${i}=""`).join(" ");
  const crowded = await read(suite(`<testcase ${many}/>`));
  assertStringIncludes(crowded.end.problems[0]!, "too many attributes");
});

Deno.test("readJunit() cuts a long attribute with a mark and reads on", async () => {
  const long = "x".repeat(JUNIT_ATTRIBUTE_MAX);
  const whole = await read(suite(`<testcase name="${long}"/>`));
  assertEquals(whole.tests.map((test) => test.name), [long]);
  for (const value of [`${long}x`, long.repeat(20), `${long}&lt;&amp;`, `${long}'>`]) {
    const { tests, end } = await read(suite(`<testcase name="${value}"/><testcase name="b"/>`));
    assertEquals(end, { ...end, whole: true, problems: [] });
    assertEquals(tests.map((test) => test.name), [long + CUT_MARK.trim(), "b"]);
  }
  const message = `<testcase name="a"><failure message="${"m ".repeat(1_000_000)}"/></testcase>`;
  assertEquals(outline(await read(suite(message))), ["failed: a"]);
  const unclosed = await read(`<testsuite><testcase name="${long.repeat(3)}`);
  assertEquals([unclosed.tests.length, unclosed.end.whole], [0, false]);
});

Deno.test("readJunit() cuts long text with a mark and passes over text nobody asked for", async () => {
  const long = "line of text\n".repeat(100_000);
  const barely = `${"x".repeat(JUNIT_CASE_TEXT_MAX + 5)}<![CDATA[more]]>`;
  for (const body of [long, `<![CDATA[${long}]]>`, barely]) {
    const reading = await read(suite(
      `<testcase name="a"><system-out>${body}</system-out><failure message="m">${body}</failure>` +
        `</testcase><testcase name="b"/>`,
    ));
    assertEquals(outline(reading), ["failed: a", "passed: b"]);
    assertEquals(reading.end.whole, true);
    const { details } = reading.tests[0]!;
    assertEquals(details.length, JUNIT_CASE_TEXT_MAX + CUT_MARK.length);
    assertEquals(details.endsWith(CUT_MARK), true);
  }
});

Deno.test("readJunit() joins several failures and tolerates what reruns leave", async () => {
  const { tests } = await read(suite(
    `<testcase name="a" classname="C"><error message="late">two</error>` +
      `<failure message="first&#10;more">one</failure></testcase>` +
      `<testcase name="b"><flakyFailure message="x">y</flakyFailure><rerunError/></testcase>` +
      `<testcase name="c" time="1,234.5"><failure>\n  only text\n</failure></testcase>` +
      `<testcase name="d" status="notrun"/><testcase name="e" result="skipped" time="-1"/>`,
  ));
  assertEquals(tests.map((test) => [test.outcome, test.message, test.details, test.durationMs]), [
    ["failed", "first", "two\n\none", null],
    ["flaky", "", "", null],
    ["failed", "only text", "only text", 1_234_500],
    ["not-run", "", "", null],
    ["skipped", "", "", null],
  ]);
});

Deno.test("readJunit() sums declared counts only where a sum means something", async () => {
  const counted = (inside: string) => `<testsuite tests="1" failures="1">${inside}</testsuite>`;
  const declared = async (inside: string) =>
    (await read(`<testsuites>${inside}</testsuites>`)).end.declared;
  assertEquals(await declared(counted("") + counted("")), { tests: 2, failures: 2, skipped: 0 });
  assertEquals(await declared(counted(counted(""))), null);
  assertEquals(await declared(counted("") + `<testcase name="a"/>`), null);
  assertEquals(await declared(counted("") + "<testsuite></testsuite>"), null);
  assertEquals((await read(counted(""))).end.declared, { tests: 1, failures: 1, skipped: 0 });
});

Deno.test("readJunit() takes illegal control characters as they are", async () => {
  const { tests, end } = await read(suite(`<testcase name="\x1b[31mred\x00&#27;"/>`));
  assertEquals(end.whole, true);
  assertEquals(tests[0]!.name.startsWith("\x1b[31mred"), true);
});

Deno.test("readJunit() decodes by mark and declaration, and tells of invalid bytes", async () => {
  const text = suite(`<testcase name="é🎉"/>`);
  const utf16 = new Uint8Array(2 + text.length * 2);
  new DataView(utf16.buffer).setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) {
    new DataView(utf16.buffer).setUint16(2 + i * 2, text.charCodeAt(i), true);
  }
  for (const bytes of [utf16, new TextEncoder().encode("\ufeff" + text)]) {
    const { tests, end } = await read(bytes, 64);
    assertEquals([tests[0]!.name, end.whole], ["é🎉", true]);
  }
  const latin = `<?xml version="1.0" encoding="ISO-8859-1"?>${suite('<testcase name="\xe9"/>')}`;
  const bytes = Uint8Array.from(latin, (character) => character.charCodeAt(0));
  assertEquals((await read(bytes)).tests[0]!.name, "é");
  const broken = bytes.slice(latin.indexOf("?>") + 2);
  const { tests, end } = await read(broken);
  assertEquals([tests[0]!.name, end.whole], ["\ufffd", false]);
});

Deno.test("readJunit() tells when the document is none of JUnit's", async () => {
  const { end } = await read("<html><body/></html>");
  assertEquals(end.problems, ["the root element is <html>, not <testsuites>"]);
});

Deno.test("readJunit() keeps the complete tests of a report cut at any byte, and names the place", async () => {
  const document = `\ufeff${surefire.replaceAll("boom", "b🎉m").trimEnd()}`;
  const bytes = new TextEncoder().encode(document);
  const all = await read(bytes);
  assertEquals(all.end.whole, true);
  for (let cut = 4; cut < bytes.length; cut++) {
    const { tests, end } = await read(bytes.subarray(0, cut));
    assertEquals(tests, all.tests.slice(0, tests.length));
    assertEquals(end.whole, false);
    assertMatch(end.problems.join("\n"), /^line \d+:\d+: (?:it ends|there is no element)/m);
  }
  const inside = await read(bytes.subarray(0, document.indexOf("first try")));
  assertEquals(inside.end.problems.at(-1), 'the test "passesAtLast" was begun and has no end');
});

Deno.test("readJunit() reads reports that follow one another, and tells where one of them was cut", async () => {
  const both = await read(`${pytestOutcomes}\n${surefire}`);
  assertEquals([both.tests.length, both.end.whole], [23, true]);
  assertEquals(both.end.declared, { tests: 23, failures: 17, skipped: 2 });
  const cut = await read(pytestOutcomes.slice(0, -1) + surefire);
  assertEquals(cut.end.whole, false);
  const broken = await read(
    pytestOutcomes.slice(0, pytestOutcomes.indexOf("</testsuite>")) + surefire,
  );
  assertEquals([broken.tests.length, broken.end.whole], [23, false]);
  assertStringIncludes(broken.end.problems[0]!, "another document begins inside of <testsuite>");
});

Deno.test("readJunit() reads long text with references the same whatever the chunk borders are", async () => {
  const text = `${"é &lt;tag&gt; &#128512;\r\n".repeat(4000)}`;
  const failure = `<failure message="m">${text}<![CDATA[${text}]]></failure>`;
  const document = suite(`<testcase name="a">${failure}</testcase>`);
  const whole = await read(document, 1 << 20);
  assertEquals(whole.tests[0]!.details.startsWith("é <tag> 😀\né <tag>"), true);
  for (const size of [997, 16 * 1024, 40_001]) assertEquals(await read(document, size), whole);
});

Deno.test("readJunit() reads UTF-16 in both orders, with its mark and without", async () => {
  const text = `<?xml version="1.0" encoding="UTF-16"?>${suite(`<testcase name="é🎉"/>`)}`;
  for (const littleEndian of [true, false]) {
    for (const document of [text, `\ufeff${text}`]) {
      const bytes = new Uint8Array(document.length * 2);
      const view = new DataView(bytes.buffer);
      for (let at = 0; at < document.length; at++) {
        view.setUint16(at * 2, document.charCodeAt(at), littleEndian);
      }
      for (const size of [1, 3, 1 << 16]) {
        const { tests, end } = await read(bytes, size);
        assertEquals([tests[0]?.name, end.whole], ["é🎉", true]);
      }
      assertEquals((await read(bytes.subarray(0, -1))).end.whole, false);
    }
  }
});

Deno.test("readJunit() reads what we write ourselves", async () => {
  const { tests } = await read(`${pytestOutcomes}${surefire}`);
  const name = nameTests({ suite: "s", place: "container", attempt: 1 });
  const records = tests.map((test) => name({ ...test, route: "GET /x" }));
  const again = await read(suite(records.map(junitCase).join("")));
  assertEquals(again.end.problems, []);
  const outlineOf = (test: ReportedTest) => [test.name, test.outcome, test.message, test.route];
  assertEquals(
    again.tests.map(outlineOf),
    tests.map((test) => outlineOf({ ...test, route: "GET /x" })),
  );
  const tries = (test: ReportedTest) =>
    test.earlier?.map(({ outcome, details }) => [outcome, details]);
  assertEquals(again.tests.map(tries), tests.map(tries));
});

Deno.test("readJunit() doubts elements it does not know, and passes over them", async () => {
  const inside = `<broken message="x">text</broken><failure>why</failure>`;
  const { tests, end } = await read(suite(`<testcase name="a">${inside}</testcase>`.repeat(2)));
  assertEquals(tests.map(({ details }) => details), ["why", "why"]);
  assertEquals([end.whole, end.doubts], [
    true,
    ["<broken> inside of <testcase> is not known, and was passed over"],
  ]);
});

Deno.test("readJunit() stops asking for more once a report is refused", async () => {
  let asked = 0;
  async function* endless() {
    yield new TextEncoder().encode("<!DOCTYPE a>".padEnd(300));
    for (;; asked++) yield await Promise.resolve(new Uint8Array(1024));
  }
  const items = await Array.fromAsync(readJunit(endless()));
  assertEquals([items.length, asked], [1, 0]);
});

Deno.test("readJunit() is not content with a report that may hide a failure where nobody reads", async () => {
  const problemsOf = async (inside: string) => (await read(suite(inside))).end.problems;
  const hidden = `<testcase name="b"><failure/></testcase>`;
  const inside = ["a <testcase> stands inside of another"];
  assertEquals(await problemsOf(`<testcase name="a">${hidden}</testcase>`), inside);
  assertEquals(await problemsOf(`<testcase name="a"><x>${hidden}</x></testcase>`), inside);
  assertEquals(await problemsOf(`<error message="setup"/>`), ["<error> stands outside of a test"]);
});

Deno.test("readJunit() takes the nameless test of an interrupted pytest for none that passed", async () => {
  const reading = await read(pytestInterrupted);
  assertEquals(outline(reading), ["passed: test_ok"]);
  assertEquals(reading.end, {
    whole: false,
    problems: ["a <testcase> without a name: pytest was interrupted in the middle of a test"],
    declared: { tests: 1, failures: 0, skipped: 0 },
  });
});
