import { assertEquals } from "@std/assert";
import { loadTestLines, loadTests } from "../../../lib/write/load_tests.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { failedTest, linesOf, passedTest, SAMPLE_KEY } from "../../support/sample_columns.ts";

const ONE = [passedTest("unit::a"), failedTest("unit::é"), passedTest("unit::c")];
const TWO = [failedTest("e2e::d", { suite: "e2e", details: "x".repeat(300_000) })];
const FILES = { "/runs/one.jsonl": linesOf(ONE), "/runs/two.jsonl": linesOf(TWO) };
const NAMED = {
  id: "old::x",
  suite: "old",
  file: "",
  class: "",
  name: "x",
  outcome: "failed",
  quarantine: null,
} as const;

Deno.test("loadTests() reads all files into one set of columns, and names those it cannot read", async () => {
  const { files } = fakeHost({ files: FILES });
  const paths = ["/runs/one.jsonl", "/runs/gone.jsonl", "/runs/two.jsonl"];
  const loaded = await loadTests(files, { paths, named: [NAMED] }, SAMPLE_KEY);
  assertEquals([loaded.columns.count, loaded.unread], [5, ["/runs/gone.jsonl"]]);
  assertEquals(loaded.columns.suites, ["old", "unit", "e2e"]);
  assertEquals(loaded.faults, { unreadable: 0, tooLong: 0, tooMany: 0, torn: 0 });
});

Deno.test("loadTestLines() finds rows again, in any order and of any file", async () => {
  const { files } = fakeHost({ files: FILES });
  const paths = Object.keys(FILES);
  const loaded = await loadTests(files, { paths, named: [NAMED] }, SAMPLE_KEY);
  const lines = await loadTestLines(files, loaded, [4, 0, 2, 3]);
  assertEquals(lines.get(2), ONE[1]);
  assertEquals(lines.get(3), ONE[2]);
  assertEquals(lines.get(4), TWO[0]);
  assertEquals([lines.size, lines.has(0)], [3, false]);
});

Deno.test("loadTestLines() leaves out what changed meanwhile", async () => {
  const { files } = fakeHost({ files: FILES });
  const paths = Object.keys(FILES);
  const loaded = await loadTests(files, { paths, named: [] }, SAMPLE_KEY);
  files.put("/runs/one.jsonl", "swapped\n");
  await files.remove("/runs/two.jsonl");
  assertEquals((await loadTestLines(files, loaded, [0, 1, 2, 3])).size, 0);
});
