import { assertEquals } from "@std/assert";
import { formatEvidence } from "../../../lib/report/format_evidence.ts";

Deno.test("formatEvidence() says in one line that all is as it was", () => {
  assertEquals(
    formatEvidence({ runId: "r1", listed: 3, faults: [] }),
    "r1: 3 listed files, each as the run left it, and no other\n",
  );
});

Deno.test("formatEvidence() names each fault, then how many there are of each", () => {
  const faults = [
    { path: "a", fault: "missing", detail: "" },
    { path: "b", fault: "changed", detail: "2 bytes instead of 1" },
    { path: "c", fault: "missing", detail: "" },
  ] as const;
  assertEquals(
    formatEvidence({ runId: "r1", listed: 1, faults }),
    "missing a\n" +
      "changed b: 2 bytes instead of 1\n" +
      "missing c\n" +
      "r1: 1 listed file, 2 missing, 1 changed\n",
  );
});

Deno.test("formatEvidence() shows no escape sequence of a file's name", () => {
  const faults = [{ path: "a\u001b[2J\nb", fault: "extra", detail: "" }] as const;
  const text = formatEvidence({ runId: "r1", listed: 0, faults });
  assertEquals([text.includes("\u001b"), text.split("\n").length], [false, 3]);
});
