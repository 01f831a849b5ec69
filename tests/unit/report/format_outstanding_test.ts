import { assertEquals } from "@std/assert";
import type { Outstanding, ReplayOrigin } from "../../../lib/model/replay.ts";
import { formatNext, formatOutstanding } from "../../../lib/report/format_outstanding.ts";
import { quoteShell } from "../../../lib/report/quote_shell.ts";
import { redRecord } from "../../support/sample_record.ts";

const one = (test: string | null, state: Outstanding["state"] = "failed"): Outstanding => ({
  ...{ suite: "unit", test, state, why: "failed" },
});
const origin = (outstanding: readonly Outstanding[]): ReplayOrigin => ({
  ...{ runIds: ["r"], records: ["/r"], differences: [], suites: [], outstanding },
});

Deno.test("formatOutstanding() names tests and suites with what they were, on one clean line each", () => {
  assertEquals(formatOutstanding({ outstanding: [one("unit::a\nb"), one(null)] }), [
    "outstanding: unit::a b: failed",
    "outstanding: suite unit: failed",
  ]);
});

Deno.test("formatOutstanding() is bounded, and counts the rest", () => {
  const lines = formatOutstanding({ outstanding: Array.from({ length: 99 }, () => one("t")) });
  assertEquals([lines.length, lines.at(-1)], [6, "  … and 94 more outstanding in summary.json"]);
});

Deno.test("formatNext() replays what is left from the run's own folder, from any folder", () => {
  const record = { ...redRecord(), replay: origin([one("unit::a")]) };
  const root = quoteShell([record.plan.root]);
  const call = (script: string) =>
    formatNext({ ...record, invocation: [script, "x"] }, "/out/logs/it's");
  assertEquals(
    call("/tools/replay.ts"),
    `cd ${root} && deno run -A /tools/replay.ts '/out/logs/it'\\''s'`,
  );
  assertEquals(
    call("/tools/qa_gate.ts"),
    `cd ${root} && deno run -A /tools/qa_gate.ts --rerun-from '/out/logs/it'\\''s'`,
  );
});

Deno.test("formatNext() is null where nothing is left, or nothing of it can be run", () => {
  for (const left of [[], [one("unit::a", "removed")]]) {
    assertEquals(formatNext({ ...redRecord(), replay: origin(left) }, "/out"), null);
  }
  assertEquals(formatNext(redRecord(), "/out"), null);
});
