import { assertEquals } from "@std/assert";
import { listProcesses } from "../../../lib/observe/list_processes.ts";
import { fakeHost } from "../../support/fake_host.ts";

const ID = "c".repeat(64);
const GROUP = `/sys/fs/cgroup/docker/${ID}`;
const SCOPE = `/sys/fs/cgroup/machine.slice/libpod-${ID}.scope`;

function list(files: Readonly<Record<string, string>>) {
  return listProcesses(fakeHost({ files }), ID);
}

Deno.test("listProcesses() finds the group wherever this engine keeps it", async () => {
  for (
    const folder of [
      `docker/${ID}`,
      `memory/docker/${ID}`,
      `system.slice/docker-${ID}.scope`,
      `memory/system.slice/docker-${ID}.scope`,
      `machine.slice/libpod-${ID}.scope`,
      `memory/libpod_parent/libpod-${ID}`,
    ]
  ) {
    const found = await list({ [`/sys/fs/cgroup/${folder}/cgroup.procs`]: "412\n413\n" });
    assertEquals(found, { kind: "some", ids: [412, 413] }, folder);
  }
});

Deno.test("listProcesses() finds those that crun puts one level deeper", async () => {
  const files = { [`${SCOPE}/cgroup.procs`]: "", [`${SCOPE}/container/cgroup.procs`]: "412\n" };
  assertEquals(await list(files), { kind: "some", ids: [412] });
});

Deno.test("listProcesses() tells an empty group from one that is nowhere", async () => {
  assertEquals(await list({ [`${GROUP}/cgroup.procs`]: "" }), { kind: "none" });
  const empty = {
    [`${GROUP}/cgroup.procs`]: "",
    [`${GROUP}/cgroup.events`]: "populated 0\nfrozen 0\n",
  };
  assertEquals(await list(empty), { kind: "none" });
  assertEquals(await list({}), { kind: "missing" });
  const other = GROUP.replace(ID, "d".repeat(64));
  assertEquals(await list({ [`${other}/cgroup.procs`]: "412\n" }), { kind: "missing" });
});

Deno.test("listProcesses() never takes processes without an id for none", async () => {
  // The kernel writes 0 for a process of another PID namespace.
  assertEquals(await list({ [`${GROUP}/cgroup.procs`]: "0\n0\n" }), { kind: "hidden" });
  assertEquals(await list({ [`${GROUP}/cgroup.procs`]: "412\n0\n" }), { kind: "hidden" });
});

Deno.test("listProcesses() never takes processes in groups below for none", async () => {
  const files = {
    [`${GROUP}/cgroup.procs`]: "",
    [`${GROUP}/cgroup.events`]: "frozen 0\npopulated 1\n",
  };
  assertEquals(await list(files), { kind: "hidden" });
});
