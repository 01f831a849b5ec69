import { assert, assertEquals, assertMatch } from "@std/assert";
import { listPlanted } from "../../../lib/observe/list_planted.ts";
import type { FakeNode } from "../../support/fake_tree.ts";
import { fakeHost } from "../../support/fake_host.ts";

const BOX = "/spool/box";

async function list(nodes: Readonly<Record<string, FakeNode>>) {
  const files = Object.entries(nodes).map(([name, node]) => [`${BOX}/${name}`, node] as const);
  const host = fakeHost({ files: { [BOX]: { kind: "folder" }, ...Object.fromEntries(files) } });
  return await listPlanted(host, BOX);
}

const LINK = { kind: "link", to: "/etc/passwd" } as const;

Deno.test("listPlanted() says nothing of files and folders that tools leave", async () => {
  const usual = { "report.xml": "<a/>", "stdout": "", "__pycache__/a.pyc": "x", ".hidden": "x" };
  assertEquals(await list(usual), []);
  assertEquals(await list({}), []);
});

Deno.test("listPlanted() names links, devices and names that cannot be seen, and follows nothing", async () => {
  const told = await list({
    "stdout": LINK,
    "pipe": { kind: "other" },
    "a\nb\u001b[31m": "x",
    "c\u202etxt": "x",
    "d\u009b": "x",
  });
  assertEquals(told, [
    `"a\\nb\\u001b[31m": characters in its name that cannot be seen`,
    `"c\\u{202e}txt": characters in its name that cannot be seen`,
    `"d\\u{9b}": characters in its name that cannot be seen`,
    `"pipe": neither a file nor a folder`,
    `"stdout": a link`,
  ]);
  for (const one of told) assertMatch(one, /^[\x20-\x7e]+$/);
});

Deno.test("listPlanted() names twenty, counts the rest, and cuts long names", async () => {
  const names = Array.from(
    { length: 33 },
    (_, nth) => `${String(nth).padStart(2, "0")}${"x".repeat(200)}`,
  );
  const told = await list(Object.fromEntries(names.map((name) => [name, LINK])));
  assertEquals([told.length, told.at(-1)], [21, "13 more"]);
  for (const one of told) assert(one.length < 120, one);
});

Deno.test("listPlanted() looks at no more names than it must", async () => {
  const host = fakeHost({ files: { [BOX]: { kind: "folder" } } });
  host.files.list = (_path, atMost = Infinity) => {
    const entries = Array.from({ length: Math.min(atMost, 1e6) }, (_, nth) => ({
      name: `f${nth}`,
      kind: "file" as const,
    }));
    return Promise.resolve({ ok: true, value: entries });
  };
  assertEquals(await listPlanted(host, BOX), ["more than 10000 names"]);
});

Deno.test("listPlanted() tells a file that is larger than any that is read", async () => {
  const host = fakeHost({ files: { [`${BOX}/big`]: "x", [`${BOX}/small`]: "x" } });
  const { stat } = host.files;
  host.files.stat = async (path) => {
    const facts = await stat(path);
    return facts && path.endsWith("/big") ? { ...facts, sizeBytes: 1024 ** 4 } : facts;
  };
  assertEquals(await listPlanted(host, BOX), [`"big": ${1024 ** 4} bytes`]);
});

Deno.test("listPlanted() tells a folder that cannot be listed, and nothing of one that is gone", async () => {
  const host = fakeHost({ failures: [{ path: BOX, code: "permission-denied" }] });
  assertEquals(await listPlanted(host, BOX), ["the folder itself: it cannot be listed any more"]);
  assertEquals(await listPlanted(fakeHost(), BOX), []);
});
