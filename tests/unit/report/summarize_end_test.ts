import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import type { RunRecord } from "../../../lib/model/run_record.ts";
import { displayHeight } from "../../../lib/report/fit_columns.ts";
import { summarizeEnd } from "../../../lib/report/summarize_end.ts";
import {
  degradedRecord,
  greenRecord,
  redRecord,
  SAMPLE_RECORDS,
} from "../../support/sample_record.ts";
import { sampleEntry } from "../../support/sample_entry.ts";
import {
  sampleCounts,
  sampleExecution,
  sampleLint,
  sampleSuite,
  sampleTest,
} from "../../support/sample_suite.ts";

const OPTIONS = { color: false, columns: 100, runFolder: "outputs/qa/logs/x" };

const ENDS: Readonly<Record<string, readonly string[]>> = {
  green: [
    "PASSED  2 of 2 suites passed; tests: 34 passed, 1 skipped; 4.2s in container",
    "why: 2 of 2 suites ran, were proved to run, and passed",
    "files: outputs/qa/logs/x",
  ],
  red: [
    "FAILED  1 of 2 suites passed; tests: 3 failed, 34 passed, 1 skipped; 4.2s in container; exit 1",
    "why: the required suite unit failed",
    "mode: the engine and the image are there",
    "unit failed (container): 3 failed, 34 passed, 1 skipped; 3 of 37 tests failed",
    "  assertion: An assertion does not hold -> read the first failing test",
    "  unit::tests/test_sum.py::tests.test_sum::test_adds",
    "    AssertionError: assert 3 == 4 (tests/test_sum.py:12)",
    "  unit::tests/test_sum.py::tests.test_sum::test_subtracts",
    "    AssertionError: assert 3 == 4 (tests/test_sum.py:12)",
    "  unit::tests/test_sum.py::tests.test_sum::test_divides",
    "    AssertionError: assert 3 == 4 (tests/test_sum.py:12)",
    "files: outputs/qa/logs/x",
    "logs: outputs/qa/logs/x/suites/unit/container-1/stdout.log and stderr.log",
    "again: cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  ],
  degraded: [
    "DEGRADED  2 of 2 suites passed; tests: 12 passed; 4.2s in failsafe",
    "why: the failsafe passed, and the container never ran",
    'container: Cannot start "docker": not found in PATH',
    "  Install Docker, or run with --mode failsafe",
    "not checked: unit, everything but tests/fast (the failsafe runs a reduced form)",
    "files: outputs/qa/logs/x",
    "again: cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  ],
  infra: [
    "INFRA  0 of 1 suite passed; 4.2s and nothing ran; exit 3",
    "why: neither the container nor the failsafe could run",
    'container: Cannot start "docker": not found in PATH',
    "  Install Docker, or run with --mode failsafe",
    "not checked: unit, all of it (no container and no failsafe form)",
    "files: outputs/qa/logs/x",
    "again: cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  ],
  unproven: [
    "UNPROVEN  1 of 2 suites passed; 4.2s in container; exit 4",
    "why: the suite unit is not proved to have run",
    "mode: the engine and the image are there",
    "unit unproven (container): exit code 0, but no report was written",
    "files: outputs/qa/logs/x",
    "logs: outputs/qa/logs/x/suites/unit/container-1/stdout.log and stderr.log",
    "again: cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  ],
  cancelled: [
    "CANCELLED  0 of 2 suites passed; 4.2s in container; exit 130",
    "why: interrupted by SIGINT",
    "mode: the engine and the image are there",
    "unit cancelled (container): interrupted by SIGINT",
    "not checked: lint, all of it (interrupted before it began)",
    "files: outputs/qa/logs/x",
    "logs: outputs/qa/logs/x/suites/unit/container-1/stdout.log and stderr.log",
    "again: cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  ],
};

for (const [name, lines] of Object.entries(ENDS)) {
  Deno.test(`summarizeEnd() tells the end of a run that is ${name}`, () => {
    assertEquals(summarizeEnd(SAMPLE_RECORDS[name]!(), OPTIONS), `${lines.join("\n")}\n`);
  });
}

Deno.test("summarizeEnd() of a green run has at most five lines, whatever is odd about it", () => {
  const optional = sampleSuite(sampleExecution({ outcome: "failed" }), { required: false });
  const record = greenRecord({
    suites: [optional, sampleLint()],
    warnings: ["git is not there", "another"],
    notChecked: [{ suite: "e2e", what: "all of it", why: "left out" }],
  });
  assertEquals(summarizeEnd(record, OPTIONS).split("\n"), [
    "PASSED  1 of 2 suites passed; tests: 34 passed, 1 skipped; 4.2s in container",
    "not required: unit failed",
    "not checked: e2e",
    "2 warnings: git is not there",
    "files: outputs/qa/logs/x",
    "",
  ]);
});

Deno.test("summarizeEnd() tells the one command that runs what did not pass, where there is any", () => {
  const shown = (record: RunRecord) =>
    summarizeEnd(record, { ...OPTIONS, runPath: "/runs/x" }).split("\n")
      .filter((line) => line.startsWith("replay: "));
  const red = { ...redRecord(), folder: "/runs/x" };
  assertEquals(shown(red), [
    "replay: cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts " +
    "--rerun-from /runs/x/summary.json",
  ]);
  assertEquals(shown({ ...greenRecord(), verdict: "degraded" }), []);
});

Deno.test("summarizeEnd() shows ten failing tests and counts the rest exactly", () => {
  const tests = Array.from({ length: 57 }, (_, index) => sampleTest({ name: `test_${index}` }));
  const lines = summarizeEnd(redRecord(tests), OPTIONS).split("\n");
  assertEquals(lines.filter((line) => line.includes("tests.test_sum::")).length, 10);
  assert(lines.includes("  … and 47 more failed tests in tests.jsonl"));
});

Deno.test("summarizeEnd() counts failing tests that were not kept", () => {
  const record = { ...redRecord(), counts: sampleCounts(34, 5000) };
  assert(summarizeEnd(record, OPTIONS).includes("  … and 4997 more failed tests in tests.jsonl\n"));
});

Deno.test("summarizeEnd() shows the message of a hostile test as text", () => {
  const test = sampleTest({
    id: "unit::\u001b[1A\u001b[2Kok",
    message: "\u001b]52;c;ZXZpbA==\u0007expected\r\n  \u202etrue",
    file: "a\u009b2J\nb.py",
    line: null,
  });
  const lines = summarizeEnd(redRecord([test]), OPTIONS).split("\n");
  assertEquals(lines.slice(5, 7), ["  unit::ok", "    expected U+202Etrue (a b.py)"]);
});

Deno.test("summarizeEnd() paints verdict and outcomes alone", () => {
  const lines = summarizeEnd(redRecord(), { ...OPTIONS, color: true }).split("\n");
  assertEquals(lines[0]?.startsWith("\u001b[31mFAILED\u001b[0m  1 of 2"), true);
  assertEquals(lines[3]?.startsWith("unit \u001b[31mfailed\u001b[0m (container): "), true);
});

Deno.test("summarizeEnd() fits on one screen and obeys no text of a stranger", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constant("\u001b[2J\n\r\u009b\u202e"));
  const many = fc.array(text, { maxLength: 40 });
  fc.assert(fc.property(many, text, fc.integer({ min: 20, max: 200 }), (texts, one, columns) => {
    const failures = texts.map((name) => sampleTest({ name, id: name, message: one, file: one }));
    const more = { flaky: failures, quarantined: failures };
    const failed = redRecord(failures).suites.map((suite) => ({
      ...suite,
      why: one,
      executions: suite.executions.map((execution) => ({ ...execution, ...more })),
    }));
    const record = {
      ...degradedRecord(),
      suites: texts.flatMap((name) => failed.map((suite) => ({ ...suite, name }))),
      notChecked: texts.map((suite) => ({ suite, what: one, why: one })),
      warnings: texts,
      why: one,
      modeWhy: one,
    };
    const shown = summarizeEnd(record, { ...OPTIONS, columns });
    assert(shown.split("\n").length <= 41);
    assertMatch(shown, /^[\n\P{Cc}]*$/u);
  }));
});

Deno.test("summarizeEnd() shows flaky tests and failures in quarantine by name, and counts the rest", () => {
  const earlier = [
    { outcome: "failed", duration_ms: 1, message: "no route", details: "" } as const,
  ];
  const test = (id: string) => sampleTest({ id, earlier, quarantine: "unit::*" });
  const list = (sort: string) => ["a", "b", "c", "d"].map((name) => test(`unit::${sort}::${name}`));
  const named = { failures: [], flaky: list("late"), quarantined: list("known") };
  const counts = { ...sampleCounts(34), flaky: 5, quarantined: 6 };
  const merged = { ...named, attempts: 2, folder: "suites/unit", counts };
  const record = greenRecord({
    suites: [sampleSuite(sampleExecution(), { merged })],
    counts,
    verdict: "flaky",
    quarantine: [{ entry: sampleEntry(), isExpired: false, matched: "yes" }],
  });
  const text = summarizeEnd(record, OPTIONS);
  assertMatch(text, /^FLAKY {2}1 of 1 suite passed; tests: 6 quarantined, 34 passed \(5 flaky\)/);
  assert(text.includes("flaky: unit::late::a passed in try 2, before: no route\n"), text);
  assert(text.includes("  … and 1 more flaky test in tests.jsonl\n"), text);
  assert(text.includes("quarantined: unit::known::a (FLAKE-NET, ann, until 2027-01-31): "), text);
  assert(text.includes("  … and 2 more quarantined failures in tests.jsonl\n"), text);
});

Deno.test("summarizeEnd() shows quarantine below a green answer too", () => {
  const quarantined = [sampleTest({ id: "unit::known", quarantine: "unit::*" })];
  const execution = sampleExecution({ quarantined });
  const record = greenRecord({
    suites: [sampleSuite(execution)],
    counts: { ...sampleCounts(34), quarantined: 1 },
    quarantine: [{ entry: sampleEntry(), isExpired: false, matched: "yes" }],
  });
  const lines = summarizeEnd(record, OPTIONS).split("\n");
  assertMatch(lines.at(-3) ?? "", /^quarantined: unit::known \(FLAKE-NET, ann/);
});

/** Rows that a terminal shows, told by a plain model of one: as many columns, wrapped where full. */
function rowsOf(text: string, columns: number): number {
  const plain = text.replace(COLOUR, "").replaceAll("\t", " ".repeat(8));
  const lines = plain.replace(/\n$/, "").split("\n");
  return lines.reduce((sum, line) => sum + displayHeight(line, columns), 0);
}

const COLOUR = new RegExp(`${String.fromCodePoint(0x1b)}\\[[\\d;]*m`, "g");

/** A record with everything an end can tell, of hostile words. */
function crowdedRecord(words: readonly string[], suites: number): RunRecord {
  const word = (at: number): string => words[at % words.length] ?? "x";
  const tests = Array.from(
    { length: 30 },
    (_, at) =>
      sampleTest({ name: `${word(at)}-${at}`, message: word(at + 1), fingerprint: `f${at}` }),
  );
  const red = redRecord(tests);
  const [unit] = red.suites;
  const many = Array.from({ length: suites }, (_, at) => ({
    ...unit!,
    name: `${word(at)}${at}`,
    why: word(at + 2),
  }));
  return {
    ...red,
    suites: many,
    why: word(0),
    warnings: words,
    notChecked: words.map((what) => ({ suite: what, what, why: what })),
    invocation: ["/opt/qa/scripts/qa/qa_gate.ts", ...words],
    fallback: degradedRecord().fallback,
  };
}

Deno.test("summarizeEnd() never takes more rows than a terminal has, whatever is in the record", () => {
  const words = fc.array(
    fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom(...HOSTILE)),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(
      words,
      fc.constantFrom(1, 4, 5, 60),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 20, max: 200 }),
      (given, suites, rows, columns) => {
        const record = crowdedRecord(given, suites);
        const options = {
          color: true,
          columns,
          rows,
          runFolder: "outputs/qa/logs/x",
          runPath: "/r",
        };
        const end = summarizeEnd(record, options);
        assert(rowsOf(end, columns) <= rows, `${rowsOf(end, columns)} of ${rows} rows:\n${end}`);
        const whole = summarizeEnd(record, { ...options, rows: 1_000, columns: 10_000 });
        assert(rowsOf(whole, 10_000) <= 40, whole);
      },
    ),
    { numRuns: 150 },
  );
});

const HOSTILE = [
  "\u001b[2J\u001b[31mred",
  "測試".repeat(60),
  "a\nb\nc",
  "\t\t\t\t",
  "👩‍👩‍👧‍👦".repeat(30),
  "\u202eesrever",
  "x".repeat(2_000),
  "'; rm -rf /",
];

Deno.test("summarizeEnd() of a thousand failing suites fits on one screen and says what is left out", () => {
  const record = crowdedRecord(["one", "two", "three"], 1_000);
  const end = summarizeEnd(record, {
    ...OPTIONS,
    columns: 80,
    rows: 23,
    runPath: "/home/dev/my app/outputs/qa/logs/x",
  });
  assertEquals(rowsOf(end, 80) <= 23, true);
  const [verdict = "", why = ""] = end.split("\n");
  assertMatch(verdict, /^FAILED /);
  assertMatch(why, /^why: /);
  for (
    const word of [
      /^one0 failed /m,
      /assertion: An assertion does not hold -> read/,
      /^ {2}unit::tests\/test_sum\.py::tests\.test_sum::one-0$/m,
      /^ {4}two \(tests\/test_sum\.py:12\)$/m,
      /and \d+ more failed tests in tests\.jsonl/,
      /^files: outputs\/qa\/logs\/x$/m,
      /^replay: cd /m,
      /^more in outputs\/qa\/logs\/x\/index\.txt: findings, suites, not checked/m,
    ]
  ) assertMatch(end, word);
});

Deno.test("summarizeEnd() leaves nothing out where all of it fits", () => {
  const record = redRecord();
  const end = summarizeEnd(record, { ...OPTIONS, rows: 23 });
  assertEquals(end, summarizeEnd(record, OPTIONS));
  assertEquals(end.includes("more in"), false);
});
