import { assertEquals } from "@std/assert";
import { publishRun } from "../../../lib/write/publish_run.ts";
import { formatOwner, placeOf } from "../../../lib/model/owner.ts";
import { FAKE_MACHINE, fakeHost } from "../../support/fake_host.ts";

const RUN = {
  runId: "20260102T030405Z-aaaaaa",
  path: "/p/outputs/qa/logs/20260102T030405Z-aaaaaa",
  spool: "/p/outputs/qa/.spool/20260102T030405Z-aaaaaa",
  outputs: "/p/outputs/qa",
};
const STARTED = "2026-01-02T03:04:05.100Z";
const EARLIER = "2026-01-02T03:04:05.050Z";
const RECORD = (startedAt: string): string => `{\n  "started_at": "${startedAt}"\n}\n`;

Deno.test("publishRun() replaces stable names and removes those this run does not have", async () => {
  const host = fakeHost({
    files: {
      [`${RUN.path}/run.json`]: RECORD(STARTED),
      "/p/outputs/qa/run.json": RECORD(EARLIER),
      "/p/outputs/qa/error.json": "{}",
    },
  });
  const published = await publishRun(host, RUN, {
    names: ["run.json", "error.json"],
    startedAt: STARTED,
  });
  assertEquals(published, { ok: true, value: "published" });
  assertEquals(host.files.text("/p/outputs/qa/run.json"), RECORD(STARTED));
  assertEquals(await host.files.stat("/p/outputs/qa/error.json"), null);
  assertEquals(await host.files.stat("/p/outputs/qa/.publish"), null);
});

Deno.test("publishRun() leaves a run that started later alone", async () => {
  const later = RECORD("2026-01-02T03:04:05.101Z");
  const host = fakeHost({
    files: { [`${RUN.path}/run.json`]: RECORD(STARTED), "/p/outputs/qa/run.json": later },
  });
  assertEquals(await publishRun(host, RUN, { names: ["run.json"], startedAt: STARTED }), {
    ok: true,
    value: "newer-run-there",
  });
  assertEquals(host.files.text("/p/outputs/qa/run.json"), later);
});

Deno.test("publishRun() waits for a living run and gives up within a bound", async () => {
  const alive = { pid: 7, bootId: "boot-1", startTime: "1" };
  const host = fakeHost({
    alive: [alive],
    files: {
      [`${RUN.path}/run.json`]: RECORD(STARTED),
      "/p/outputs/qa/.publish/.owner": formatOwner({ ...alive, place: placeOf(FAKE_MACHINE) }),
    },
  });
  assertEquals(await publishRun(host, RUN, { names: ["run.json"], startedAt: STARTED }), {
    ok: true,
    value: "locked",
  });
});

Deno.test("publishRun() takes the lock of a dead run", async () => {
  const dead = { pid: 7, bootId: "boot-1", startTime: "1", place: placeOf(FAKE_MACHINE) };
  const host = fakeHost({
    files: {
      [`${RUN.path}/run.json`]: RECORD(STARTED),
      "/p/outputs/qa/.publish/.owner": formatOwner(dead),
    },
  });
  assertEquals(await publishRun(host, RUN, { names: ["run.json"], startedAt: STARTED }), {
    ok: true,
    value: "published",
  });
});

Deno.test("publishRun() says what went wrong on a full disk and keeps the old file", async () => {
  const host = fakeHost({
    files: {
      [`${RUN.path}/run.json`]: RECORD(STARTED),
      "/p/outputs/qa/run.json": RECORD(EARLIER),
    },
    failures: [{ path: "/p/outputs/qa/.publish/run.json", code: "disk-full", actions: ["link"] }],
  });
  assertEquals(
    (await publishRun(host, RUN, { names: ["run.json"], startedAt: STARTED })).ok,
    false,
  );
  assertEquals(host.files.text("/p/outputs/qa/run.json"), RECORD(EARLIER));
});

Deno.test("publishRun() publishes a name in a folder, and removes the one of an earlier run", async () => {
  const name = "evidence/index.json";
  const host = fakeHost({
    files: { [`${RUN.path}/${name}`]: "new", [`/p/outputs/qa/${name}`]: "old" },
  });
  await publishRun(host, RUN, { names: [name], startedAt: STARTED });
  assertEquals(host.files.text(`/p/outputs/qa/${name}`), "new");
  await host.files.remove(`${RUN.path}/${name}`);
  await publishRun(host, RUN, { names: [name], startedAt: STARTED });
  assertEquals(await host.files.stat(`/p/outputs/qa/${name}`), null);
});

Deno.test("publishRun() replaces a link in the place of a folder of ours, and never follows it", async () => {
  const name = "evidence/index.json";
  const host = fakeHost({
    files: {
      [`${RUN.path}/${name}`]: "new",
      "/elsewhere/index.json": "mine",
      "/p/outputs/qa/evidence": { kind: "link", to: "/elsewhere" },
    },
  });
  await publishRun(host, RUN, { names: [name], startedAt: STARTED });
  assertEquals(host.files.text("/elsewhere/index.json"), "mine");
  assertEquals((await host.files.stat("/p/outputs/qa/evidence"))?.kind, "folder");
  assertEquals(host.files.text(`/p/outputs/qa/${name}`), "new");
});

Deno.test("publishRun() leaves nothing beside the stable names, whether it gets the lock or not", async () => {
  const lock = "/p/outputs/qa/.publish/.owner";
  for (const pid of [7, 8]) {
    const alive = { pid: 7, bootId: "boot-1", startTime: "1" };
    const host = fakeHost({
      alive: [alive],
      files: { [lock]: formatOwner({ ...alive, pid, place: placeOf(FAKE_MACHINE) }) },
    });
    await publishRun(host, RUN, { names: [], startedAt: STARTED });
    assertEquals(host.files.paths(), pid === 7 ? [lock] : []);
    assertEquals(await host.files.list("/p/outputs/qa/.spool"), { ok: true, value: [] });
  }
});

Deno.test("publishRun() makes a folder hold this run's files alone", async () => {
  const host = fakeHost({
    files: {
      [`${RUN.path}/run.json`]: RECORD(STARTED),
      [`${RUN.path}/failures/b.json`]: "new b",
      [`${RUN.path}/failures/c.json`]: "c",
      "/p/outputs/qa/failures/a.json": "a",
      "/p/outputs/qa/failures/b.json": "old b",
    },
  });
  const options = { names: ["run.json"], folders: ["failures"], startedAt: STARTED };
  assertEquals(await publishRun(host, RUN, options), { ok: true, value: "published" });
  const there = host.files.paths().filter((path) => path.startsWith("/p/outputs/qa/failures/"));
  assertEquals(there, ["/p/outputs/qa/failures/b.json", "/p/outputs/qa/failures/c.json"]);
  assertEquals(host.files.text("/p/outputs/qa/failures/b.json"), "new b");
});

Deno.test("publishRun() removes no file behind a link that stands for a folder of ours", async () => {
  const host = fakeHost({
    files: {
      [`${RUN.path}/run.json`]: RECORD(STARTED),
      "/p/outputs/qa/failures": { kind: "link", to: "/home/mine" },
      "/home/mine/a.json": "mine",
    },
  });
  const options = { names: ["run.json"], folders: ["failures"], startedAt: STARTED };
  assertEquals(await publishRun(host, RUN, options), { ok: true, value: "published" });
  assertEquals(host.files.text("/home/mine/a.json"), "mine");
});

Deno.test("publishRun() leaves the lock alone that another took while it asked for a dead owner", async () => {
  const lock = "/p/outputs/qa/.publish/.owner";
  const owner = (pid: number) =>
    formatOwner({ pid, bootId: "boot-1", startTime: "1", place: placeOf(FAKE_MACHINE) });
  const host = fakeHost({
    files: { [`${RUN.path}/run.json`]: RECORD(STARTED), [lock]: owner(7) },
  });
  const raced = {
    ...host,
    // The dead one has let go of its lock by itself, and a living one holds it by now.
    isAlive: async ({ pid }: { readonly pid: number }) => {
      if (pid !== 7) return true;
      await host.files.writeWhole(lock, owner(8));
      return false;
    },
  };
  assertEquals(await publishRun(raced, RUN, { names: ["run.json"], startedAt: STARTED }), {
    ok: true,
    value: "locked",
  });
  assertEquals(host.files.text(lock), owner(8));
});
