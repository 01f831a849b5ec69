import { assertEquals, assertStringIncludes } from "@std/assert";
import type { TriageAccount } from "../../../lib/model/triage.ts";
import { formatTriage } from "../../../lib/report/format_triage.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";
import {
  sampleChange,
  sampleCounts,
  sampleTriage,
  sampleTriaged,
} from "../../support/sample_triage.ts";

function format(changes: Partial<TriageAccount> = {}): readonly string[] {
  return formatTriage({ ...redRecord(), triage: sampleTriage(changes) });
}

Deno.test("formatTriage() says in three lines what is new, the worst of it, and the command", () => {
  const [head, worst, command, ...more] = format();
  assertEquals(head, "since 20261119T100000Z-000001: regression (1 new failure)");
  assertEquals(
    worst,
    "  new failure: unit::tests/test_sum.py::tests.test_sum::test_adds: assert 1 == 2",
  );
  assertStringIncludes(command ?? "", " --rerun-from ");
  assertEquals(more, []);
  assertEquals(formatTriage(greenRecord()), []);
});

Deno.test("formatTriage() says loudly what is gone, and what could not be compared", () => {
  const gone = sampleChange({ kind: "vanished", after: null });
  const lines = format({
    status: "stable",
    regressions: 0,
    counts: sampleCounts({ vanished: 2, fixed: 1 }),
    changes: [gone],
    notTold: 3,
    comparable: { isComplete: false, isUsableForFlakiness: true, reasons: [] },
  });
  assertEquals(lines, [
    "since 20261119T100000Z-000001: stable (1 fixed, 2 VANISHED, 3 not comparable)",
    "  vanished: unit::tests/test_sum.py::tests.test_sum::test_adds",
  ]);
});

Deno.test("formatTriage() is one line where nothing changed", () => {
  const lines = format({ status: "stable", regressions: 0, counts: sampleCounts(), changes: [] });
  assertEquals(lines, ["since 20261119T100000Z-000001: stable (nothing changed)"]);
});

Deno.test("formatTriage() lets no control character of a test into the terminal", () => {
  const evil = sampleChange({
    id: "unit::\x1b[2Jx",
    after: sampleTriaged({ message: "\x1b]0;title\x07" }),
  });
  for (const line of format({ changes: [evil] })) assertEquals(/\p{Cc}/u.test(line), false, line);
});
