import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { ARTIFACT_CONTRACT_GATE } from "../../../../lib/catalog/gates/artifact_contract.ts";
import { assertNothingElsePasses, hostileJson } from "../../../support/hostile_gate.ts";
import { codesOf, judgeGate } from "../../../support/judge_gate.ts";

/** Codes that one rule finds in a value; the other file of the contract is `other`. */
function judgeRule(rule: Record<string, unknown>, value: unknown, other: unknown = {}) {
  const settings = { artifact: "a.json", also: { other: "b.json" }, rules: [rule] };
  const files = {
    "a.json": JSON.stringify(value),
    "b.json": JSON.stringify(other),
    "docs/there.md": "",
  };
  return codesOf(judgeGate(ARTIFACT_CONTRACT_GATE, settings, { files }));
}

const at = "/x";
const CASES: readonly (readonly [string, Record<string, unknown>, unknown, readonly string[]])[] = [
  ["required", { at }, { x: 0 }, []],
  ["required", { at }, {}, ["missing_field"]],
  ["required", { at, optional: true }, {}, []],
  ["required", { at: ["/x", "/y"] }, { x: 1 }, ["missing_field"]],
  ["required", { at, type: "integer" }, { x: 1.5 }, ["wrong_type"]],
  ["required", { at, type: "list" }, { x: {} }, ["wrong_type"]],
  ["required", { at, type: "object" }, { x: [] }, ["wrong_type"]],
  ["required", { at, type: "null" }, { x: null }, []],
  ["required", { at, type: "object" }, { x: null }, ["wrong_type"]],
  ["required", { at, non_empty: true }, { x: " \n" }, ["empty_field"]],
  ["required", { at, non_empty: true }, { x: null }, ["empty_field"]],
  ["required", { at, non_empty: true }, { x: 0 }, []],
  ["absent", { at }, { x: null }, ["forbidden_field"]],
  ["absent", { at }, {}, []],
  ["equal", { at, value: [] }, { x: [] }, []],
  ["equal", { at, value: "1" }, { x: 1 }, ["not_equal"]],
  ["equal", { at, to: "/y" }, { x: { a: [1] }, y: { a: [1] } }, []],
  ["equal", { at, to: "/y" }, { x: 1 }, ["missing_field"]],
  ["equal", { at, to: "/y/*" }, { x: 1, y: [1, 1] }, ["wrong_type"]],
  ["equal", { at: "/x/*", value: 1 }, { x: [1, 2] }, ["not_equal"]],
  ["one_of", { at, values: ["a", 1] }, { x: 1 }, []],
  ["one_of", { at, values: ["a"] }, { x: ["a"] }, ["not_one_of"]],
  ["none_of", { at, values: ["a"] }, { x: "a" }, ["forbidden_value"]],
  ["positive_integer", { at }, { x: 9007199254740993 }, ["not_positive_integer"]],
  ["positive_integer", { at: ["/x", "/y"] }, { x: 1, y: -1 }, ["not_positive_integer"]],
  ["min", { at, value: 2 }, { x: 2 }, []],
  ["min", { at, to: "/y/*" }, { x: 2, y: [1, 3] }, ["below_min"]],
  ["max", { at, to: "/y" }, { x: 2, y: "3" }, ["wrong_type"]],
  ["max", { at, value: 2 }, { x: "1" }, ["wrong_type"]],
  ["matches", { at, pattern: "a.c" }, { x: "abcd" }, ["no_match"]],
  ["matches", { at, pattern: "a|b" }, { x: "b" }, []],
  ["matches", { at, pattern: "a" }, { x: 1 }, ["wrong_type"]],
  ["unique", { at }, { x: [1, "1", true] }, []],
  ["unique", { at }, { x: [1, 1] }, ["duplicate"]],
  ["unique", { at }, { x: [{}] }, ["wrong_type"]],
  ["unique", { at }, { x: "aa" }, ["wrong_type"]],
  ["sorted", { at }, { x: ["B", "a"] }, []],
  ["sorted", { at }, { x: [2, 10] }, []],
  ["sorted", { at }, { x: [1, "2"] }, ["wrong_type"]],
  ["sorted", { at, order: "descending" }, { x: [1, 2] }, ["not_sorted"]],
  ["sorted", { at }, { x: [] }, []],
  ["sorted", { at }, { x: [false, true] }, ["wrong_type"]],
  ["sequence", { at, values: ["a", "b"] }, { x: ["a", "b"] }, []],
  ["sequence", { at, values: ["a", "b"] }, { x: ["a"] }, ["wrong_sequence"]],
  ["sequence", { at, values: ["a"] }, { x: [] }, ["wrong_sequence"]],
  ["sequence", { at, values: ["a"] }, {}, ["missing_field"]],
  ["contains_all", { at, values: ["a"] }, { x: ["b", "a"] }, []],
  ["contains_all", { at, values: ["a", "c"] }, { x: ["a"] }, ["missing_value"]],
  ["contains_all", { at, values: ["a"] }, { x: "a" }, ["wrong_type"]],
  ["contains_all", { at, values: ["a"], optional: true }, {}, []],
  ["contains_all", { at, values: ["a"], optional: true }, { x: [] }, ["missing_value"]],
  ["count", { at, equals: 2 }, { x: [1] }, ["wrong_count"]],
  ["count", { at, min: 1, max: 2 }, { x: [1, 2, 3] }, ["wrong_count"]],
  ["count", { at, to: "/y" }, { x: [1], y: 1 }, []],
  ["count", { at, to: "/y" }, { x: [1], y: "1" }, ["wrong_type"]],
  ["count", { at, to: "/y" }, { x: [1] }, ["missing_field"]],
  ["count", { at: "/x/*", equals: 0 }, { x: [] }, []],
  ["count", { at: "/x/*", equals: 0 }, {}, ["missing_field"]],
  ["count", { at: "/x/*", equals: 0 }, { x: 7 }, ["missing_field"]],
  ["count", { at: "/x/*", where: { "/s": "no" }, equals: 1 }, { x: [{ s: "no" }, { s: 1 }] }, []],
  ["count", { at, equals: 0, optional: true }, {}, []],
  ["sum", { at, of: ["/y", "/z/*"] }, { x: 6, y: 1, z: [2, 3] }, []],
  ["sum", { at, of: ["/z/*"] }, { x: 0, z: [] }, []],
  ["sum", { at, of: ["/z/*"] }, { x: 0 }, ["missing_field"]],
  ["sum", { at, of: ["/z/*"] }, { x: 0, z: 7 }, ["missing_field"]],
  ["sum", { at, of: ["/z/*"] }, { x: 0.3, z: [0.1, 0.2] }, []],
  ["sum", { at, of: ["/z/*"] }, { x: 3, z: [1, "2"] }, ["wrong_type"]],
  ["sum", { at, of: [{ length: "/z" }] }, { x: 3, z: [1] }, ["wrong_sum"]],
  ["sum", { at, of: [{ length: "/z" }] }, { x: 1, z: "a" }, ["wrong_type"]],
  ["references", { at, to: "files" }, { x: "docs/there.md" }, []],
  ["references", { at, to: "files", below: "docs" }, { x: ["there.md"] }, []],
  ["references", { at, to: "files" }, { x: ["docs/gone.md"] }, ["unresolved_reference"]],
  ["references", { at, to: "files" }, { x: 7 }, ["wrong_type"]],
  ["references", { at, to: "files" }, { x: "../secret" }, ["unresolved_reference"]],
  ["references", { at: "/x/*", to: "/y" }, { x: ["a"], y: ["a", "b"] }, []],
  ["references", { at: "/x/*", to: "/y" }, { x: ["a"], y: [] }, ["unresolved_reference"]],
  ["each", { at, rules: [{ rule: "equal", at: "/a", to: "#/y" }] }, { x: [{ a: 1 }], y: 1 }, []],
  ["each", { at, rules: [{ rule: "required", at: "/a" }] }, { x: [{}] }, ["missing_field"]],
  ["each", { at, rules: [{ rule: "required", at: "/a" }] }, {}, ["missing_field"]],
];

for (const [rule, rest, value, codes] of CASES) {
  const told = `${rule} ${JSON.stringify(rest)} over ${JSON.stringify(value)}`;
  Deno.test(`ARTIFACT_CONTRACT_GATE finds ${codes.join(", ") || "nothing"} by ${told}`, () => {
    assertEquals(judgeRule({ rule, ...rest }, value), codes);
  });
}

const IMPLIES = {
  rule: "implies",
  when: [{ rule: "equal", at, value: "ready" }],
  then: [{ rule: "count", at: "/reasons", equals: 0 }],
};

Deno.test("ARTIFACT_CONTRACT_GATE demands what is implied only where the conditions hold", () => {
  assertEquals(judgeRule(IMPLIES, { x: "ready", reasons: [1] }), ["wrong_count"]);
  assertEquals(judgeRule(IMPLIES, { x: "blocked", reasons: [1] }), []);
});

Deno.test("ARTIFACT_CONTRACT_GATE takes a condition that cannot be decided for a fault", () => {
  assertEquals(judgeRule(IMPLIES, { reasons: [1] }), ["missing_field"]);
  const optional = { ...IMPLIES, when: [{ ...IMPLIES.when[0], optional: true }] };
  assertEquals(judgeRule(optional, { reasons: [1] }), []);
  const required = { ...IMPLIES, when: [{ rule: "required", at }] };
  assertEquals(judgeRule(required, { reasons: [1] }), []);
  assertEquals(judgeRule(required, { x: 0, reasons: [1] }), ["wrong_count"]);
  const absent = { ...IMPLIES, when: [{ rule: "absent", at }] };
  assertEquals(judgeRule(absent, { reasons: [1] }), ["wrong_count"]);
});

Deno.test("ARTIFACT_CONTRACT_GATE takes a number that JSON cannot hold for none", () => {
  const rules = [{ rule: "min", at, value: 1 }];
  const files = { "a.json": '{"x":1e999}' };
  const judged = judgeGate(ARTIFACT_CONTRACT_GATE, { artifact: "a.json", rules }, { files });
  assertEquals(codesOf(judged), ["wrong_type"]);
});

Deno.test("ARTIFACT_CONTRACT_GATE compares fields of two files", () => {
  assertEquals(judgeRule({ rule: "equal", at, to: "other#/id" }, { x: 1 }, { id: 1 }), []);
  assertEquals(judgeRule({ rule: "equal", at, to: "other#/id" }, { x: 1 }, { id: 2 }), [
    "not_equal",
  ]);
  assertEquals(judgeRule({ rule: "min", at: "other#/n", value: 1 }, {}, { n: 0 }), ["below_min"]);
});

const REFUSED: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ["a word that it does not know", { rule: "required", at, wanted: true }, "wanted"],
  ["a rule that it does not know", { rule: "requires", at }, "rule"],
  ["neither value nor to", { rule: "equal", at }, "either value or to"],
  ["both value and to", { rule: "min", at, value: 1, to: "/y" }, "either value or to"],
  ["a pattern that can run away", { rule: "matches", at, pattern: "(a+)+" }, "the pattern"],
  ["a place that is no pointer", { rule: "required", at: "x.y" }, "JSON pointer"],
  ["a file that also does not name", { rule: "required", at: "more#/x" }, "names no file more"],
  ["a count without a bound", { rule: "count", at }, "equals, to, min or max"],
  [
    "the same within each",
    { rule: "each", at, rules: [{ rule: "equal", at: "/a" }] },
    "value or to",
  ],
];

for (const [what, rule, words] of REFUSED) {
  Deno.test(`ARTIFACT_CONTRACT_GATE refuses a contract with ${what}`, () => {
    const settings = { artifact: "a.json", rules: [rule] };
    const read = ARTIFACT_CONTRACT_GATE.shape.safeParse(settings);
    assertEquals(read.success, false);
    assertStringIncludes(JSON.stringify(read.error?.issues), words);
  });
}

Deno.test("ARTIFACT_CONTRACT_GATE tells a missing field once, whichever rules want it", () => {
  const rules = [{ rule: "required", at }, { rule: "equal", at, value: 1 }, {
    rule: "min",
    at,
    value: 1,
  }];
  const files = { "a.json": "{}" };
  const judged = judgeGate(ARTIFACT_CONTRACT_GATE, { artifact: "a.json", rules }, { files });
  assertEquals(judged.faults, [{
    code: "missing_field",
    subject: "a.json#/x",
    message: "a.json: /x is missing; it is wanted",
    place: { path: "a.json", at: "/x" },
  }]);
});

Deno.test("ARTIFACT_CONTRACT_GATE lets nothing pass but the artifact that was meant", () => {
  assertNothingElsePasses({
    row: ARTIFACT_CONTRACT_GATE,
    settings: {
      artifact: "a.json",
      schema: "acme.a.v1",
      rules: [
        { rule: "equal", at: "/kind", value: "real" },
        { rule: "each", at: "/x", rules: [{ rule: "required", at: "/y" }] },
      ],
    },
    world: { files: { "a.json": '{"schema":"acme.a.v1","kind":"real","x":[{"y":1}]}' } },
    path: "a.json",
    words: ["schema", "acme.a.v1", "kind", "x", "y", "z"],
  });
});

Deno.test("ARTIFACT_CONTRACT_GATE throws for no rule over any value", () => {
  const rules = CASES.map(([rule, rest]) => ({ rule, ...rest })).concat([IMPLIES] as never[]);
  const words = ["x", "y", "z", "s", "a", "ready", "reasons", "docs/there.md"];
  fc.assert(
    fc.property(hostileJson(words), (value) => {
      judgeGate(ARTIFACT_CONTRACT_GATE, { artifact: "a.json", rules }, {
        values: { "a.json": value },
      });
    }),
    { numRuns: 300 },
  );
});

Deno.test("ARTIFACT_CONTRACT_GATE has an example that its shape accepts", () => {
  const { id: _, kind, owner: _o, reproduce: _r, remediation: _m, ...settings } =
    ARTIFACT_CONTRACT_GATE.example;
  assertEquals(kind, ARTIFACT_CONTRACT_GATE.kind);
  assertEquals(ARTIFACT_CONTRACT_GATE.shape.safeParse(settings).error?.issues ?? [], []);
});
