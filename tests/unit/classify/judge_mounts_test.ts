import { assertEquals } from "@std/assert";
import { judgeMounts } from "../../../lib/classify/judge_mounts.ts";
import type { MountFacts, SourceFacts } from "../../../lib/model/mount_facts.ts";

const ROOT: SourceFacts = {
  ...{ path: "/project", kind: "folder", names: ["tests"], uid: 1000, gid: 1000, mode: 0o40755 },
  ...{ ignoresCase: false, linksOut: [] },
};
const INSIDE: NonNullable<MountFacts["inside"]> = {
  ...{ uid: 1000, gid: 1000, folder: "/workspace", isWritable: true, names: ["tests"] },
  ...{ isReadOnly: false, program: "/usr/bin/python3" },
};
const FACTS: MountFacts = {
  ...{ root: ROOT, others: [], workdir: "/workspace", askedUid: null, cwd: ".", missingPaths: [] },
  ...{ foundIn: null, projectAbove: null, isNonceRead: true, inside: INSIDE },
};
const classes = (given: Partial<MountFacts>) =>
  judgeMounts({ ...FACTS, ...given }).map(({ class: of }) => of);
const inside = (given: Partial<typeof INSIDE>) => ({ inside: { ...INSIDE, ...given } });

Deno.test("judgeMounts() finds nothing wrong where nothing is", () => {
  assertEquals(judgeMounts(FACTS), []);
});

Deno.test("judgeMounts() names a source that is missing, and one that is empty", () => {
  const mount = { target: "/data", readOnly: false };
  const missing = { ...ROOT, ...mount, path: "/no", kind: "missing", names: null } as const;
  assertEquals(classes({ others: [missing] }), ["mount"]);
  assertEquals(classes({ others: [{ ...ROOT, ...mount, names: [] }] }), ["mount"]);
  assertEquals(classes({ root: { ...ROOT, names: ["outputs", ".cache"] }, inside: null }), [
    "mount",
  ]);
});

Deno.test("judgeMounts() tells another file system from a folder that is closed to the user", () => {
  const unread = { isNonceRead: false, inside: null };
  assertEquals(classes(unread), ["mount"]);
  const closed = { ...unread, root: { ...ROOT, mode: 0o40700 } };
  assertEquals(classes({ ...closed, askedUid: 65534 }), ["permission"]);
  assertEquals(classes(closed), ["mount"]);
});

Deno.test("judgeMounts() names a wrong working directory", () => {
  assertEquals(classes({ missingPaths: ["tests"], foundIn: "app" }), ["workdir"]);
  assertEquals(classes(inside({ names: [] })), ["workdir"]);
});

Deno.test("judgeMounts() names a read-only project and a foreign user", () => {
  assertEquals(classes(inside({ isReadOnly: true, isWritable: false })), ["mount"]);
  assertEquals(classes(inside({ uid: 7, isWritable: false })), ["permission"]);
  assertEquals(classes(inside({ uid: 0, isWritable: false })), []);
});

Deno.test("judgeMounts() mentions what only sometimes matters, and is not sure of it", () => {
  const odd = judgeMounts({
    ...FACTS,
    root: { ...ROOT, ignoresCase: true, linksOut: ["shared"] },
  });
  assertEquals(odd.map(({ confidence }) => confidence < 0.3), [true, true]);
});
