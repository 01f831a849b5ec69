import { assertEquals } from "@std/assert";
import { collectReport, type ReportRequest } from "../../../lib/observe/collect_report.ts";
import { READERS } from "../../../lib/catalog/readers.ts";
import type { Host } from "../../../lib/host/host.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import outcomes from "../../../fixtures/runners/pytest/outcomes/report.xml" with { type: "text" };
import { TestRecord } from "../../../lib/model/test_result.ts";
import green from "../../../fixtures/runners/pytest/green/report.xml" with { type: "text" };
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeNode } from "../../support/fake_tree.ts";

async function collect(
  files: Record<string, FakeNode>,
  before: "changed" | "same" = "changed",
  change: Partial<ReportRequest> = {},
) {
  const host = fakeHost({ files: { "/run": { kind: "folder" }, ...files } });
  const stood = await host.files.stat("/p/reports/x.xml");
  return await collectWith(host, { before: before === "same" ? stood : null, ...change });
}

async function collectWith(host: Host, change: Partial<ReportRequest>) {
  const collected = await collectReport(host, {
    suite: "unit",
    place: "container",
    attempt: 1,
    path: "/p/reports/x.xml",
    reader: await READERS.junit(),
    before: null,
    realFolder: "/p/reports",
    copyAs: "report.xml",
    folder: "/run",
    label: "suites/unit",
    redactor: createRedactor(new Map()),
    warn: () => {},
    ...change,
  });
  return collected.summary;
}

Deno.test("collectReport() reads a whole report and counts its tests", async () => {
  const { status, counts } = await collect({ "/p/reports/x.xml": green });
  assertEquals([status, counts.failed, counts.total > 0], ["whole", 0, true]);
});

Deno.test("collectReport() refuses a report whose folder became a link", async () => {
  const summary = await collect({
    "/p/reports": { kind: "link", to: "/host/secrets" },
    "/host/secrets/x.xml": green,
  });
  assertEquals([summary.status, summary.counts.total], ["refused", 0]);
  assertEquals(summary.problems, ["the report was refused: its folder was replaced by a link"]);
});

Deno.test("collectReport() tells missing, stale and empty reports apart", async () => {
  assertEquals((await collect({})).status, "missing");
  assertEquals((await collect({ "/p/reports/x.xml": green }, "same")).status, "stale");
  assertEquals((await collect({ "/p/reports/x.xml": "" })).status, "empty");
});

Deno.test("collectReport() names the place at which a person said that the report is", async () => {
  assertEquals((await collect({})).problems, ["there is no report"]);
  const { problems } = await collect({}, "changed", { toldPlace: "reports/x.xml" });
  assertEquals(problems, ['there is no report at "reports/x.xml", told from the root']);
});

Deno.test("collectReport() refuses a link in the report's place", async () => {
  const link: FakeNode = { kind: "link", to: "/p/old.xml" };
  assertEquals(
    (await collect({ "/p/reports/x.xml": link, "/p/old.xml": green })).status,
    "refused",
  );
});

Deno.test("collectReport() blames the deadline for what a report shows to have never ended", async () => {
  const place = '"file":"/p/a.js","groups":[],"name":"hangs"';
  const node = `{"qa":"begin","v":1,"tool":"node","root":"/p"}\n{"qa":"start",${place}}\n`;
  const cases = { reporter: node, libtest: "\nrunning 2 tests\ntest ok ... ok\n" } as const;
  for (const [format, text] of Object.entries(cases)) {
    const reader = await READERS[format as keyof typeof cases]();
    const told = async (unfinished: "crashed" | "timed-out") => {
      const host = fakeHost({ files: { "/run": { kind: "folder" }, "/p/reports/x.xml": text } });
      await collectWith(host, { reader, unfinished });
      const lines = await host.files.readText("/run/tests.jsonl");
      return lines.ok ? JSON.parse(lines.value.trim().split("\n").at(-1) ?? "").outcome : "";
    };
    assertEquals(
      [await told("crashed"), await told("timed-out")],
      ["crashed", "timed-out"],
      format,
    );
  }
});

Deno.test("collectReport() marks failures from their clean words, and loads what does so for the first", async () => {
  const host = fakeHost({
    files: { "/run": { kind: "folder" }, "/p/reports/x.xml": outcomes },
  });
  let loaded = 0;
  const fingerprint = () => {
    loaded += 1;
    return Promise.resolve(({ message }: { readonly message: string }) => `of ${message}`);
  };
  const redactor = createRedactor(new Map([["TOKEN", "totals differ"]]));
  await collectWith(host, { fingerprint, redactor });
  const lines = host.files.text("/run/tests.jsonl").trim().split("\n")
    .map((line) => TestRecord.parse(JSON.parse(line)));
  assertEquals(loaded, 1);
  assertEquals(
    lines.find(({ name }) => name === "test_fails")?.fingerprint,
    "of AssertionError: [redacted:env:TOKEN]",
  );
  assertEquals(lines.filter(({ outcome }) => outcome === "passed")[0]?.fingerprint, null);
});

Deno.test("collectReport() loads nothing for a report without a failure", async () => {
  const fingerprint = () => Promise.reject(new Error("loaded"));
  const { status } = await collect({ "/p/reports/x.xml": green }, "changed", { fingerprint });
  assertEquals(status, "whole");
});
