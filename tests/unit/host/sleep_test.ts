import { assert, assertEquals } from "@std/assert";
import { sleep } from "../../../lib/host/sleep.ts";

Deno.test("sleep() returns at once for an aborted signal and when one is aborted", async () => {
  const stop = new AbortController();
  const startedMs = performance.now();
  const sleeping = sleep(60_000, stop.signal);
  stop.abort();
  await sleeping;
  await sleep(60_000, stop.signal);
  assert(performance.now() - startedMs < 10_000);
});

Deno.test("sleep() does not take a wait beyond the timer's range for none", async () => {
  const stop = new AbortController();
  let woken = false;
  const sleeping = sleep(2 ** 40, stop.signal).then(() => woken = true);
  await sleep(20);
  assertEquals(woken, false);
  stop.abort();
  await sleeping;
});
