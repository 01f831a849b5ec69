import { assert, assertEquals } from "@std/assert";
import { isUntouched, makeBox, revokeTicket } from "../../../lib/execute/container_box.ts";
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeNode } from "../../support/fake_tree.ts";

const BOX = "/spool/1/box";
const STREAMS = [`${BOX}/stderr`, `${BOX}/stdout`];

Deno.test("makeBox() makes a box that any user may write to, with a ticket and both streams", async () => {
  const host = fakeHost();
  const made = await makeBox(host, BOX);
  assert(made.ok);
  assertEquals((await host.files.stat(BOX))?.mode, 0o777);
  assertEquals(host.files.paths(), [...STREAMS, `${BOX}/ticket`, `${BOX}/trailer.txt`]);
  // The script takes a ticket without a whole line for none.
  assertEquals(host.files.text(`${BOX}/ticket`), "run\n");
  made.value.close();
});

Deno.test("makeBox() keeps what a first container has left in the same box", async () => {
  const host = fakeHost({ files: { [`${BOX}/junit/a.xml`]: "<a/>" } });
  const made = await makeBox(host, BOX);
  assert(made.ok);
  assertEquals(host.files.text(`${BOX}/junit/a.xml`), "<a/>");
});

Deno.test("makeBox() takes no file for a stream that it has not made itself", async () => {
  for (const name of ["stdout", "stderr"]) {
    const host = fakeHost({ files: { [`${BOX}/${name}`]: { kind: "link", to: "/etc/passwd" } } });
    const made = await makeBox(host, BOX);
    assert(!made.ok && made.error.kind === "file", name);
    assertEquals([made.error.code, made.error.path], ["already-exists", `${BOX}/${name}`]);
  }
});

Deno.test("makeBox() names what cannot be made, and leaves no stream open", async () => {
  for (const name of ["", "/ticket", "/trailer.txt", "/stdout", "/stderr"]) {
    const [opened, closed]: [string[], string[]] = [[], []];
    const host = fakeHost({ failures: [{ path: BOX + name, code: "disk-full" }] });
    const { createFollowed } = host.files;
    host.files.createFollowed = async (path) => {
      const made = await createFollowed(path);
      if (made.ok) opened.push(path);
      return made.ok
        ? { ok: true, value: { ...made.value, close: () => closed.push(path) } }
        : made;
    };
    const made = await makeBox(host, BOX);
    assert(!made.ok && made.error.kind === "file");
    assertEquals([made.error.code, made.error.path], ["disk-full", BOX + name]);
    assertEquals(closed.sort(), opened.sort(), name);
  }
});

Deno.test("isUntouched() knows a trailer that nobody wrote to from one that the tests have changed", async () => {
  const changes: Readonly<Record<string, FakeNode | null>> = {
    "written to": "nonce f00d\n",
    "a link": { kind: "link", to: "/nowhere" },
    "a folder": { kind: "folder" },
    "gone": null,
  };
  for (const [what, node] of Object.entries(changes)) {
    const host = fakeHost();
    await makeBox(host, BOX);
    assert(await isUntouched(host, BOX));
    await host.files.remove(`${BOX}/trailer.txt`);
    if (node !== null) host.files.put(`${BOX}/trailer.txt`, node);
    assertEquals(await isUntouched(host, BOX), false, what);
  }
});

Deno.test("makeBox() lets any user read the ticket, whatever our own mask says", async () => {
  const host = fakeHost();
  await makeBox(host, BOX);
  assertEquals((await host.files.stat(`${BOX}/ticket`))?.mode, 0o644);
});

Deno.test("revokeTicket() takes the ticket away and nothing else; none is fine", async () => {
  const host = fakeHost();
  await makeBox(host, BOX);
  await revokeTicket(host, BOX);
  await revokeTicket(host, BOX);
  assertEquals(host.files.paths(), [...STREAMS, `${BOX}/trailer.txt`]);
});
