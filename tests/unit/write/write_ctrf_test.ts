import { assert, assertEquals } from "@std/assert";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { RunRecord } from "../../../lib/model/run_record.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { writeCtrf } from "../../../lib/write/write_ctrf.ts";
import { ctrfFaults } from "../../support/ctrf_faults.ts";
import { type FakeHost, fakeHost, type FakeScript } from "../../support/fake_host.ts";
import { greenRecord } from "../../support/sample_record.ts";
import { sampleLint, sampleTest } from "../../support/sample_suite.ts";

const FOLDER = "/p/outputs/qa/logs/r1";
const TESTS = `${FOLDER}/suites/unit/container-1/tests.jsonl`;
const PASSED = sampleTest({ outcome: "passed", message: "", details: "" });

function lines(...tests: readonly TestRecord[]): string {
  return tests.map((test) => `${JSON.stringify(test)}\n`).join("");
}

function hostWith(script: FakeScript): FakeHost {
  return fakeHost({ ...script, files: { [FOLDER]: { kind: "folder" }, ...script.files } });
}

async function write(host: FakeHost, record: RunRecord = greenRecord()) {
  const suites = record.suites.flatMap((suite) =>
    suite.executions.map((execution) => ({ suite, execution }))
  );
  const redactor = createRedactor(new Map([["DB_PASS", "correct-horse"]]));
  return await writeCtrf(host, record, { runFolder: FOLDER, suites, redactor });
}

function readBack(host: FakeHost) {
  const document = JSON.parse(host.files.text(`${FOLDER}/ctrf.json`));
  assertEquals(ctrfFaults(document), []);
  return document;
}

Deno.test("writeCtrf() writes each test once, and a check as a test of its own", async () => {
  const failed = sampleTest({ name: "test_b" });
  const host = hostWith({ files: { [TESTS]: lines(PASSED, failed) } });
  assertEquals(await write(host), { ok: true, value: undefined });
  const { results, runId } = readBack(host);
  assertEquals(runId, "20261120T100000Z-a1b2c3");
  assertEquals(
    results.tests.map((test: Record<string, unknown>) => [test.name, test.status, test.type]),
    [["test_adds", "passed", "unit"], ["test_b", "failed", "unit"], [
      "exit code",
      "passed",
      "check",
    ]],
  );
  const { tests, passed, failed: failing, suites, start, stop } = results.summary;
  assertEquals([tests, passed, failing, suites, stop - start], [3, 2, 1, 2, 4200]);
  assertEquals(results.environment.commit, "d".repeat(40));
});

Deno.test("writeCtrf() is valid without any suite and without its lines", async () => {
  const none = hostWith({});
  await write(none, greenRecord({ suites: [] }));
  assertEquals(readBack(none).results.tests, []);
  const lost = hostWith({});
  await write(lost);
  assertEquals(readBack(lost).results.summary.tests, 1);
});

Deno.test("writeCtrf() counts what it writes when a line is torn", async () => {
  const torn = JSON.stringify(PASSED).slice(0, 40);
  const host = hostWith({ files: { [TESTS]: `${lines(PASSED)}${torn}\n${lines(PASSED)}` } });
  await write(host);
  assertEquals(readBack(host).results.summary.tests, 3);
});

Deno.test("writeCtrf() keeps a line of many long tries", async () => {
  const details = "\u0001".repeat(64 * 1024);
  const tries = Array.from({ length: 5 }, () => ({ ...PASSED, outcome: "failed", details }));
  const long = { ...PASSED, outcome: "flaky", earlier: tries } as TestRecord;
  const host = hostWith({ files: { [TESTS]: lines(long) } });
  await write(host);
  assertEquals(readBack(host).results.tests[0].retries, 5);
});

Deno.test("writeCtrf() replaces secrets in what no file has said before", async () => {
  const why = 'the database refused "correct-horse"';
  const lint = { ...sampleLint(), outcome: "failed", why } as const;
  const host = hostWith({});
  await write(host, greenRecord({ why, suites: [lint] }));
  assertEquals(readBack(host).results.extra.why, 'the database refused "[redacted:env:DB_PASS]"');
  assert(!host.files.text(`${FOLDER}/ctrf.json`).includes("correct-horse"));
});

Deno.test("writeCtrf() holds no more than a block, however many tests there are", async () => {
  const many = Array.from({ length: 2000 }, (_, i) => ({ ...PASSED, name: `test_${i}` }));
  const host = hostWith({ files: { [TESTS]: lines(...many) } });
  const sizes: number[] = [];
  const append = host.files.append;
  host.files.append = async (path) => {
    const opened = await append(path);
    if (!opened.ok) return opened;
    const watched = (data: Uint8Array) => {
      sizes.push(data.length);
      return opened.value.write(data);
    };
    return { ok: true, value: { ...opened.value, write: watched } };
  };
  await write(host);
  assertEquals(readBack(host).results.tests.length, 2001);
  assert(sizes.length > 5 && Math.max(...sizes) < 70_000, sizes.join(" "));
});

Deno.test("writeCtrf() gives the problem when ctrf.json cannot be written", async () => {
  const failures = [{ path: `${FOLDER}/ctrf.json`, code: "disk-full" as const }];
  const written = await write(hostWith({ failures }));
  assertEquals(!written.ok && written.error.kind, "file");
});
