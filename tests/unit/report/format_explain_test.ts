import { assertEquals } from "@std/assert";
import { formatExplain } from "../../../lib/report/format_explain.ts";
import { redRecord } from "../../support/sample_record.ts";

Deno.test("formatExplain() names the script beside the one that was used, and the record", () => {
  const record = redRecord();
  const path = "'/home/dev/my app/outputs/qa/logs/20261120T100000Z-a1b2c3/summary.json'";
  assertEquals(
    formatExplain(record),
    `cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/replay.ts --explain ${path}`,
  );
  const inside = { ...record, invocation: ["/home/dev/my app/scripts/qa/replay.ts", "latest"] };
  assertEquals(
    formatExplain(inside),
    `cd '/home/dev/my app' && deno run -A scripts/qa/replay.ts --explain ${path}`,
  );
});

Deno.test("formatExplain() is null where a single file was used, which cannot do that", () => {
  assertEquals(formatExplain({ ...redRecord(), invocation: ["/opt/qa_gate.js"] }), null);
});
