import { assertEquals } from "@std/assert";
import { newCounters } from "../../../lib/execute/count_stream.ts";
import { openTarget } from "../../../lib/execute/open_target.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";

async function open(failures: FakeScript["failures"] = []) {
  const host = fakeHost({ files: { "/run/stdout.log": "before\n" }, failures });
  const [counters, warnings] = [newCounters(), new Array<string>()];
  await host.sleep(500);
  const target = await openTarget(host, "stdout.log", counters, {
    folder: "/run",
    label: "suites/unit/container-1",
    redactor: createRedactor(new Map()),
    stdout: counters,
    stderr: newCounters(),
    warn: (message) => warnings.push(message),
  });
  return { host, counters, target, warnings };
}

Deno.test("openTarget() appends to the log, and counts time from then on", async () => {
  const { host, target, counters, warnings } = await open();
  await host.sleep(70);
  assertEquals([target.sinceStartMs(), target.counters === counters], [70, true]);
  await target.sink.write(new TextEncoder().encode("after\n"));
  assertEquals((await target.sink.close()).ok, true);
  assertEquals([host.files.text("/run/stdout.log"), warnings], ["before\nafter\n", []]);
});

Deno.test("openTarget() names the log that is cut by its name among the artifacts", async () => {
  const { target, warnings } = await open();
  target.onLost("disk full");
  assertEquals(warnings, ["suites/unit/container-1/stdout.log is cut: disk full"]);
});

Deno.test("openTarget() drops what cannot be written, so that the stream flows, and warns once", async () => {
  const { target, warnings } = await open([{ path: "/run", code: "read-only" }]);
  assertEquals((await target.sink.write(new Uint8Array(3))).ok, true);
  assertEquals((await target.sink.close()).ok, true);
  assertEquals(warnings, [
    "suites/unit/container-1/stdout.log cannot be written: fake: read-only",
  ]);
});
