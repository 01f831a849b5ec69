import { assertEquals } from "@std/assert";
import report from "../../../fixtures/traces/bats/stdout.txt" with { type: "text" };
import broken from "../../../fixtures/runners/bats/broken/stdout.txt" with { type: "text" };
import { plainLines } from "../../../lib/classify/plain_lines.ts";
import { readBatsTrace } from "../../../lib/classify/trace_bats.ts";
import { readTap } from "../../../lib/formats/read_tap.ts";
import { readFailing } from "../../support/read_failing.ts";

Deno.test("readBatsTrace() tells the calls, the test itself first", async () => {
  const failing = await readFailing(readTap, report, "bats");
  assertEquals(readBatsTrace(plainLines(failing["in a deeper one"]?.details ?? "")), [{
    type: "",
    message: "`twice -2' failed",
    frames: [
      { file: "traces.bats", line: 9, function: "" },
      { file: "traces.bats", line: 8, function: "twice" },
      { file: "helper.bash", line: 2, function: "check" },
    ],
  }]);
});

Deno.test("readBatsTrace() reads what the shell says of a file that it cannot read", async () => {
  const failing = await readFailing(readTap, broken, "bats");
  const [raised] = readBatsTrace(plainLines(failing["setup_file failed"]?.details ?? ""));
  assertEquals(raised?.message, "syntax error: unexpected end of file");
  assertEquals(raised?.frames[0]?.line, 4);
});
