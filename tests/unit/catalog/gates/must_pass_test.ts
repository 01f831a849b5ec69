import { assertEquals } from "@std/assert";
import { MUST_PASS_GATE } from "../../../../lib/catalog/gates/must_pass.ts";
import { assertNothingElsePasses } from "../../../support/hostile_gate.ts";
import { codesOf, judgeGate } from "../../../support/judge_gate.ts";

const SETTINGS = { summary: { path: "s.json", list: "/c/*" }, cases: ["one"] };
const WORLD = { files: { "s.json": '{"c":[{"id":"one","status":"pass"}]}' } };

Deno.test("MUST_PASS_GATE lets no summary pass but one in which the case passes", () => {
  assertNothingElsePasses({
    row: MUST_PASS_GATE,
    // The schema keeps chance from finding the one summary that does pass.
    settings: { ...SETTINGS, summary: { ...SETTINGS.summary, schema: "acme.summary.v1" } },
    world: {
      files: { "s.json": '{"schema":"acme.summary.v1","c":[{"id":"one","status":"pass"}]}' },
    },
    path: "s.json",
    words: ["c", "id", "status", "one", "pass", "fail", "n/a", "schema"],
  });
});

Deno.test("MUST_PASS_GATE lets no list of cases pass that it cannot read whole", () => {
  const settings = { summary: SETTINGS.summary, cases: { path: "l.json", list: "/must/*" } };
  const judge = (list: unknown) =>
    codesOf(judgeGate(MUST_PASS_GATE, settings, { ...WORLD, values: { "l.json": list } }));
  assertEquals(judge({ must: ["one"] }), []);
  assertEquals(judge({ must: ["one", 2] }), ["malformed_case"]);
  assertEquals(judge({ must: {} }), ["empty_list"]);
  assertEquals(judge({ must: "one" }), ["empty_list"]);
  assertEquals(judge([]), ["empty_list"]);
});

Deno.test("MUST_PASS_GATE lets the worse of two answers count, whichever comes first", () => {
  const [good, bad] = ['{"id":"one","status":"pass"}', '{"id":"one","status":"fail"}'];
  for (const cases of [`${good},${bad}`, `${bad},${good}`]) {
    const judged = judgeGate(MUST_PASS_GATE, SETTINGS, { files: { "s.json": `{"c":[${cases}]}` } });
    assertEquals(codesOf(judged), ["case_failed", "duplicate_case"]);
  }
});

Deno.test("MUST_PASS_GATE takes no case at all for a pass rate of nothing", () => {
  const settings = { ...SETTINGS, min_pass_rate: 0.1, allow_not_applicable: true };
  const files = { "s.json": '{"c":[{"id":"one","status":"skipped"}]}' };
  assertEquals(codesOf(judgeGate(MUST_PASS_GATE, settings, { files })), ["pass_rate_too_low"]);
});

Deno.test("MUST_PASS_GATE wants a summary or a record, and compares only summaries", () => {
  const isRead = (settings: unknown) => MUST_PASS_GATE.shape.safeParse(settings).success;
  assertEquals(isRead({ cases: ["one"] }), false);
  assertEquals(isRead({ ...SETTINGS, record: "latest" }), false);
  assertEquals(isRead({ record: "latest", cases: ["one"], baseline: "b.json" }), false);
  assertEquals(isRead({ ...SETTINGS, cases: [] }), false);
});
