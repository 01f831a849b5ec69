import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { RunRecord } from "../../../lib/model/run_record.ts";
import { makeHtmlReport, type ReportParts } from "../../../lib/report/html_report.ts";
import { anyText } from "../../support/any_test.ts";
import { htmlFaults } from "../../support/html_faults.ts";
import { DIAGNOSED_TESTS, diagnosedRecord } from "../../support/sample_diagnosis.ts";
import { greenRecord, redRecord, SAMPLE_RECORDS } from "../../support/sample_record.ts";
import { sampleAt } from "../../support/sample_sample.ts";
import { sampleTest } from "../../support/sample_suite.ts";
import { sampleChange, sampleTriage } from "../../support/sample_triage.ts";

const PARTS: ReportParts = {
  base: "",
  series: [{
    ...{ key: "s0", title: "unit, container, attempt 1", file: "suites/unit/container-1/x.jsonl" },
    ...{ points: [sampleAt(0), sampleAt(1000)], memoryLimitBytes: 1024, cpus: 1 },
    marks: [{ atMs: 0, kind: "start", label: "start" }],
  }],
  trends: {
    runs: [{ runId: "r1", startedAt: "2026-11-19T10:00:00Z", verdict: "passed", durationMs: 3 }],
    unsteady: [],
    isSmall: true,
  },
  files: [{ name: "run.json", answers: "What ran?" }],
  scriptHash: "aGFzaA==",
};

function page(record: RunRecord, parts: Partial<ReportParts> = {}): string {
  const { before, after } = makeHtmlReport(record, { ...PARTS, ...parts });
  return `${before}\n${after}`;
}

/** What a reader sees, without markup. */
function wordsOf(text: string): string {
  return text.slice(text.indexOf("<main")).replace(/<(script|style)[\s\S]*?<\/\1>/g, "").replace(
    /<[^>]*>/g,
    " ",
  )
    .replace(/\s+/g, " ");
}

Deno.test("makeHtmlReport() makes a sound page of every kind of record", () => {
  for (const [name, make] of Object.entries(SAMPLE_RECORDS)) {
    assertEquals(htmlFaults(page(make())), [], name);
    assertEquals(htmlFaults(page(make(), { series: [], trends: null })), [], name);
  }
  assertEquals(htmlFaults(page(diagnosedRecord())), []);
});

Deno.test("makeHtmlReport() allows nothing but its own script and style", () => {
  const text = page(greenRecord());
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
  assertEquals(
    policy,
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-aGFzaA=='; " +
      "base-uri 'none'; form-action 'none'",
  );
  assert(text.indexOf("Content-Security-Policy") < text.indexOf("<style>"));
  assertEquals(text.match(/https?:\/\//g), null);
});

Deno.test("makeHtmlReport() says first what came of it, then what failed and why", () => {
  const words = wordsOf(page(diagnosedRecord()));
  const order = [
    "✗ failed the required suite unit failed",
    "What failed",
    "Cause: connection",
    "suites/unit/container-1/stderr.log:7 refused",
    "start the service",
    "It is something else if this holds: the address answers",
    "3 failing tests, 2 causes",
    "AssertionError: assert 3 == 4 tests/test_sum.py:9 · 2 tests",
    "Not checked",
    "Environment",
  ];
  const places = order.map((part) => words.indexOf(part));
  assertEquals(places.includes(-1), false, `${order[places.indexOf(-1)]} in ${words}`);
  assertEquals(places, places.toSorted((a, b) => a - b));
});

Deno.test("makeHtmlReport() tells the first assertion before its cause where tests speak for themselves", () => {
  const words = wordsOf(page(redRecord()));
  assert(words.indexOf("3 failing tests") < words.indexOf("Cause: assertion"), words);
});

Deno.test("makeHtmlReport() moves what was not checked up where there is some", () => {
  const record = greenRecord({
    notChecked: [{ suite: "e2e", what: "all of it", why: "no image" }],
  });
  const headings = (text: string) => [...text.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, one]) => one);
  assertEquals(headings(page(record))[0], "Not checked");
  assertEquals(headings(page(greenRecord()))[0], "Suites");
});

Deno.test("makeHtmlReport() links every number to the file that tells it", () => {
  const text = page(redRecord());
  assert(text.includes('<a data-file href="./results.json">3</a>'), "the failed tests");
  assert(
    text.includes('<a data-file href="./suites/unit/container-1/exit.json">1</a>'),
    "exit code",
  );
  const elsewhere = page(redRecord(), { base: "../../x/" });
  assertEquals(elsewhere.match(/href="\.\/(?!logs)/g), null);
  assert(elsewhere.includes('href="../../x/results.json"'));
});

Deno.test("makeHtmlReport() lets no text of a run become markup, whatever it is", () => {
  const hostile = fc.oneof(
    anyText,
    fc.constantFrom(
      "</script><script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      '" onmouseover="alert(1)',
      "' style='x",
      "\u202e\u0000\u001b]8;;http://x\u0007",
      "x".repeat(10_000),
      "javascript:alert(1)",
      "../../etc/passwd",
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, (name, message) => {
      const test = sampleTest({ name, message, details: message, file: name, id: `unit::${name}` });
      const record = redRecord([test]);
      const suites = record.suites.map((suite) => ({ ...suite, why: message, runner: name }));
      const plan = { ...record.plan, project: name };
      const text = page({
        ...{ ...record, suites, plan, why: message, warnings: [message], runId: name },
        notChecked: [{ suite: name, what: message, why: name }],
        invocation: [name, message],
      });
      assertEquals(htmlFaults(text), []);
    }),
    { numRuns: 60 },
  );
});

Deno.test("makeHtmlReport() stays readable with thousands of failures, and says what it leaves out", () => {
  const failures = Array.from(
    { length: 3000 },
    (_, at) => sampleTest({ name: `test_${at}`, details: "line\n".repeat(5000) }),
  );
  const text = page(redRecord(failures));
  assert(text.length < 2_000_000, String(text.length));
  assert(wordsOf(text).includes("… and 2950 more causes"), "causes that are left out");
});

Deno.test("makeHtmlReport() says of each cause whether it is new since the baseline", () => {
  const [{ id } = { id: "" }] = DIAGNOSED_TESTS;
  const reasons = ["parts are missing"];
  const comparable = { isComplete: true, isUsableForFlakiness: false, reasons };
  const record = {
    ...diagnosedRecord(),
    triage: sampleTriage({ changes: [sampleChange({ id })], comparable }),
  };
  const text = page(record);
  const [first = "", second = ""] = text.split('<details class="group"').slice(1);
  assertStringIncludes(first, "✗ new</span>");
  assertStringIncludes(second, "known</span>");
  assertStringIncludes(text, ". Parts are missing.");
});
