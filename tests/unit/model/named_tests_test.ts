import { assertEquals } from "@std/assert";
import { openNamedTests } from "../../../lib/model/named_tests.ts";
import { FAILURES_KEPT } from "../../../lib/model/run_record.ts";
import { sampleTest } from "../../support/sample_suite.ts";

Deno.test("openNamedTests() keeps failing, flaky and quarantined tests apart, and no others", () => {
  const lists = openNamedTests();
  lists.add(sampleTest({ id: "a" }));
  lists.add(sampleTest({ id: "b", outcome: "flaky" }));
  lists.add(sampleTest({ id: "c", quarantine: "c" }));
  lists.add(sampleTest({ id: "d", outcome: "passed" }));
  lists.add(sampleTest({ id: "e", outcome: "skipped" }));
  const { failures, flaky, quarantined } = lists.end();
  assertEquals([failures, flaky, quarantined].map((list) => list.map(({ id }) => id)), [
    ["a"],
    ["b"],
    ["c"],
  ]);
});

Deno.test("openNamedTests() keeps the first of each sort", () => {
  const lists = openNamedTests();
  for (let at = 0; at < 2 * FAILURES_KEPT; at++) lists.add(sampleTest({ quarantine: "q" }));
  lists.add(sampleTest({ id: "last" }));
  const { failures, quarantined } = lists.end();
  assertEquals([failures.length, quarantined.length], [1, FAILURES_KEPT]);
});

Deno.test("openNamedTests() counts the tests of each cause, also those that it does not keep", () => {
  const lists = openNamedTests();
  for (let at = 0; at < 2 * FAILURES_KEPT; at++) lists.add(sampleTest({ fingerprint: "a" }));
  lists.add(sampleTest({ fingerprint: "b" }));
  lists.add(sampleTest({ fingerprint: "b", quarantine: "q" }));
  lists.add(sampleTest({ fingerprint: "c", outcome: "flaky" }));
  const { failures, causes } = lists.end();
  assertEquals([failures.length, causes], [FAILURES_KEPT, { a: 2 * FAILURES_KEPT, b: 1 }]);
  assertEquals(openNamedTests().end().causes, undefined);
});
