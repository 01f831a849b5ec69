import { assertEquals } from "@std/assert";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { readLibtest } from "../../../lib/formats/read_libtest.ts";
import { readProgress } from "../../../lib/formats/read_progress.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { collectErrors, collectProgress } from "../../../lib/observe/collect_progress.ts";
import { collectReport, type ReportRequest } from "../../../lib/observe/collect_report.ts";
import { fakeHost } from "../../support/fake_host.ts";

const TOLD = '{"on":"planned","count":3}\n{"on":"start","id":"a","name":"a"}\n' +
  '{"on":"end","id":"a","outcome":"passed"}\n{"on":"start","id":"b","name":"b"}\n';

function request(more: Partial<ReportRequest> = {}): ReportRequest {
  return {
    ...{ suite: "s", place: "failsafe", attempt: 1, path: "/spool/report.xml", reader: readJunit },
    ...{ before: null, realFolder: "/spool", copyAs: "report.xml", folder: "/run", label: "s" },
    redactor: createRedactor(new Map()),
    warn: () => {},
    ...more,
  };
}

async function collect(files: Record<string, string>, more: Partial<ReportRequest> = {}) {
  const host = fakeHost({ files: { "/run/.keep": "", "/spool/.keep": "", ...files } });
  const cut = await collectReport(host, request(more));
  const path = "/spool/progress.jsonl";
  const told = await collectProgress(
    host,
    { ...request(more), path, realFolder: "/spool", reader: readProgress },
    cut,
  );
  const paths = host.files.paths().filter((one) => one.startsWith("/run/tests"));
  return { told, lines: paths.map((one) => host.files.text(one)).join(""), paths };
}

function outcomes(lines: string): readonly string[] {
  return lines.trim().split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line)).map(({ id, outcome }) => `${outcome} ${id}`);
}

Deno.test("collectProgress() tells the tests of a report that is missing", async () => {
  const { told, lines } = await collect({ "/spool/progress.jsonl": TOLD });
  assertEquals([told.summary.status, told.summary.declared?.tests], ["missing", 3]);
  assertEquals(outcomes(lines), ["passed s::a", "crashed s::b"]);
  assertEquals(told.failures.map(({ id }) => id), ["s::b"]);
});

Deno.test("collectProgress() says how a test ended that its run ended", async () => {
  const files = { "/spool/progress.jsonl": TOLD };
  for (const unfinished of ["timed-out", "not-run"] as const) {
    const { lines } = await collect(files, { unfinished });
    assertEquals(outcomes(lines), ["passed s::a", `${unfinished} s::b`]);
  }
});

Deno.test("collectProgress() replaces a cut report that shows fewer tests, and only that", async () => {
  const report = (names: string) =>
    `<testsuite>${[...names].map((name) => `<testcase name="${name}"/>`).join("")}`;
  const fewer = await collect({ "/spool/report.xml": report("a"), "/spool/progress.jsonl": TOLD });
  assertEquals(outcomes(fewer.lines), ["passed s::a", "crashed s::b"]);
  assertEquals([fewer.told.summary.status, fewer.paths], ["truncated", ["/run/tests.jsonl"]]);
  const more = await collect({ "/spool/report.xml": report("abc"), "/spool/progress.jsonl": TOLD });
  assertEquals(outcomes(more.lines), ["passed s::a", "passed s::b", "passed s::c"]);
  assertEquals(more.paths, ["/run/tests.jsonl"]);
});

Deno.test("collectProgress() changes nothing where nothing was told", async () => {
  const { told, paths } = await collect({});
  assertEquals([told.summary.status, told.summary.counts.total, paths], ["missing", 0, []]);
});

Deno.test("collectErrors() finds what does not compile in standard error, and nothing else there", async () => {
  const words =
    "error: expected `;`\nerror: could not compile `shop` (lib) due to 1 previous error\n";
  for (
    const [stderr, ids] of [[words, ["s::shop (lib)::[build failed]"]], [
      "some words\n",
      [],
    ]] as const
  ) {
    const host = fakeHost({ files: { "/run/stdout.log": "", "/run/stderr.log": stderr } });
    const own = request({
      ...{ path: "/run/stdout.log", realFolder: "/run", reader: readLibtest, copyAs: null },
    });
    const empty = await collectReport(host, own);
    const { failures } = await collectErrors(host, own, empty);
    assertEquals(failures.map(({ id }) => id), [...ids]);
  }
});
