import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { RunRecord } from "../../../lib/model/run_record.ts";
import { byteLength } from "../../../lib/report/fit_bytes.ts";
import { formatMarkdownReport, REPORT_BYTES } from "../../../lib/report/format_markdown_report.ts";
import {
  DIAGNOSED_TESTS,
  diagnosedRecord,
  sampleDiagnosis,
} from "../../support/sample_diagnosis.ts";
import { redRecord, SAMPLE_RECORDS } from "../../support/sample_record.ts";
import { sampleEntry } from "../../support/sample_entry.ts";
import { sampleExecution, sampleSuite, sampleTest } from "../../support/sample_suite.ts";
import { sampleTriage } from "../../support/sample_triage.ts";

const whole = { maxBytes: REPORT_BYTES };

Deno.test("formatMarkdownReport() tells verdict, causes, suites, evidence, remedy and commands", () => {
  const files = [{ name: "run.json", answers: "What ran?" }];
  const links = (path: string): string => path;
  const page = formatMarkdownReport(diagnosedRecord(), { ...whole, links, files });
  const run = "'/home/dev/my app/outputs/qa/logs/20261120T100000Z-a1b2c3/summary.json'";
  const replay =
    `cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --rerun-from ${run}`;
  const folder = "outputs/qa/logs/20261120T100000Z-a1b2c3";
  const relative = `deno run -A /opt/qa/scripts/qa/qa_gate.ts --rerun-from ${folder}/summary.json`;
  for (
    const part of [
      "# FAILED: sample\n\n**1 of 2 suites passed; tests: 3 failed, 34 passed",
      "\nthe required suite unit failed\n",
      "\n### 1. `AssertionError: assert 3 == 4` at `tests/test_sum.py:9`\n\n- 2 tests of `unit`: ",
      `\n\`\`\`sh\n${relative} --suite unit\n\`\`\`\n`,
      `\n\`\`\`sh\n${relative} --test ${DIAGNOSED_TESTS[1]!.id}\n\`\`\`\n`,
      "\n| unit | **failed** | container | 3 | 34 | 0 | 1 | 2.9s |\n",
      "\nconnection, 80 % sure\n\n- `suites/unit/container-1/stderr.log:7`: `refused`\n",
      "\nWhat to do:\n\n1. start the service\n2. wait for its port\n\n",
      "\nWhat would show that this is wrong: the address answers.\n",
      "[`failures/unit.json`](<failures/unit.json>)",
      `\nput the files of this run into \`${folder}\` first`.slice(1),
      `\nOnly what did not pass, in any checkout:\n\n\`\`\`sh\n${relative}\n\`\`\`\n`,
      `\nOnly what did not pass, where it ran:\n\n\`\`\`sh\n${replay}\n\`\`\`\n`,
      "\n<summary>1 file of this run</summary>\n\n- [`run.json`](<run.json>): What ran?\n\n</details>\n",
    ]
  ) assertStringIncludes(page, part);
});

Deno.test("formatMarkdownReport() tells every kind of run, a green one on few lines", () => {
  for (const [name, make] of Object.entries(SAMPLE_RECORDS)) {
    const record = make();
    const page = formatMarkdownReport(record, whole);
    assert(page.startsWith(`# ${record.verdict.toUpperCase()}: sample\n`), name);
    assertStringIncludes(page, record.why);
    assert(!page.includes("\n\n\n"), page);
    if (name === "green") assert(page.split("\n").length < 25, page);
  }
});

Deno.test("formatMarkdownReport() tells what is new, unsteady, excused, not checked and warned of", () => {
  const flaky = sampleTest({ name: "f", id: "unit::f", outcome: "flaky", earlier: [] });
  const quarantined = sampleTest({ name: "q", id: "unit::q", quarantine: "unit::q" });
  const execution = sampleExecution({
    outcome: "failed",
    flaky: [flaky],
    quarantined: [quarantined],
  });
  const red = redRecord();
  const record: RunRecord = {
    ...red,
    suites: [sampleSuite(execution)],
    counts: { ...red.counts, failed: 0, flaky: 3, quarantined: 1 },
    triage: sampleTriage(),
    quarantine: [{ entry: sampleEntry({ id: "unit::q" }), isExpired: false, matched: "yes" }],
    notChecked: [{ suite: "e2e", what: "all of it", why: "no image" }],
    warnings: ["the disk is nearly full"],
  };
  const page = formatMarkdownReport(record, whole);
  for (
    const part of [
      "## Since `20261119T100000Z-000001`\n\nregression: 1 failure is new\n\n- new failure: `unit::",
      "## Unsteady\n\n- `unit::f` passed in try 1; before: `",
      "\n… and 2 unsteady tests more: see `tests.jsonl`\n",
      "## In quarantine\n\n- `unit::q` (",
      "## Not checked\n\n- `e2e`: all of it (no image)\n",
      "## Warnings\n\n- the disk is nearly full\n",
    ]
  ) assertStringIncludes(page, part);
});

/** A run with so many causes, and failing tests that no cause names. */
function many(causes: number, each: number, others: number): RunRecord {
  const [first] = sampleDiagnosis().clusters;
  const clusters = Array.from({ length: causes }, (_, at) => ({
    ...first!,
    fingerprint: String(at).padStart(16, "0"),
    tests: [`unit::test_${at}`],
    count: each,
  }));
  const record = diagnosedRecord({ clusters, assertions: {} });
  const suites = record.suites.map((suite) => ({
    ...suite,
    executions: suite.executions.map((one) => ({ ...one, failures: [] })),
  }));
  const failed = causes * each + others;
  return { ...record, suites, counts: { ...record.counts, failed } };
}

Deno.test("formatMarkdownReport() is never longer than it may be, and counts exactly what is missing", () => {
  const sizes = [fc.nat(60), fc.integer({ min: 1, max: 9 }), fc.nat(99), fc.nat(30_000)] as const;
  fc.assert(
    fc.property(...sizes, (causes, each, others, maxBytes) => {
      const record = many(causes, each, others);
      const page = formatMarkdownReport(record, { maxBytes });
      assert(byteLength(page) <= maxBytes);
      if (!page.includes("## Again")) return;
      const shown = [...page.matchAll(/^### \d+\. .*\n\n- (\d+) tests? of/gm)];
      const told = shown.reduce((sum, [, count]) => sum + Number(count), 0);
      const [, rest = "", tests = "0"] =
        /^… and (?:(\d+) causes? with )?(\d+) failing tests?/m.exec(page) ?? [];
      assertEquals(told + Number(tests), record.counts.failed);
      assertEquals(shown.length + Number(rest), causes);
      assertEquals(page.match(/^```/gm)?.length ?? 0, 2 * (page.match(/^```sh$/gm)?.length ?? 0));
    }),
    { numRuns: 200 },
  );
});

Deno.test("formatMarkdownReport() for hardly any room still tells the verdict", () => {
  const page = formatMarkdownReport(diagnosedRecord(), { maxBytes: 300 });
  assertStringIncludes(page, "# FAILED: sample");
  assertStringIncludes(page, "Everything else is left out");
  assertEquals(formatMarkdownReport(diagnosedRecord(), { maxBytes: 40 }), "FAILED (exit 1)\n");
  assertEquals(formatMarkdownReport(diagnosedRecord(), { maxBytes: 0 }), "");
});

const HOSTILE = fc.array(
  fc.oneof(
    fc.constantFrom(
      "@everyone",
      "@a/b",
      "#123",
      "!4",
      "GH-1",
      "```",
      "~~~",
      "`",
      "|",
      "\n",
      "\r\n",
    ),
    fc.constantFrom(
      "<script>x</script>",
      "<!--",
      "-->",
      "</details>",
      "[a](javascript:b)",
      "![",
      "]",
    ),
    fc.constantFrom(
      "\u202e",
      "\u2066",
      "\u0000",
      "\u001b[31m",
      "\ud800",
      "# ",
      "---",
      ":x:",
      "$a$",
    ),
    fc.string({ unit: "grapheme", maxLength: 5 }),
  ),
  { maxLength: 15 },
).map((parts) => parts.join(""));

/** What a reader of Markdown sees as text and markup: code spans and blocks taken out. */
function withoutCode(page: string): string {
  return page.replace(/^(`{3,})sh\n[^]*?\n\1$/gm, "")
    .replace(/(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, "CODE");
}

Deno.test("formatMarkdownReport() shows hostile texts as text: no tag, mention, link, table or heading", () => {
  fc.assert(
    fc.property(HOSTILE, HOSTILE, (name, message) => {
      const test = sampleTest({
        name,
        id: `unit::${name}`,
        message,
        file: name,
        quarantine: message,
      });
      const execution = sampleExecution({
        outcome: "failed",
        why: message,
        failures: [test],
        quarantined: [test],
        flaky: [test],
        findings: [{
          class: "crash",
          confidence: 0.5,
          message,
          evidence: [{ source: name, quote: message }],
          remedy: message,
          disproof: name,
        }],
      });
      const red = redRecord();
      const record: RunRecord = {
        ...red,
        plan: { ...red.plan, project: name },
        why: message,
        suites: [sampleSuite(execution)],
        triage: sampleTriage({ why: message }),
        notChecked: [{ suite: "e2e", what: name, why: message }],
        warnings: [message],
      };
      const text = withoutCode(formatMarkdownReport(record, whole));
      const seen = text.replaceAll("&#8203;", "\u200b");
      assertEquals(/(?<!\\)<(?!failures)/.exec(seen), null, text);
      assertEquals(/@\w|(?<![\w&])[#!]\d|\bGH-\d/i.exec(seen), null, text);
      assertEquals(/[\u202a-\u202e\u2066-\u2069]|[^\n\P{Cc}]/u.exec(seen), null, text);
      assertEquals(/(?<!\\)!?\[[^\]\n]*\]\(/.exec(seen), null, text);
      assertEquals(text.match(/^# /gm)?.length, 1);
      const rows = text.split("\n").filter((line) => line.startsWith("|"));
      assertEquals(rows.map((row) => row.match(/(?<!\\)\|/g)?.length), [9, 9, 9]);
    }),
    { numRuns: 500 },
  );
});
