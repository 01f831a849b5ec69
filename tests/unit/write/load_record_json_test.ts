import { assert, assertEquals } from "@std/assert";
import { explainProblem } from "../../../lib/report/explain_problem.ts";
import { makeSummaryJson } from "../../../lib/report/make_summary_json.ts";
import { loadRecordJson } from "../../../lib/write/load_record_json.ts";
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeNode } from "../../support/fake_tree.ts";
import { greenRecord } from "../../support/sample_record.ts";

const SUMMARY = makeSummaryJson(greenRecord());
const GOOD = JSON.stringify(SUMMARY);

async function refusal(node: FakeNode): Promise<string> {
  const read = await loadRecordJson(fakeHost({ files: { "/r/s.json": node } }), "/r/s.json");
  assert(!read.ok, "it was read");
  return explainProblem(read.error).message.replace(
    "/r/s.json is not a record that can be used: ",
    "",
  );
}

function withSchema(schema: unknown): string {
  return JSON.stringify({ ...SUMMARY, schema });
}

Deno.test("loadRecordJson() tells a file by its schema, whatever its name", async () => {
  const read = await loadRecordJson(fakeHost({ files: { "/r/x": GOOD } }), "/r/x");
  assertEquals(read.ok && [read.value.part, read.value.value], ["summary", SUMMARY]);
});

Deno.test("loadRecordJson() refuses what is no regular file of JSON", async () => {
  const bytes = (...all: number[]): Uint8Array => new Uint8Array(all);
  const cases: readonly (readonly [FakeNode, string])[] = [
    ["", "it is empty"],
    ["not json", "it is no JSON"],
    [GOOD.slice(0, 500), "it ends in the middle of its JSON"],
    [bytes(0, 1, 2, 3, 0xff), "it is not UTF-8 text"],
    [bytes(0xff, 0xfe, 0x7b, 0x00), "it is UTF-16, and JSON is UTF-8: save it as UTF-8"],
    [`{"a":${"[".repeat(100_000)}`, "it nests deeper than 64 levels"],
    ['{"schema":"qa.summary.v1","duration_ms":NaN}', "it is no JSON"],
    [{ kind: "folder" }, 'Cannot read "/r/s.json": not a regular file'],
    [{ kind: "other" }, 'Cannot read "/r/s.json": not a regular file'],
    [
      { kind: "link", to: "/etc/passwd" },
      'Cannot read "/r/s.json": it is a symbolic link, and links are not followed here',
    ],
    [
      " ".repeat(16 * 1024 ** 2 + 1),
      'Cannot read "/r/s.json": it is larger than is read here',
    ],
  ];
  for (const [node, message] of cases) assertEquals(await refusal(node), message);
});

Deno.test("loadRecordJson() says which schema it met", async () => {
  assertEquals(await refusal("[]"), 'it has no "schema", as every file of a record has');
  assertEquals(await refusal("null"), 'it has no "schema", as every file of a record has');
  assertEquals(await refusal(withSchema(1)), 'it has no "schema", as every file of a record has');
  assertEquals(
    await refusal(withSchema("qa.summary.v2")),
    "it is qa.summary.v2, of a newer QA Gate; this one reads qa.summary.v1",
  );
  assertEquals(
    await refusal(withSchema("qa.redactions.v1")),
    "it is qa.redactions.v1, which does not tell a run by itself",
  );
  assertEquals(
    await refusal(withSchema("x".repeat(1000))),
    `its schema is "${"x".repeat(60)}…", which is none of a record`,
  );
  assertEquals(
    await refusal(withSchema("qa.summary.v0")),
    "its schema is qa.summary.v0, and no such version was ever written",
  );
});

Deno.test("loadRecordJson() points at the first field that is wrong", async () => {
  const wrong = { ...SUMMARY, counts: { ...SUMMARY.counts, total: "many" } };
  assertEquals(
    await refusal(JSON.stringify(wrong)),
    "at /counts/total: Invalid input: expected number, received string",
  );
  const huge = GOOD.replace(/"duration_ms":\d+/, '"duration_ms":1e999');
  assertEquals(
    await refusal(huge),
    "at /duration_ms: Invalid input: expected number, received Infinity",
  );
  const negative = GOOD.replace(/"total_suites":\d+/, '"total_suites":-1');
  assertEquals(await refusal(negative), "at /total_suites: Too small: expected number to be >=0");
});

Deno.test("loadRecordJson() drops what the schema does not know, keys of the prototype too", async () => {
  const text = GOOD.replace(
    "{",
    '{"__proto__":{"polluted":1},"constructor":{"prototype":1},"x":1,',
  );
  const read = await loadRecordJson(fakeHost({ files: { "/r": text } }), "/r");
  assertEquals(read.ok && read.value.value, SUMMARY);
  assertEquals(({} as Record<string, unknown>)["polluted"], undefined);
});

Deno.test("loadRecordJson() lets the last of two equal keys count, and checks that one", async () => {
  const text = GOOD.replace("{", '{"verdict":{"x":1},');
  const read = await loadRecordJson(fakeHost({ files: { "/r": text } }), "/r");
  assertEquals(read.ok && "verdict" in read.value.value && read.value.value.verdict, "passed");
  const last = `${GOOD.slice(0, -1)},"verdict":"great"}`;
  assert((await refusal(last)).startsWith("at /verdict: Invalid option"));
});
