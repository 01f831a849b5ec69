import { assertEquals, assertStrictEquals } from "@std/assert";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { redactRecord } from "../../../lib/observe/redact_record.ts";

const FILE = "suites/unit/tests.jsonl";
const MARK = "[redacted:env:TOKEN]";

function redactorOf() {
  return createRedactor(new Map([["TOKEN", "hunter2-hunter2"]]));
}

function record(change: Partial<TestRecord> = {}): TestRecord {
  return {
    ...{ id: "unit::a.py::c::t[1]", suite: "unit", place: "failsafe", attempt: 1, file: "a.py" },
    ...{ class: "c", name: "t[1]", parameters: "1", occurrence: 1, outcome: "failed" },
    ...{ duration_ms: 1, message: "m", details: "d", line: 3, earlier: [], route: null },
    ...{ quarantine: null, fingerprint: null, ...change },
  };
}

Deno.test("redactRecord() leaves a record without secrets as it is", () => {
  const clean = record();
  assertStrictEquals(redactRecord(clean, redactorOf(), FILE), clean);
});

Deno.test("redactRecord() replaces a secret in each of its texts, and counts it once for each", () => {
  const secret = "a hunter2-hunter2";
  const hidden = `a ${MARK}`;
  const earlier = { outcome: "failed", duration_ms: 1, message: secret, details: secret } as const;
  const texts = { id: secret, file: secret, class: secret, name: secret, parameters: secret };
  const told = { ...texts, message: secret, details: secret, route: secret, earlier: [earlier] };
  const redactor = redactorOf();
  const result = redactRecord(record(told), redactor, FILE);
  const expected = Object.keys(texts).map((key) => [key, hidden]);
  assertEquals(result, {
    ...record(),
    ...Object.fromEntries(expected),
    message: hidden,
    details: hidden,
    route: hidden,
    earlier: [{ ...earlier, message: hidden, details: hidden }],
  });
  assertEquals(redactor.counts(), [{ rule: "env:TOKEN", file: FILE, count: 10 }]);
});

Deno.test("redactRecord() is not led astray by escape sequences without an end, nor by its separator", () => {
  for (const name of ["\u001b]0;", "\u009d", "\n\0\n"]) {
    const told = record({ name, parameters: "hunter2-hunter2", route: null });
    const { parameters, ...rest } = redactRecord(told, redactorOf(), FILE);
    assertEquals([parameters, rest.name, rest.route], [MARK, name, null]);
  }
});
