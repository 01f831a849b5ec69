import { assert, assertEquals } from "@std/assert";
import { checkSchema } from "../../../lib/model/check_schema.ts";
import { TestRecord } from "../../../lib/model/test_result.ts";
import { sampleTest } from "../../support/sample_suite.ts";

Deno.test("checkSchema() gives the value without what the schema does not know", () => {
  const value = { ...sampleTest(), more: 1 };
  assertEquals(checkSchema<TestRecord>(TestRecord, value), { ok: true, value: sampleTest() });
});

Deno.test("checkSchema() points at the first fault, as RFC 6901 writes it", () => {
  const value = { ...sampleTest(), earlier: [{ outcome: "great" }] };
  const checked = checkSchema<TestRecord>(TestRecord, value);
  assert(!checked.ok && checked.error.startsWith("at /earlier/0/outcome: Invalid option"));
  assertEquals(checkSchema<TestRecord>(TestRecord, 1), {
    ok: false,
    error: "at its top: Invalid input: expected object, received number",
  });
});

Deno.test("checkSchema() refuses a value with more faults than one call can take", () => {
  const value = { ...sampleTest(), earlier: Array.from({ length: 300_000 }, () => 1) };
  assertEquals(checkSchema<TestRecord>(TestRecord, value), {
    ok: false,
    error: "it is wrong in too many places",
  });
});
