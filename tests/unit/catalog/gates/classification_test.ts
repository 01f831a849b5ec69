import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { CLASSIFICATION_GATE } from "../../../../lib/catalog/gates/classification.ts";
import { play, scenarioOf } from "../../../support/play_gate.ts";
import { judgeGate, mendGate } from "../../../support/judge_gate.ts";

const SETTINGS = { manifest: "classes.jsonc", files: ["tests/**/*_test.ts"] };

Deno.test("classification never passes with arbitrary JSON or text as its manifest", async () => {
  const scenario = await scenarioOf("classification", "pass");
  const manifest = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.jsonValue().map((one) => ({ unit: one })),
  );
  await fc.assert(fc.asyncProperty(manifest, async (value) => {
    const files = { ...scenario.files, "tests/classes.jsonc": value };
    const { judgement } = await play(CLASSIFICATION_GATE, { ...scenario, files });
    assert(judgement.faults.length > 0);
  }));
});

Deno.test("classification names the line of the manifest", () => {
  const files = {
    "tests/a_test.ts": "",
    "classes.jsonc": '{\n  "unit": [\n    "tests/b_test.ts"\n  ]\n}',
  };
  const { faults } = judgeGate(CLASSIFICATION_GATE, SETTINGS, { files });
  assertEquals(faults.map(({ code, place }) => [code, place?.at]), [
    ["vanished", "line 3"],
    ["unclassified", null],
  ]);
});

Deno.test("classification names at most two hundred faults, and that there are more", () => {
  const paths = Array.from({ length: 500 }, (_, index) => [`tests/${index}_test.ts`, ""]);
  const files = { ...Object.fromEntries(paths), "classes.jsonc": "{}" };
  const { faults, measures } = judgeGate(CLASSIFICATION_GATE, SETTINGS, { files });
  assertEquals([faults.length, faults.at(-1)?.code], [201, "more_faults"]);
  assertEquals(measures?.["unclassified"], 500);
});

Deno.test("classification says that the list of files is cut", () => {
  const row = CLASSIFICATION_GATE;
  const asking = row.judge(row.shape.parse(SETTINGS), {
    ...{ now: "2026-01-02T03:04:05Z", commit: null, isDirty: null, platform: "linux" },
    ...{ outputs: "outputs/qa", config: { waivers: [], quarantine: [] }, gateIds: [] },
  });
  asking.next();
  const facts = { path: "classes.jsonc", sizeBytes: 2, sha256: "", modifiedAt: null };
  asking.next([{ is: "text", text: '{"unit":["tests/a_test.ts"]}', facts }]);
  const end = asking.next([{ is: "files", paths: ["tests/a_test.ts"], isWhole: false }]);
  assert(end.done);
  assertEquals(end.value.faults.map(({ code }) => code), ["too_many_files"]);
});

Deno.test("classification refuses rules for a class that there is not", () => {
  const rules = [{ files: ["tests/**"], class: "browser" }];
  assert(!CLASSIFICATION_GATE.shape.safeParse({ ...SETTINGS, rules }).success);
  assert(!CLASSIFICATION_GATE.shape.safeParse({ ...SETTINGS, default_class: "browser" }).success);
});

Deno.test("classification keeps two files apart that a short name would make one", () => {
  const settings = { ...SETTINGS, files: ["**/*.rs"], base: "tests/", ending: ".rs" };
  const files = {
    "tests/a.rs": "",
    "a": "",
    "tests/tests/a.rs": "",
    "classes.jsonc": '{"unit":["a"]}',
  };
  const { faults } = judgeGate(CLASSIFICATION_GATE, settings, { files });
  assertEquals(faults.map(({ code, subject }) => [code, subject]), [
    ["unclassified", "tests/tests/a.rs"],
  ]);
});

Deno.test("what --fix mends of a manifest is what the gate then passes", () => {
  const files = {
    "tests/u/b_test.ts": "",
    "tests/u/a_test.ts": "",
    "tests/r/c_test.ts": "",
    "classes.jsonc": `// every test file
{
  "unit": [
    // the slow one
    "tests/u/b_test.ts", // behind
    "tests/u/b_test.ts"
  ]
}
`,
  };
  const rules = [{ files: ["tests/u/**"], class: "unit" }];
  const settings = { ...SETTINGS, rules, default_class: "recorded" };
  const [mend, ...more] = mendGate(CLASSIFICATION_GATE, settings, { files });
  assertEquals(more, []);
  assertEquals(mend?.change, "adds 2 files");
  assertEquals(
    mend?.text,
    `// every test file
{
  "recorded": ["tests/r/c_test.ts"],
  "unit": [
    "tests/u/a_test.ts",
    // the slow one
    "tests/u/b_test.ts" // behind
  ]
}
`,
  );
  const after = { files: { ...files, "classes.jsonc": mend!.text } };
  assertEquals(judgeGate(CLASSIFICATION_GATE, settings, after).faults, []);
  assertEquals(mendGate(CLASSIFICATION_GATE, settings, after), []);
});

Deno.test("--fix leaves what no rule tells, and entries of files that are gone", () => {
  const files = {
    "tests/a_test.ts": "",
    "classes.jsonc": '{ "unit": ["z_test.ts", "gone_test.ts"] }\n',
  };
  const [mend] = mendGate(CLASSIFICATION_GATE, SETTINGS, { files });
  assertEquals(mend, {
    path: "classes.jsonc",
    text: '{ "unit": ["gone_test.ts", "z_test.ts"] }\n',
    change: "sorts the entries, leaves 1 that no rule classifies",
  });
});

Deno.test("--fix makes a manifest where there is none, and mends none that it cannot read", () => {
  const settings = { ...SETTINGS, default_class: "e2e" };
  const [made] = mendGate(CLASSIFICATION_GATE, settings, { files: { "tests/a_test.ts": "" } });
  assertEquals(JSON.parse(made!.text), { unit: [], recorded: [], e2e: ["tests/a_test.ts"] });
  const torn = { "tests/a_test.ts": "", "classes.jsonc": "{" };
  assertEquals(mendGate(CLASSIFICATION_GATE, settings, { files: torn }), []);
});
