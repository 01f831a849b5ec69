import { assertEquals } from "@std/assert";
import { EVIDENCE_BUNDLE_GATE } from "../../../../lib/catalog/gates/evidence_bundle.ts";
import { assertNothingElsePasses } from "../../../support/hostile_gate.ts";
import { codesOf, judgeGate } from "../../../support/judge_gate.ts";

const SHA_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const INDEX = { artifacts: [{ path: "a.log", sha256: SHA_OF_NOTHING }] };
const SETTINGS = {
  index: { path: "bundle/index.json" },
  artifacts: [{ path: "a.log", allow_empty: true }],
};

Deno.test("EVIDENCE_BUNDLE_GATE lets nothing pass as an index but one that lists what is there", () => {
  assertNothingElsePasses({
    row: EVIDENCE_BUNDLE_GATE,
    settings: SETTINGS,
    world: { files: { "bundle/index.json": JSON.stringify(INDEX), "bundle/a.log": "" } },
    path: "bundle/index.json",
    // The digest itself is left out: chance must not find the one index that does pass.
    words: ["artifacts", "path", "sha256", "a.log"],
  });
});

Deno.test("EVIDENCE_BUNDLE_GATE tells paths of an index from its folder, or from where it is told to", () => {
  const files = { "out/index.json": JSON.stringify(INDEX), "a.log": "", "else/a.log": "" };
  const judge = (below?: string) =>
    codesOf(judgeGate(
      EVIDENCE_BUNDLE_GATE,
      { ...SETTINGS, index: { path: "out/index.json", ...below === undefined ? {} : { below } } },
      { files },
    ));
  assertEquals(judge(), ["missing_artifact"]);
  assertEquals(judge("."), []);
  assertEquals(judge("else/"), []);
});

Deno.test("EVIDENCE_BUNDLE_GATE asks for nothing outside of a bundle, whatever its index names", () => {
  const entries = ["../x", "/etc/passwd", "a/../../x", "", "a\u0000b", "a\\..\\..\\x"];
  const index = { artifacts: entries.map((path) => ({ path, sha256: SHA_OF_NOTHING })) };
  const files = { "bundle/index.json": JSON.stringify(index), "bundle/a.log": "" };
  const judged = judgeGate(EVIDENCE_BUNDLE_GATE, SETTINGS, { files });
  assertEquals(codesOf(judged), ["malformed_index", "not_indexed"]);
  assertEquals(judged.faults.length, entries.length + 1);
});

Deno.test("EVIDENCE_BUNDLE_GATE reads the last line of a jsonl artifact, and the number of a bad one", () => {
  const settings = { artifacts: [{ path: "a.jsonl", schema: "acme.line.v1" }] };
  const judge = (text: string) =>
    judgeGate(EVIDENCE_BUNDLE_GATE, settings, { files: { "a.jsonl": text } });
  const line = '{"schema":"acme.line.v1"}';
  assertEquals(codesOf(judge(`${line}\n\n${line}`)), []);
  assertEquals(judge(`${line}\n${line}\n{"sch`).faults[0]?.place, {
    path: "a.jsonl",
    at: "line 3",
  });
  assertEquals(codesOf(judge(`${line}\n{"schema":"acme.line.v2"}`)), ["future_schema"]);
  assertEquals(codesOf(judge("\n\n")), ["empty_artifact"]);
});

Deno.test("EVIDENCE_BUNDLE_GATE wants at least one artifact, and one bundle at most", () => {
  const isRead = (settings: unknown) => EVIDENCE_BUNDLE_GATE.shape.safeParse(settings).success;
  assertEquals(isRead({ record: "latest", artifacts: [] }), false);
  assertEquals(isRead({ record: "latest", ...SETTINGS }), false);
  assertEquals(isRead({ record: "latest", artifacts: [{ path: "a", schemas: "x" }] }), false);
});
