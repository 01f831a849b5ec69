import { assert, assertEquals, assertMatch } from "@std/assert";
import * as z from "zod";
import { readConfig } from "../../../lib/config/read_config.ts";
import { readGates } from "../../../lib/config/read_gates.ts";
import type { GateRow } from "../../../lib/model/gate.ts";

const ROW = {
  kind: "suite",
  answers: "Does it?",
  shape: z.strictObject({
    suites: z.array(z.string()).min(1).describe("names of suites"),
    rule: z.discriminatedUnion("is", [
      z.strictObject({ is: z.literal("one"), of: z.string() }),
      z.strictObject({ is: z.literal("two") }),
    ]).optional(),
    low: z.number().optional(),
    high: z.number().optional(),
  }).refine(({ low = 0, high = 1 }) => low <= high, "low is more than high"),
  codes: {},
  judge: () => {
    throw new Error("not judged here");
  },
  example: {},
};
const ROWS = [ROW, { ...ROW, kind: "floors" }] as unknown as readonly GateRow[];

function read(gates: string) {
  const config = readConfig(`{ "gates": [\n${gates}\n] }`, "qa.jsonc");
  assert(config.ok, JSON.stringify(config));
  return readGates(config.value, ROWS, "qa.jsonc");
}

function refusal(gates: string): string {
  const found = read(gates);
  assert(!found.ok, `accepted ${gates}`);
  assert(found.error.kind === "config");
  const { line, column, message, hint } = found.error;
  return `${line}:${column} ${message} | ${hint}`;
}

Deno.test("readGates() reads head and settings apart", () => {
  const found = read(
    '{ "id": "a", "kind": "suite", "suites": ["x"], "owner": "ann", "blocking": false }',
  );
  assert(found.ok);
  assertEquals(found.value.map(({ head, settings }) => ({ head, settings })), [{
    head: {
      ...{ id: "a", kind: "suite", blocking: false, owner: "ann" },
      ...{ reproduce: null, remediation: null },
    },
    settings: { suites: ["x"] },
  }]);
});

Deno.test("readGates() names the nearest kind, and every kind", () => {
  assertEquals(
    refusal('{ "id": "a", "kind": "sute" }'),
    '2:22 gates[0].kind: there is no kind of gate "sute" | Did you mean "suite"? Kinds: suite, floors',
  );
});

Deno.test("readGates() refuses an id given twice at the second one", () => {
  const one = '{ "id": "a", "kind": "suite", "suites": ["x"] }';
  assertMatch(refusal(`${one},\n${one}`), /^3:9 gates\[1\]\.id: "a" is the id of another gate too/);
});

Deno.test("readGates() tells an unknown key with those of the head and of the kind", () => {
  assertEquals(
    refusal('{ "id": "a", "kind": "suite", "suites": ["x"], "onwer": "ann" }'),
    '2:48 Unknown key "onwer" of gates[0] | Did you mean "owner"? Accepted keys: id, kind, blocking, ' +
      "owner, reproduce, remediation, suites, rule, low, high",
  );
  assertMatch(
    refusal('{ "id": "a", "kind": "suite", "suites": ["x"], "rule": { "is": "two", "off": 1 } }'),
    /^2:71 Unknown key "off" of gates\[0\]\.rule \|/,
  );
});

Deno.test("readGates() tells a bad value, a missing one and a broken rule with their place", () => {
  assertEquals(
    refusal('{ "id": "a", "kind": "suite" }'),
    "2:1 gates[0].suites is missing | It is a list: names of suites",
  );
  assertEquals(
    refusal('{ "id": "a", "kind": "suite", "suites": "x" }'),
    '2:41 gates[0].suites is "x", which is not accepted | Accepted: a list: names of suites',
  );
  assertEquals(
    refusal('{ "id": "a", "kind": "suite", "suites": ["x"], "rule": { "is": "three" } }'),
    '2:64 gates[0].rule.is is "three", which is not accepted | Accepted: one of one, two',
  );
  assertMatch(
    refusal('{ "id": "a", "kind": "suite", "suites": ["x"], "low": 2 }'),
    /^2:1 gates\[0\]: low is more than high \|/,
  );
  assertMatch(
    refusal('{ "id": "a", "kind": "suite", "suites": [], "blocking": 1 }'),
    /\(and 1 more\)/,
  );
});

/** A rule that holds rules: its schema refers to itself. */
type Rule =
  | { readonly rule: "equal"; readonly at: string; readonly value?: string }
  | { readonly rule: "each"; readonly rules: readonly Rule[] };
const RULE: z.ZodType<Rule> = z.lazy(() =>
  z.discriminatedUnion("rule", [
    z.strictObject({ rule: z.literal("each"), rules: z.array(RULE) }),
    z.strictObject({ rule: z.literal("equal"), at: z.string(), value: z.string().optional() }),
  ])
) as unknown as z.ZodType<Rule>;
const RULED = { ...ROW, kind: "contract", shape: z.strictObject({ rules: z.array(RULE) }) };

Deno.test("readGates() knows what is accepted inside of rules that hold rules", () => {
  const refused = (rules: string) => {
    const text = `{ "gates": [\n{ "id": "a", "kind": "contract", "rules": [${rules}] }\n] }`;
    const config = readConfig(text, "qa.jsonc");
    assert(config.ok);
    const found = readGates(config.value, [RULED] as unknown as readonly GateRow[], "qa.jsonc");
    assert(!found.ok && found.error.kind === "config");
    return `${found.error.message} | ${found.error.hint}`;
  };
  assertEquals(
    refused('{ "rule": "eqal", "at": "/x" }'),
    'gates[0].rules[0].rule is "eqal", which is not accepted | Did you mean "equal"? one of each, equal',
  );
  assertEquals(
    refused('{ "rule": "equal", "at": "/x", "valu": "y" }'),
    'Unknown key "valu" of gates[0].rules[0] | Did you mean "value"? Accepted keys: rule, at, value',
  );
});

Deno.test("readGates() tells the misspelt key, and not that the right one is missing", () => {
  assertEquals(
    refusal('{ "id": "a", "kind": "suite", "suits": ["x"] }'),
    '2:31 Unknown key "suits" of gates[0] | Did you mean "suites"? Accepted keys: id, kind, ' +
      "blocking, owner, reproduce, remediation, suites, rule, low, high",
  );
});

Deno.test("readGates() refuses an id that is kept, at its place", () => {
  assertEquals(
    refusal('{ "id": "waivers", "kind": "suite", "suites": ["x"] }'),
    '2:9 gates[0].id: "waivers" is kept for the audit of waivers (kind waivers) | Give the gate another id',
  );
});
