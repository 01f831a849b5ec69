import { assertEquals } from "@std/assert";
import { openDeadline } from "../../../lib/pipeline/open_deadline.ts";
import { fakeHost } from "../../support/fake_host.ts";

Deno.test("openDeadline() passes after its time, and tells what is left", async () => {
  const host = fakeHost();
  const deadline = openDeadline(host, 1000);
  await host.sleep(400);
  assertEquals([deadline.signal.aborted, deadline.leftMs()], [false, 600]);
  await host.sleep(601);
  assertEquals([deadline.signal.aborted, deadline.leftMs()], [true, 0]);
});

Deno.test("openDeadline() never passes once it is closed", async () => {
  const host = fakeHost();
  const deadline = openDeadline(host, 1000);
  deadline.close();
  await host.sleep(2000);
  assertEquals(deadline.signal.aborted, false);
});

Deno.test("openDeadline() of a run without one never passes", async () => {
  const host = fakeHost();
  const deadline = openDeadline(host, null);
  await host.sleep(1e9);
  assertEquals([deadline.signal.aborted, deadline.leftMs()], [false, Infinity]);
  deadline.close();
});
