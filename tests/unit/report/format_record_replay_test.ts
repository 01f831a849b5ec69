import { assertEquals } from "@std/assert";
import {
  formatRecordReplay,
  formatRelativeReplay,
  fromRoot,
  recordPath,
} from "../../../lib/report/format_record_replay.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";

const RECORD = greenRecord();
const PATH = "'/home/dev/my app/outputs/qa/logs/20261120T100000Z-a1b2c3/summary.json'";

Deno.test("recordPath() is the summary of the run, wherever that was written", () => {
  assertEquals(`'${recordPath(RECORD)}'`, PATH);
  assertEquals(recordPath({ ...RECORD, folder: "/tmp/x" }), "/tmp/x/summary.json");
});

Deno.test("formatRecordReplay() replays all, one suite, or one test", () => {
  const gate =
    `cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --rerun-from ${PATH}`;
  assertEquals(formatRecordReplay(RECORD), gate);
  assertEquals(formatRecordReplay(RECORD, { suite: "unit" }), `${gate} --suite unit`);
  assertEquals(
    formatRecordReplay(RECORD, { test: "unit::it's [one]" }),
    `${gate} --test 'unit::it'\\''s [one]'`,
  );
});

Deno.test("formatRecordReplay() gives a replay's record to the replay again", () => {
  const record = { ...RECORD, invocation: ["/home/dev/my app/scripts/qa/replay.ts", "x"] };
  assertEquals(
    formatRecordReplay(record, { suite: "unit" }),
    `cd '/home/dev/my app' && deno run -A scripts/qa/replay.ts ${PATH} --suite unit`,
  );
});

Deno.test("formatRecordReplay() names a configuration that is not found by itself", () => {
  const plan = { ...RECORD.plan, configPath: "ci/qa.jsonc" };
  assertEquals(
    formatRecordReplay({ ...RECORD, plan })?.endsWith("summary.json' --config ci/qa.jsonc"),
    true,
  );
});

Deno.test("formatRecordReplay() calls the script that made the record, whatever its name", () => {
  const record = { ...RECORD, invocation: ["/home/dev/tools/gate.js"] };
  assertEquals(
    formatRecordReplay(record, { test: ["x", "y"] }),
    `cd '/home/dev/my app' && deno run -A /home/dev/tools/gate.js --rerun-from ${PATH} --test x --test y`,
  );
});

Deno.test("formatRelativeReplay() names record and script from the root, where they lie below it", () => {
  const record = redRecord();
  const { root, outputs } = record.plan;
  const inside = { ...record, invocation: [`${root}/scripts/qa/qa_gate.js`] };
  assertEquals(
    formatRelativeReplay(inside, { suite: "unit" }),
    `deno run -A scripts/qa/qa_gate.js --rerun-from outputs/qa/logs/${record.runId}/summary.json --suite unit`,
  );
  assertEquals(fromRoot(record, outputs), "outputs/qa");
  // Elsewhere there is no shorter name.
  assertEquals(fromRoot(record, "/elsewhere/x"), "/elsewhere/x");
});
