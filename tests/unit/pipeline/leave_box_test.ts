import { assertEquals, assertStringIncludes } from "@std/assert";
import { leaveBox } from "../../../lib/pipeline/leave_box.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";

const BOX = "/spool/1/box";
const LABEL = "suites/unit/container-1";

async function leave(options: FakeScript = {}, mayRun = false) {
  const files = { [BOX]: { kind: "folder" }, [`${BOX}/stdout`]: "secret" } as const;
  const host = fakeHost({ ...options, files: { ...files, ...options.files } });
  const warnings: string[] = [];
  const session = { host, warn: (message: string) => void warnings.push(message) };
  await leaveBox(session, { label: LABEL, box: BOX, mayRun });
  return { host, warnings };
}

Deno.test("leaveBox() removes the box without a word where the tests left what is usual", async () => {
  const { host, warnings } = await leave();
  assertEquals([host.files.paths(), warnings], [[], []]);
});

Deno.test("leaveBox() tells what was planted, in one warning", async () => {
  const { host, warnings } = await leave({
    files: { [`${BOX}/a`]: { kind: "link", to: "/etc/passwd" }, [`${BOX}/b`]: { kind: "other" } },
  });
  assertEquals(warnings, [
    `${LABEL}: the tests left in /qa-gate what was refused: "a": a link; ` +
    `"b": neither a file nor a folder`,
  ]);
  assertEquals(host.files.paths(), []);
});

Deno.test("leaveBox() leaves the box of a container that may still run, locked", async () => {
  const { host } = await leave({}, true);
  assertEquals(host.files.paths(), [`${BOX}/stdout`]);
  assertEquals((await host.files.stat(BOX))?.mode, 0o700);
});

Deno.test("leaveBox() tells what it may not remove", async () => {
  const failures = [{ path: BOX, code: "permission-denied", actions: ["remove"] }] as const;
  const { warnings } = await leave({
    failures: failures.map((one) => ({ ...one, actions: [...one.actions] })),
  });
  assertEquals(warnings.length, 1);
  assertStringIncludes(warnings[0] ?? "", "another user");
  assertStringIncludes(warnings[0] ?? "", BOX);
});
