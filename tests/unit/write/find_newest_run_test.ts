import { assertEquals } from "@std/assert";
import { findNewestRun } from "../../../lib/write/find_newest_run.ts";
import { fakeHost } from "../../support/fake_host.ts";

const LOGS = "/project/outputs/qa/logs";

Deno.test("findNewestRun() takes a diagnosis for no run that could be replayed", async () => {
  const host = fakeHost({
    files: {
      [`${LOGS}/20260101T000000Z-aaaaaa/summary.json`]: "{}",
      [`${LOGS}/20260102T000000Z-bbbbbb/summary.json`]: "{}",
      [`${LOGS}/20260102T000000Z-bbbbbb/host_telemetry.json`]: "{}",
    },
  });
  assertEquals(
    await findNewestRun(host, "/project/outputs/qa"),
    `${LOGS}/20260101T000000Z-aaaaaa`,
  );
});

Deno.test("findNewestRun() finds none where there is none", async () => {
  assertEquals(await findNewestRun(fakeHost(), "/project/outputs/qa"), null);
});
