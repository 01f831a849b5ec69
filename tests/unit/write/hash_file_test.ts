import { assertEquals } from "@std/assert";
import { hashFile } from "../../../lib/write/hash_file.ts";
import { fakeHost } from "../../support/fake_host.ts";

const LARGE = "0123456789abcdef".repeat(80_000);

Deno.test("hashFile() gives size and SHA-256 of an empty, a small and a large file", async () => {
  const host = fakeHost({ files: { "/p/empty": "", "/p/small": "abc", "/p/large": LARGE } });
  assertEquals(await hashFile(host, "/p/small"), {
    ok: true,
    value: {
      sizeBytes: 3,
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    },
  });
  for (const [name, text] of [["empty", ""], ["large", LARGE]] as const) {
    const value = { sizeBytes: text.length, sha256: await host.sha256(text) };
    assertEquals(await hashFile(host, `/p/${name}`), { ok: true, value });
  }
});

Deno.test("hashFile() loads a hasher for a large file only", async () => {
  const host = fakeHost({ files: { "/p/small": "abc", "/p/large": LARGE } });
  let opened = 0;
  const counting = { ...host, openHasher: () => (opened++, host.openHasher()) };
  await hashFile(counting, "/p/small");
  assertEquals(opened, 0);
  await hashFile(counting, "/p/large");
  assertEquals(opened, 1);
});

Deno.test("hashFile() gives no hash of a file that grows, or ends early, while it is read", async () => {
  const host = fakeHost({ files: { "/p/a": "abcdef" } });
  const open = host.files.openOwn;
  for (const sizeBytes of [5, 7]) {
    host.files.openOwn = async (path) => {
      const file = await open(path);
      return file.ok ? { ok: true, value: { ...file.value, sizeBytes } } : file;
    };
    const hash = await hashFile(host, "/p/a");
    const detail = `6 of ${sizeBytes} bytes could be read`;
    assertEquals(!hash.ok && hash.error.kind === "file" && hash.error.detail, detail);
  }
});

Deno.test("hashFile() gives the problem of a file that is not there", async () => {
  const hash = await hashFile(fakeHost(), "/p/a");
  assertEquals(!hash.ok && hash.error.kind === "file" && hash.error.code, "not-found");
});
