import { assertEquals } from "@std/assert";
import running from "../../../fixtures/docker/stats/running/stdout.txt" with { type: "text" };
import { dockerStats, readStats } from "../../../lib/docker/docker_stats.ts";

Deno.test("dockerStats() follows one container", () => {
  assertEquals(dockerStats("docker", "abc").slice(-2), ["--", "abc"]);
});

Deno.test("readStats() reads a line, with what a terminal needs around it", () => {
  const lines = running.split("\n").filter((line) => line.includes("MemUsage"));
  const told = lines.map(readStats).filter((line) => line !== null);
  assertEquals(told.length, lines.length);
  assertEquals(told[0], {
    memoryBytes: 5_636_096,
    cpuPercent: 0,
    pids: 1,
    readBytes: 0,
    writtenBytes: 0,
  });
});

Deno.test("readStats() knows nothing of dashes and of what is no line", () => {
  assertEquals(readStats(" \x1b[K"), null);
  assertEquals(readStats('{"MemUsage":"-- / --","CPUPerc":"--","PIDs":"--"}'), {
    ...{ memoryBytes: null, cpuPercent: null, pids: null, readBytes: null, writtenBytes: null },
  });
});
