import { assertEquals } from "@std/assert";
import report from "../../../fixtures/traces/go/stdout.jsonl" with { type: "text" };
import outcomes from "../../../fixtures/runners/go/outcomes/stdout.jsonl" with { type: "text" };
import { plainLines } from "../../../lib/classify/plain_lines.ts";
import { readGoTrace } from "../../../lib/classify/trace_go.ts";
import { readGoTest } from "../../../lib/formats/read_go_test.ts";
import { readFailing } from "../../support/read_failing.ts";

async function traceOf(text: string, name: string) {
  const failing = await readFailing(readGoTest, text, "go");
  return readGoTrace(plainLines(failing[name]?.details ?? ""));
}

Deno.test("readGoTrace() tells the calls of a panic without the testing package's remark", async () => {
  const [raised] = await traceOf(report, "TestNil");
  assertEquals(raised?.type, "panic");
  assertEquals(
    raised?.message,
    "runtime error: invalid memory address or nil pointer dereference",
  );
  const own = raised?.frames.filter(({ file }) => file.startsWith("/tmp/sample/"));
  assertEquals(own?.map(({ function: called, line }) => [called, line]), [
    ["example.com/traces/nilpanic.TestNil", 10],
    ["example.com/traces/store.NameOf", 5],
  ]);
});

Deno.test("readGoTrace() tells every goroutine of a test that hangs", async () => {
  const told = await traceOf(outcomes, "TestHangs");
  assertEquals(told.length, 3);
  assertEquals(told[2]?.frames.at(-1)?.function, "time.Sleep");
});

Deno.test("readGoTrace() takes the last line that a test said where nothing panicked", async () => {
  assertEquals(await traceOf(report, "TestMarkedHelper"), [
    { type: "", message: "wrong", frames: [{ file: "store_test.go", line: 18, function: "" }] },
  ]);
});
