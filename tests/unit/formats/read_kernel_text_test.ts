import { assert, assertEquals } from "@std/assert";
import dmesg from "../../../fixtures/kernel/oom/dmesg.txt" with { type: "text" };
import {
  linesAbout,
  readDf,
  readKernelLog,
  readLimits,
  readMeminfo,
  readResolvConf,
} from "../../../lib/formats/read_kernel_text.ts";

const ID = /oom_memcg=\/docker\/([0-9a-f]{64})/.exec(dmesg)?.[1] ?? "";

Deno.test("linesAbout() keeps what the kernel says of one container, the kill included", () => {
  const lines = linesAbout(readKernelLog(dmesg), ID).map(({ text }) => text);
  assert(lines.some((line) => line.startsWith("oom-kill:constraint=CONSTRAINT_MEMCG")));
  assert(lines.some((line) => line.startsWith("Memory cgroup out of memory: Killed process")));
});

Deno.test("linesAbout() leaves out what became of others", () => {
  assertEquals(linesAbout(readKernelLog(dmesg), "0".repeat(64)), []);
  assertEquals(linesAbout(readKernelLog(dmesg), ""), []);
});

Deno.test("linesAbout() keeps a kill for which the whole machine had no memory", () => {
  const told = "[1.5] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null)\n" +
    "[1.6] Out of memory: Killed process 7 (python3)\n";
  assertEquals(linesAbout(readKernelLog(told), ID).length, 2);
});

Deno.test("readMeminfo(), readLimits(), readDf() and readResolvConf() read what Linux prints", () => {
  assertEquals(readMeminfo("MemTotal:       24684092 kB\nHugePages_Total:       0\n"), {
    MemTotal: 24684092 * 1024,
  });
  assertEquals(
    readLimits(
      "Limit                     Soft Limit           Hard Limit\n" +
        "Max processes             96365                unlimited            processes \n",
    ),
    [
      { name: "Max processes", soft: "96365", hard: "unlimited" },
    ],
  );
  assertEquals(
    readDf(
      "Filesystem     1024-blocks     Used Available Capacity Mounted on\n" +
        "/dev/vda         264212084 27855768  78535144      27% /my disk\n",
    ),
    [
      { device: "/dev/vda", size: 264212084, free: 78535144, mountedAt: "/my disk" },
    ],
  );
  assertEquals(readResolvConf("# a\nnameserver 10.0.0.1\nsearch a.example b.example\n"), {
    servers: ["10.0.0.1"],
    search: ["a.example", "b.example"],
  });
});
