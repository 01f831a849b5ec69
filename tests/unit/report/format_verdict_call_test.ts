import { assertEquals } from "@std/assert";
import { formatVerdictCall } from "../../../lib/report/format_verdict_call.ts";

Deno.test("formatVerdictCall() is a line for a shell that works from any folder", () => {
  const call = { script: "/opt/qa/verdict.js", root: "/my project", flags: [] };
  assertEquals(
    formatVerdictCall(call, ["--gate", "a"]),
    "cd '/my project' && deno run -A /opt/qa/verdict.js --gate a",
  );
});

Deno.test("formatVerdictCall() names a script of the project from there, and keeps the flags", () => {
  const flags = ["--now", "2026-11-20"];
  const call = { script: "/p/scripts/qa/verdict.ts", root: "/p", flags };
  assertEquals(
    formatVerdictCall(call),
    "cd /p && deno run -A scripts/qa/verdict.ts --now 2026-11-20",
  );
});
