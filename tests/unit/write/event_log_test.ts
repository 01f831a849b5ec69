import { assertEquals } from "@std/assert";
import { openEventLog } from "../../../lib/write/event_log.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { type RunEvent, RunEventLine } from "../../../lib/model/run_event.ts";
import { fakeHost } from "../../support/fake_host.ts";

const FALLBACK: RunEvent = {
  type: "fallback",
  phase: "midway",
  reason: "container-lost",
  detail: "",
  hint: "",
  suites: ["unit"],
  not_checked: [],
};

Deno.test("openEventLog() writes lines of its schema, the time of each in `at`", async () => {
  const host = fakeHost({ files: { "/run": { kind: "folder" } } });
  const log = await openEventLog(host, "/run/events.jsonl", createRedactor(new Map()), () => {});
  const events: readonly RunEvent[] = [FALLBACK, { type: "warning", message: "look" }];
  const at = host.now();
  for (const event of events) log.add(event);
  await log.close();
  const lines = host.files.text("/run/events.jsonl").trimEnd().split("\n");
  const read = lines.map((line) => RunEventLine.parse(JSON.parse(line)));
  assertEquals(read, events.map((event) => ({ schema: "qa.event.v1", at, ms: 0, ...event })));
});
