import { assertEquals, assertStringIncludes } from "@std/assert";
import { isShellName, taskPrologue } from "../../../lib/docker/task_prologue.ts";

const REQUEST = {
  ...{ slotVariable: "QA_SLOT", tasks: [4, 2], folder: "/qa", payloads: 1 },
  ...{ env: { A: "it's", "no.name": "x" }, deadlineMs: 1500, graceMs: 10, alwaysZero: true },
  lastWord: { line: "qa-end-x" },
};

Deno.test("taskPrologue() hands over numbers, variables that a shell can export, and whole seconds", () => {
  const script = taskPrologue(REQUEST);
  assertStringIncludes(script, "set -- 4 2\n");
  assertStringIncludes(script, "export A='it'\\''s'\n");
  assertEquals(script.includes("no.name"), false);
  assertStringIncludes(script, "qa_wait 2\n");
  assertStringIncludes(script, "qa_wait 1\n");
  assertEquals(script.trimEnd().endsWith("exit 0"), true);
});

Deno.test("taskPrologue() ends as its script did where nobody runs it again", () => {
  const file = { file: "/dev/termination-log" };
  const script = taskPrologue({ ...REQUEST, lastWord: file, alwaysZero: false });
  assertEquals(script.trimEnd().endsWith('exit "$qa_code"'), true);
  assertStringIncludes(script, ">/dev/termination-log");
});

Deno.test("isShellName() knows what can be exported", () => {
  assertEquals(["A", "_b1", "1a", "a.b", "a-b", ""].map(isShellName), [
    ...[true, true, false, false, false, false],
  ]);
});
