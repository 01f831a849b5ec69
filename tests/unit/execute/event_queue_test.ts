import { assertEquals } from "@std/assert";
import { openEventQueue } from "../../../lib/execute/event_queue.ts";

Deno.test("openEventQueue() gives values in order, and ends once all were taken", async () => {
  const queue = openEventQueue<number>();
  queue.push(1);
  queue.push(2);
  const taken: number[] = [];
  for await (const value of queue.values) {
    taken.push(value);
    if (value === 2) queue.push(3);
    if (value === 3) queue.close();
  }
  queue.push(4);
  assertEquals(taken, [1, 2, 3]);
});

Deno.test("openEventQueue() makes those wait who tell more than is taken", async () => {
  const queue = openEventQueue<number>();
  let told = 0;
  const teller = (async () => {
    for (; told < 1000; told++) {
      queue.push(told);
      await queue.room();
    }
    queue.close();
  })();
  await Promise.resolve();
  const taken: number[] = [];
  let most = 0;
  for await (const value of queue.values) {
    taken.push(value);
    most = Math.max(most, told - value);
  }
  await teller;
  assertEquals(taken.length, 1000);
  assertEquals(most <= 130, true);
});
