import { assert, assertEquals } from "@std/assert";
import { listRecords } from "../../../lib/write/list_records.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { recordFiles } from "../../support/record_files.ts";
import { greenRecord } from "../../support/sample_record.ts";

const FILES = {
  ...recordFiles("/d/one", greenRecord({ runId: "one" })),
  ...recordFiles("/d/two", greenRecord({ runId: "two" })),
  ...recordFiles("/d/outputs/logs/three", greenRecord({ runId: "three" })),
  "/d/notes.txt": "",
  "/d/empty/x": "",
};

async function list(files: Record<string, string>, ...given: string[]) {
  const host = fakeHost({ files });
  return await listRecords(host, given, { cwd: "/", outputs: "/d/outputs" });
}

async function ids(...given: string[]): Promise<readonly string[]> {
  const records = await list(FILES, ...given);
  assert(records.ok, JSON.stringify(records));
  return records.value.map(({ runId }) => runId);
}

Deno.test("listRecords() takes records, folders of several, outputs folders, each run once", async () => {
  assertEquals(await ids("d/one", "/d/two/summary.json"), ["one", "two"]);
  assertEquals(await ids("d"), ["one", "three", "two"]);
  assertEquals(await ids("d/outputs/logs"), ["three"]);
  assertEquals(await ids("three", "d", "d/one"), ["three", "one", "two"]);
});

Deno.test("listRecords() stops at what is no record, and at one of several that is broken", async () => {
  const broken = { ...FILES, "/d/two/summary.json": "{" };
  for (const [files, given] of [[FILES, "/d/empty"], [FILES, "nope"], [broken, "/d"]] as const) {
    const records = await list(files, given);
    assert(!records.ok && records.error.kind === "usage", given);
  }
});
