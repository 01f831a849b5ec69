import { assertEquals } from "@std/assert";
import running from "../../../fixtures/docker/top/running/stdout.txt" with { type: "text" };
import { readTop } from "../../../lib/docker/docker_top.ts";

Deno.test("readTop() reads the table, spaces in the last column too", () => {
  const { titles, processes } = readTop(running);
  assertEquals(titles.at(-1), "COMMAND");
  assertEquals(processes.length, 1);
  assertEquals(processes[0]?.length, titles.length);
  assertEquals(processes[0]?.[4], "hrtimer_nanosleep");
  assertEquals(processes[0]?.at(-1), "python3 -c import time; print('a b'); time.sleep(60)");
});

Deno.test("readTop() reads nothing from nothing", () => {
  assertEquals(readTop(""), { titles: [""], processes: [] });
});
