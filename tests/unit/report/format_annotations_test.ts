import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { CI_HOSTS } from "../../../lib/catalog/ci_hosts.ts";
import { byteLength } from "../../../lib/report/fit_bytes.ts";
import { formatAnnotations } from "../../../lib/report/format_annotations.ts";
import {
  DIAGNOSED_TESTS,
  diagnosedRecord,
  sampleDiagnosis,
} from "../../support/sample_diagnosis.ts";
import { greenRecord } from "../../support/sample_record.ts";
import { sampleChange, sampleCounts, sampleTriage } from "../../support/sample_triage.ts";

const [github, gitlab, , azure] = CI_HOSTS;

/** A run with so many causes at so many lines, some without a place. */
function causes(count: number, unplaced = 0) {
  const [first] = sampleDiagnosis().clusters;
  const clusters = Array.from({ length: count + unplaced }, (_, at) => ({
    ...first!,
    fingerprint: String(at).padStart(16, "0"),
    tests: [`unit::test_${at}`],
    count: 1,
    assertion: {
      ...first!.assertion,
      line: at + 1,
      file: at < count ? "tests/a.py" : "/usr/lib/a.py",
    },
  }));
  const record = diagnosedRecord({ clusters, assertions: {} });
  const suites = record.suites.map((suite) => ({
    ...suite,
    executions: suite.executions.map((one) => ({ ...one, failures: [] })),
  }));
  return { ...record, suites };
}

Deno.test("formatAnnotations() tells each cause once, at its line, with its tests and the command", () => {
  const [first = "", second = "", ...more] = formatAnnotations(diagnosedRecord(), github!);
  assertEquals(more, []);
  assertStringIncludes(first, "::error file=tests/test_sum.py,line=9,title=2 tests of unit::");
  assertStringIncludes(first, "AssertionError: assert 3 == 4%0Aunit::tests/test_sum.py");
  assertStringIncludes(first, "%0Areplay: cd '/home/dev/my app' && deno run");
  assertStringIncludes(second, "line=15,title=unit%3A%3Atests/test_sum.py%3A%3A");
});

Deno.test("formatAnnotations() tells paths from the root of the checkout", () => {
  const [line = ""] = formatAnnotations(diagnosedRecord(), github!, { workspace: "/home/dev" });
  assertStringIncludes(line, "file=my app/tests/test_sum.py,");
});

Deno.test("formatAnnotations() says nothing of a green run, nor to a system without annotations", () => {
  assertEquals(formatAnnotations(greenRecord(), github!), []);
  assertEquals(formatAnnotations(diagnosedRecord(), gitlab!), []);
});

Deno.test("formatAnnotations() of ten causes has ten errors, of eleven ten and the number of the rest", () => {
  const count = (lines: readonly string[], start: string): number =>
    lines.filter((line) => line.startsWith(start)).length;
  assertEquals(formatAnnotations(causes(10), github!).length, 10);
  const lines = formatAnnotations(causes(13, 2), github!);
  assertEquals([count(lines, "::error"), count(lines, "::notice"), lines.length], [10, 1, 11]);
  assertStringIncludes(
    lines.at(-1) ?? "",
    "Not annotated: 3 more causes than fit here, and 2 causes without a line in the project",
  );
  const triage = sampleTriage({ changes: [], counts: sampleCounts() });
  const compared = { ...causes(30), triage };
  const warned = formatAnnotations(compared, azure!);
  assertEquals(count(warned, "##vso[task.logissue type=warning"), 10);
  assertStringIncludes(warned.at(-1) ?? "", "21 more causes");
});

Deno.test("formatAnnotations() makes errors of what is new, and warnings of what was known", () => {
  const triage = sampleTriage({ changes: [sampleChange({ id: DIAGNOSED_TESTS[1]!.id })] });
  const lines = formatAnnotations({ ...diagnosedRecord(), triage }, github!);
  assertEquals(lines.map((line) => line.split("::")[1]?.replace(/title=(\w+).*/, "title=$1")), [
    "error file=tests/test_sum.py,line=15,title=new",
    "warning file=tests/test_sum.py,line=9,title=known",
  ]);
});

Deno.test("formatAnnotations() only warns of a suite that is not required", () => {
  const record = diagnosedRecord();
  const suites = record.suites.map((suite) => ({ ...suite, required: false }));
  const lines = formatAnnotations({ ...record, suites }, github!);
  assertEquals(lines.map((line) => line.slice(0, 9)), ["::warning", "::warning"]);
});

Deno.test("formatAnnotations() keeps every bound of every system, whatever a test says", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 6000, size: "max" });
  const hosts = CI_HOSTS.flatMap(({ annotations }) => annotations === null ? [] : [annotations]);
  fc.assert(
    fc.property(fc.nat(40), text, (count, words) => {
      const record = causes(count, 1);
      const [unit, ...others] = record.suites;
      const clusters = unit!.diagnosis!.clusters.map((cluster) => ({
        ...cluster,
        count: 1000,
        tests: [words, `${words}2`],
        assertion: { ...cluster.assertion, message: words, type: words },
      }));
      const suite = { ...unit!, diagnosis: { ...unit!.diagnosis!, clusters } };
      for (const limits of hosts) {
        const seen: { level: string; bytes: number; title: number }[] = [];
        const annotations = {
          ...limits,
          format: (one: Parameters<typeof limits.format>[0]) => {
            const bytes = byteLength(one.message);
            seen.push({ level: one.level, bytes, title: byteLength(one.title) });
            return limits.format(one);
          },
        };
        const lines = formatAnnotations({ ...record, suites: [suite, ...others] }, { annotations });
        assert(lines.every((line) => !line.includes("\n")));
        assert(seen.filter(({ level }) => level === "error").length <= limits.maxErrors);
        assert(seen.every(({ bytes }) => bytes <= limits.maxMessageBytes));
        assert(seen.every(({ title }) => title <= limits.maxTitleBytes));
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
