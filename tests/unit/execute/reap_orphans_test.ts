import { assert, assertEquals } from "@std/assert";
import { reapContainers, reapSpools } from "../../../lib/execute/reap_orphans.ts";
import {
  formatOwner,
  LABEL_OWNER,
  type Owner,
  ownerOf,
  placeOf,
} from "../../../lib/model/owner.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { FAKE_MACHINE, fakeHost } from "../../support/fake_host.ts";

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
  const reaped = await reapSpools(host, "/spools", "/p");
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

const DEAD = { pid: 999_999, startTime: "1", bootId: "boot-1", place: placeOf(FAKE_MACHINE) };

Deno.test("reapSpools() removes what a run left that was killed before its spool had its name", async () => {
  const host = fakeHost();
  const alive = formatOwner(ownerOf(host.machine)).replaceAll("/", ",");
  host.files.put(`/spools/${formatOwner(DEAD).replaceAll("/", ",")}/x`, "");
  host.files.put(`/spools/${alive}/x`, "");
  host.files.put("/spools/nobody/x", "");
  assertEquals(await reapSpools(host, "/spools", "/p"), 1);
  assertEquals(host.files.paths(), [`/spools/${alive}/x`, "/spools/nobody/x"]);
});

Deno.test("reapSpools() removes the nonce of a run that could not tell of it, and no other", async () => {
  const kept = [
    "/p/.git/qa-gate-nonce-run-2",
    "/p/.git/qa-gate-nonce-run.txt",
    "/p/.qa-gate-nonce-other",
  ];
  const gone = [
    "/p/.git/qa-gate-nonce-run",
    "/p/.git/qa-gate-nonce-run.0123abcd.tmp",
    "/p/.qa-gate-nonce-run",
  ];
  const host = fakeHost({
    files: Object.fromEntries([...kept, ...gone].map((path) => [path, "x"])),
  });
  host.files.put("/spools/run/owner", formatOwner(DEAD));
  assertEquals(await reapSpools(host, "/spools", "/p"), 1);
  assertEquals(host.files.paths(), kept);
});

Deno.test("reapContainers() says whether all that it should remove is removed", async () => {
  const [mine, other] = ["a".repeat(64), "b".repeat(64)];
  const dead = formatOwner({ ...ownerOf(fakeHost().machine), pid: 4242, startTime: "7" });
  const line = (id: string, owner: string) =>
    JSON.stringify({ id, name: "n", state: "exited", labels: `${LABEL_OWNER}=${owner}` });
  const reap = async (rm: FakeAnswer, ps: FakeAnswer = {}) => {
    const living = formatOwner(ownerOf(fakeHost().machine));
    const stdout = `${line(mine, dead)}\n${line(other, living)}\n`;
    const host = fakeHost({
      programs: [
        { match: ([, verb]) => verb === "ps", stdout, ...ps },
        { match: ([, verb]) => verb === "rm", ...rm },
      ],
    });
    const reaped = await reapContainers(host, "docker");
    return {
      reaped,
      removed: host.calls.filter(({ argv }) => argv[1] === "rm").map((c) => c.argv.at(-1)),
    };
  };
  assertEquals(await reap({}), { reaped: 1, removed: [mine] });
  assertEquals((await reap({ code: 1, stderr: "cannot" })).reaped, null);
  assertEquals((await reap({ hangs: true })).reaped, null);
  assertEquals(await reap({}, { stdout: "" }), { reaped: 0, removed: [] });
  assertEquals(await reap({}, { code: 1 }), { reaped: null, removed: [] });
});
