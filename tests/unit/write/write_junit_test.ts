import { assertEquals } from "@std/assert";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import type { ReportedTest, TestRecord } from "../../../lib/model/test_result.ts";
import type { CountedSuite } from "../../../lib/write/counted_suite.ts";
import { writeJunit } from "../../../lib/write/write_junit.ts";
import { type FakeHost, fakeHost, type FakeScript } from "../../support/fake_host.ts";
import {
  sampleCounts,
  sampleExecution,
  sampleLint,
  sampleSuite,
  sampleTest,
} from "../../support/sample_suite.ts";
import type { SuiteRecord } from "../../../lib/model/run_record.ts";

const FOLDER = "/p/outputs/qa/logs/r1";
const SOURCE = { runFolder: FOLDER, clean: (text: string) => text };
const TESTS = `${FOLDER}/suites/unit/container-1/tests.jsonl`;
const FAILED = sampleTest({ details: "E   assert '<a>&\"b\"' == ']]>'" });
const PASSED = sampleTest({ name: "test_ok[é]", outcome: "passed", message: "", details: "" });
const SKIPPED = sampleTest({ name: "test_later", outcome: "skipped", message: "not yet" });

function lines(...tests: readonly TestRecord[]): string {
  return tests.map((test) => `${JSON.stringify(test)}\n`).join("");
}

function unitWith(passed: number, failed: number, skipped: number): SuiteRecord {
  const counts = sampleCounts(passed, failed, skipped);
  const report = { ...sampleExecution().report, counts };
  return sampleSuite(sampleExecution({ outcome: failed > 0 ? "failed" : "passed", report }));
}

function counted(...suites: readonly SuiteRecord[]): CountedSuite[] {
  return suites.flatMap((suite) => suite.executions.map((execution) => ({ suite, execution })));
}

function hostWith(script: FakeScript): FakeHost {
  return fakeHost({ ...script, files: { [FOLDER]: { kind: "folder" }, ...script.files } });
}

async function readBack(host: FakeHost) {
  const opened = await host.files.open(`${FOLDER}/junit.xml`);
  if (!opened.ok) throw new Error("no junit.xml");
  const items = await Array.fromAsync(readJunit(opened.value.chunks));
  const tests = items.flatMap((item): ReportedTest[] => item.kind === "test" ? [item.test] : []);
  return { tests, end: items.flatMap((item) => item.kind === "end" ? [item.end] : [])[0] };
}

Deno.test("writeJunit() writes the tests of tests.jsonl, and readJunit() gets them back", async () => {
  const host = hostWith({ files: { [TESTS]: lines(FAILED, PASSED, SKIPPED) } });
  const suites = counted(unitWith(1, 1, 1));
  assertEquals(await writeJunit(host, suites, SOURCE), { ok: true, value: undefined });
  const { tests, end } = await readBack(host);
  assertEquals([end?.whole, end?.problems], [true, []]);
  assertEquals(end?.declared, { tests: 3, failures: 1, skipped: 1 });
  assertEquals(
    tests.map(({ file, name, outcome, message, line }) => [file, name, outcome, message, line]),
    [FAILED, PASSED, SKIPPED].map((test) => [
      ...[test.file, test.name, test.outcome, test.message, test.line],
    ]),
  );
  assertEquals(tests[0]?.details, FAILED.details);
});

Deno.test("writeJunit() skips a torn line and keeps what is around it", async () => {
  const torn = `${JSON.stringify(FAILED).slice(0, 60)}\n{"id":"no record"}\n`;
  const host = hostWith({ files: { [TESTS]: lines(PASSED) + torn + lines(SKIPPED) } });
  await writeJunit(host, counted(unitWith(1, 0, 1)), SOURCE);
  const { tests, end } = await readBack(host);
  assertEquals(tests.map(({ name }) => name), [PASSED.name, SKIPPED.name]);
  assertEquals([end?.whole, end?.problems], [true, []]);
});

Deno.test("writeJunit() writes many more tests than it holds", async () => {
  const many = Array.from({ length: 2000 }, (_, i) => ({ ...PASSED, name: `test_${i}` }));
  const host = hostWith({ files: { [TESTS]: lines(...many) } });
  const sizes = watchWrites(host);
  await writeJunit(host, counted(unitWith(2000, 0, 0)), SOURCE);
  const { tests, end } = await readBack(host);
  assertEquals(tests.map(({ name }) => name), many.map(({ name }) => name));
  assertEquals(end?.declared, { tests: 2000, failures: 0, skipped: 0 });
  assertEquals(sizes.length > 2 && Math.max(...sizes) < 70_000, true, sizes.join(" "));
});

/** Sizes of what is appended from now on, in bytes. */
function watchWrites({ files }: FakeHost): number[] {
  const sizes: number[] = [];
  const append = files.append;
  files.append = async (path) => {
    const opened = await append(path);
    if (!opened.ok) return opened;
    const write = (data: Uint8Array) => {
      sizes.push(data.length);
      return opened.value.write(data);
    };
    return { ok: true, value: { ...opened.value, write } };
  };
  return sizes;
}

const LINT_FAILED = { ...sampleLint(), outcome: "failed", why: "exit code 1" } as const;
const CASES: readonly (readonly [string, SuiteRecord, readonly unknown[], readonly number[]])[] = [
  ["a green check", sampleLint(), ["exit code", "passed", ""], [1, 0, 0]],
  ["a red check", LINT_FAILED, ["exit code", "failed", "exit code 1"], [1, 1, 0]],
  [
    "a cancelled check",
    { ...sampleLint(), outcome: "cancelled", why: "interrupted by SIGINT" },
    ["exit code", "not-run", "interrupted by SIGINT"],
    [1, 0, 1],
  ],
  [
    "a lost suite without tests",
    { ...unitWith(0, 0, 0), outcome: "lost", why: "the container vanished" },
    ["suite", "error", "the container vanished"],
    [1, 1, 0],
  ],
];

for (const [what, suite, [name, outcome, message], [tests, failures, skipped]] of CASES) {
  Deno.test(`writeJunit() makes one case of ${what}`, async () => {
    const host = hostWith({});
    await writeJunit(host, counted(suite), SOURCE);
    const read = await readBack(host);
    assertEquals(
      read.tests.map((test) => [test.className, test.name, test.outcome, test.message]),
      [[suite.name, name, outcome, message]],
    );
    assertEquals(Object.values(read.end?.declared ?? {}), [tests, failures, skipped]);
  });
}

Deno.test("writeJunit() declares the sum of all suites", async () => {
  const host = hostWith({ files: { [TESTS]: lines(FAILED, PASSED, SKIPPED) } });
  await writeJunit(host, counted(unitWith(1, 1, 1), LINT_FAILED), SOURCE);
  const { tests, end } = await readBack(host);
  assertEquals([tests.length, end?.declared], [4, { tests: 4, failures: 2, skipped: 1 }]);
  assertEquals([end?.whole, end?.problems], [true, []]);
});

Deno.test("writeJunit() gives the problem when junit.xml cannot be written", async () => {
  const failures = [{ path: `${FOLDER}/junit.xml`, code: "disk-full" as const }];
  const written = await writeJunit(hostWith({ failures }), counted(sampleLint()), SOURCE);
  assertEquals(!written.ok && written.error.kind, "file");
});

Deno.test("writeJunit() gives the problem of a disk that fills while it writes", async () => {
  const host = hostWith({ files: { [TESTS]: lines(FAILED, PASSED, SKIPPED) } });
  const full = { kind: "file", action: "write", path: "", code: "disk-full", detail: "" } as const;
  const sink = {
    write: () => Promise.resolve({ ok: false, error: full } as const),
    close: () => Promise.resolve({ ok: true, value: undefined } as const),
  };
  const append = () => Promise.resolve({ ok: true, value: sink } as const);
  const filled = { ...host, files: { ...host.files, append } };
  const written = await writeJunit(filled, counted(unitWith(1, 1, 1)), SOURCE);
  assertEquals(written, { ok: false, error: full });
});

Deno.test("writeJunit() tells the tries of a test that passed at last", async () => {
  const tries = [
    { outcome: "failed", duration_ms: 2, message: "late", details: "E late" } as const,
  ];
  const flaky = { ...PASSED, outcome: "flaky", earlier: tries } as const;
  const host = hostWith({ files: { [TESTS]: lines(flaky, SKIPPED) } });
  await writeJunit(host, counted(unitWith(1, 0, 1)), SOURCE);
  const { tests, end } = await readBack(host);
  assertEquals(tests.map(({ outcome, earlier }) => [outcome, earlier]), [
    ["flaky", tries],
    ["skipped", undefined],
  ]);
  assertEquals(end?.declared, { tests: 2, failures: 0, skipped: 1 });
});

Deno.test("writeJunit() keeps secrets out of what a suite without tests says", async () => {
  const host = hostWith({});
  const clean = (text: string) => text.replaceAll("hunter2", "[redacted]");
  const lost = { ...unitWith(0, 0, 0), outcome: "lost", why: "no login with hunter2" } as const;
  await writeJunit(host, counted(lost), { runFolder: FOLDER, clean });
  const text = host.files.text(`${FOLDER}/junit.xml`);
  assertEquals([text.includes("hunter2"), text.includes("[redacted]")], [false, true]);
});

Deno.test("writeJunit() declares what it shows: expected failures, quarantine, torn lines", async () => {
  const shown = [
    { ...FAILED, outcome: "expected-failure" },
    { ...FAILED, quarantine: "unit::*" },
    { ...FAILED, outcome: "flaky", message: "", details: "" },
    FAILED,
  ] as const;
  const host = hostWith({ files: { [TESTS]: `${lines(...shown)}{"torn` } });
  await writeJunit(host, counted(unitWith(9, 9, 9)), SOURCE);
  assertEquals((await readBack(host)).end?.declared, { tests: 4, failures: 1, skipped: 2 });
});
