import { assert, assertEquals } from "@std/assert";
import { writeReportHtml } from "../../../lib/write/write_report_html.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";
import { dataOf, readHtmlTests } from "../../support/read_html_tests.ts";
import { linesOf } from "../../support/record_files.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const FOLDER = "/r";
const TARGET = `${FOLDER}/report.html`;
const PAGE = { before: '<script id="test-data">', after: "</script>end" };

async function write(script: FakeScript, tests: readonly string[], isOwn = true) {
  const host = fakeHost({ ...script, files: { [FOLDER]: { kind: "folder" }, ...script.files } });
  return { host, result: await writeReportHtml(host, TARGET, { ...PAGE, tests, isOwn }) };
}

Deno.test("writeReportHtml() streams the tests of all files into the page, in their order", async () => {
  const files = {
    "/r/a.jsonl": linesOf([sampleTest({ name: "one" }), sampleTest({ name: "two" })]),
    "/r/b.jsonl": `no test\n${linesOf([sampleTest({ name: "three" })])}`,
  };
  for (const isOwn of [true, false]) {
    const { host, result } = await write({ files }, Object.keys(files), isOwn);
    assertEquals(result, { ok: true, value: undefined });
    const text = host.files.text(TARGET);
    assertEquals(readHtmlTests(dataOf(text)).rows.map(({ name }) => name), ["one", "two", "three"]);
    assert(text.startsWith(PAGE.before) && text.endsWith(PAGE.after), text);
  }
});

Deno.test("writeReportHtml() writes a page without tests where their file is not there", async () => {
  const { host } = await write({}, ["/r/none.jsonl"]);
  assertEquals(readHtmlTests(dataOf(host.files.text(TARGET))).rows, []);
});

Deno.test("writeReportHtml() leaves nothing half: a failure is told, and no page is there", async () => {
  const failures = [{ path: `${TARGET}.tmp`, code: "disk-full" as const }];
  const { host, result } = await write({ failures }, []);
  assertEquals(result.ok, false);
  assertEquals(await host.files.stat(TARGET), null);
});
