import { assertEquals } from "@std/assert";
import { collectReport } from "../../../lib/observe/collect_report.ts";
import { READERS } from "../../../lib/catalog/readers.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import green from "../../../fixtures/runners/pytest/green/report.xml" with { type: "text" };
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeNode } from "../../support/fake_tree.ts";

async function collect(files: Record<string, FakeNode>, before: "changed" | "same" = "changed") {
  const host = fakeHost({ files: { "/run": { kind: "folder" }, ...files } });
  const stood = await host.files.stat("/p/reports/x.xml");
  const collected = await collectReport(host, {
    suite: "unit",
    place: "container",
    attempt: 1,
    path: "/p/reports/x.xml",
    reader: await READERS.junit(),
    before: before === "same" ? stood : null,
    realFolder: "/p/reports",
    keepCopy: true,
    folder: "/run",
    label: "suites/unit",
    redactor: createRedactor(new Map()),
    warn: () => {},
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

Deno.test("collectReport() refuses a link in the report's place", async () => {
  const link: FakeNode = { kind: "link", to: "/p/old.xml" };
  assertEquals(
    (await collect({ "/p/reports/x.xml": link, "/p/old.xml": green })).status,
    "refused",
  );
});
