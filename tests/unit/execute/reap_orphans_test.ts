import { assert, assertEquals } from "@std/assert";
import { reapSpools } from "../../../lib/execute/reap_orphans.ts";
import { formatOwner, type Owner, ownerOf } from "../../../lib/model/owner.ts";
import { fakeHost } from "../../support/fake_host.ts";

/** A run that is dead, and a process that still lives and may be one of its groups. */
async function reap(change: (group: Owner) => Owner, owner?: (self: Owner) => Owner) {
  const host = fakeHost({ programs: [{ match: () => true, hangs: true }] });
  const started = host.start({ argv: ["sleeper"], cwd: "/" });
  assert(started.ok);
  const identity = host.identify(started.value.pid);
  assert(identity !== null);
  const self = ownerOf(host.machine);
  const dead = owner?.(self) ?? { ...self, pid: 999_999, startTime: "1" };
  host.files.put("/spools/run/owner", formatOwner(dead));
  const group = change(ownerOf(host.machine, identity));
  host.files.put("/spools/run/groups", `torn\n${formatOwner(group)}\n`);
  const reaped = await reapSpools(host, "/spools");
  const isKilled = host.identify(started.value.pid) === null;
  started.value.signalGroup("SIGKILL");
  await started.value.ended;
  return { reaped, isKilled, isLeft: await host.files.stat("/spools/run") !== null };
}

Deno.test("reapSpools() ends the groups of a dead run and removes its spool", async () => {
  assertEquals(await reap((group) => group), { reaped: 1, isKilled: true, isLeft: false });
});

Deno.test("reapSpools() ends no group that is not known to be the very same", async () => {
  for (const startTime of ["", "12345"]) {
    const { isKilled } = await reap((group) => ({ ...group, startTime }));
    assertEquals(isKilled, false, `start time "${startTime}"`);
  }
});

Deno.test("reapSpools() leaves a living run, and one of another machine, alone", async () => {
  for (const owner of [(self: Owner) => self, (self: Owner) => ({ ...self, place: "elsewhere" })]) {
    assertEquals(await reap((group) => group, owner), {
      reaped: 0,
      isKilled: false,
      isLeft: true,
    });
  }
});
