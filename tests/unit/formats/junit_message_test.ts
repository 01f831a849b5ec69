import { assertEquals } from "@std/assert";
import type { JunitVerdict } from "../../../lib/formats/junit_case.ts";
import { firstLine, tellMessage } from "../../../lib/formats/junit_message.ts";

function failure(parts: Partial<JunitVerdict>): JunitVerdict {
  return { kind: "failure", type: "", message: "", time: undefined, details: "", ...parts };
}

const tell = (parts: Partial<JunitVerdict>) => tellMessage(failure(parts), parts.details ?? "");

Deno.test("tellMessage() takes the message, unless it says of every failure the same", () => {
  assertEquals(tell({ message: "\n one \n two", details: "text" }), "one");
  assertEquals(tell({ message: "Failed", details: "=== RUN TestA\n  a.go:1: why" }), "a.go:1: why");
  assertEquals(tell({ message: "Failed" }), "Failed");
  assertEquals(
    tell({ details: "\n  (in test file a.bats, line 2)\n  `false' failed" }),
    "`false' failed",
  );
  assertEquals(tell({ message: "=== RUN TestA\n    a.go:2: skipped" }), "a.go:2: skipped");
  assertEquals(tell({ type: "test timeout" }), "test timeout");
  assertEquals(tellMessage(undefined, ""), "");
});

Deno.test("tellMessage() looks behind a place only where Playwright wrote it", () => {
  const message = "a.spec.ts:3:5 logs in";
  const details = "  [x] › a.spec.ts:3:5 › logs in ───\n\n    Error: why";
  assertEquals(tell({ type: "FAILURE", message, details }), "Error: why");
  assertEquals(tell({ type: "other", message, details }), message);
});

Deno.test("firstLine() yields one bounded line of well-formed text", () => {
  assertEquals(firstLine("\r\n\t first \r\nsecond"), "first");
  assertEquals(firstLine("x".repeat(5000)).length, 2000);
  assertEquals(firstLine(`${"x".repeat(1999)}🎉`), `${"x".repeat(1999)}\ufffd`);
  assertEquals(firstLine(" \n "), "");
});
