import { assert, assertEquals, assertMatch } from "@std/assert";
import { readOwner } from "../../../lib/model/owner.ts";
import { newRunId, openRun } from "../../../lib/write/open_run.ts";
import { fakeHost } from "../../support/fake_host.ts";

Deno.test("newRunId() sorts by time", () => {
  assertMatch(newRunId(fakeHost()), /^20260102T030405Z-[0-9a-f]{6}$/);
});

Deno.test("openRun() makes the run's folder and a private spool with its owner", async () => {
  const host = fakeHost();
  const run = await openRun(host, { outputs: "/p/outputs/qa", runId: null });
  assert(run.ok);
  assertEquals((await host.files.stat(run.value.path))?.kind, "folder");
  assertEquals((await host.files.stat(run.value.spool))?.mode, 0o700);
  assertEquals(
    host.files.text(`${run.value.spool}/owner`),
    "builder+pid:[4026531836]/boot-1/1000/5000",
  );
});

Deno.test("openRun() refuses a run id that is taken", async () => {
  const host = fakeHost();
  const options = { outputs: "/p/outputs/qa", runId: "mine" };
  assert((await openRun(host, options)).ok);
  const second = await openRun(host, options);
  assert(!second.ok && second.error.kind === "usage");
  assertMatch(second.error.message, /--run-id mine: there is already a run/);
});

Deno.test("openRun() refuses the word that means the newest run", async () => {
  const second = await openRun(fakeHost(), { outputs: "/p/outputs/qa", runId: "latest" });
  assert(!second.ok && second.error.kind === "usage");
  assertMatch(second.error.message, /"latest" always means the newest run/);
});

Deno.test("openRun() passes on that the outputs folder cannot be written", async () => {
  const host = fakeHost({ failures: [{ path: "/p/outputs", code: "read-only" }] });
  const run = await openRun(host, { outputs: "/p/outputs/qa", runId: null });
  assert(!run.ok && run.error.kind === "file");
  assertEquals(run.error.code, "read-only");
});

Deno.test("openRun() takes the place of a spool that a dead run of that id has left", async () => {
  const host = fakeHost({ files: { "/p/outputs/qa/.spool/mine/groups": "x" } });
  assert((await openRun(host, { outputs: "/p/outputs/qa", runId: "mine" })).ok);
  const left = await host.files.list("/p/outputs/qa/.spool");
  assertEquals(left.ok && left.value.map(({ name }) => name), ["mine"]);
  assertEquals(await host.files.stat("/p/outputs/qa/.spool/mine/groups"), null);
});

Deno.test("openRun() never has a spool without an owner, wherever it is stopped", async () => {
  for (const action of ["create", "write", "rename"] as const) {
    const host = fakeHost();
    host.files.failures.push({
      path: "/p/outputs/qa/.spool",
      code: "disk-full",
      actions: [action],
    });
    await openRun(host, { outputs: "/p/outputs/qa", runId: "mine" });
    const left = await host.files.list("/p/outputs/qa/.spool");
    const names = left.ok ? left.value.map(({ name }) => name) : [];
    assert(
      names.every((name) => readOwner(name.replace(/;\w+$/, "").replaceAll(",", "/")) !== null),
      `${names}`,
    );
  }
});
