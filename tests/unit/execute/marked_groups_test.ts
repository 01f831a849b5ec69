import { assertEquals } from "@std/assert";
import { listMarkedGroups, markOf } from "../../../lib/execute/marked_groups.ts";
import { formatOwner, type Owner, placeOf } from "../../../lib/model/owner.ts";
import { FAKE_MACHINE, fakeHost, type FakeScript } from "../../support/fake_host.ts";

const DEAD: Owner = { pid: 77, startTime: "1", bootId: "boot-1", place: placeOf(FAKE_MACHINE) };

function processOf(pid: number, group: number, owner: Owner): FakeScript["files"] {
  const mark = `QA_GATE_OWNER=${formatOwner(owner)}`;
  return {
    [`/proc/${pid}/environ`]: `PATH=/bin\0${mark}\0X=1\0`,
    [`/proc/${pid}/stat`]: `${pid} (a ) b) S 1 ${group} ${group} 0 -1 4194304`,
  };
}

Deno.test("markOf() marks with the owner, which listMarkedGroups() finds again", async () => {
  const host = fakeHost();
  const [mark] = Object.entries(markOf(host)).map((pair) => pair.join("="));
  host.files.put("/proc/5/environ", `${mark}\0`);
  host.files.put("/proc/5/stat", "5 (sh) S 1 4 4 0");
  const { self } = host.machine;
  const owner = { ...self, place: placeOf(host.machine) };
  assertEquals([...await listMarkedGroups(host, owner)], [4]);
});

Deno.test("listMarkedGroups() finds the groups of a dead owner and of nobody else", async () => {
  const host = fakeHost({
    files: {
      ...processOf(101, 100, DEAD),
      ...processOf(102, 100, DEAD),
      ...processOf(201, 201, { ...DEAD, startTime: "12" }),
      ...processOf(301, 301, { ...DEAD, pid: 7 }),
      "/proc/401/environ": `NOTE=QA_GATE_OWNER=${formatOwner(DEAD)}\0`,
      "/proc/uptime": "1 1",
    },
  });
  assertEquals([...await listMarkedGroups(host, DEAD)], [100]);
});

Deno.test("listMarkedGroups() finds nothing for a gate that is marked itself", async () => {
  const environment = { QA_GATE_OWNER: formatOwner(DEAD) };
  const host = fakeHost({ environment, files: { ...processOf(101, 100, DEAD) } });
  assertEquals([...await listMarkedGroups(host, DEAD)], []);
});
