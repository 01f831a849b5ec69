import { assertEquals } from "@std/assert";
import { hashEvidence } from "../../../lib/write/hash_evidence.ts";
import { fakeHost } from "../../support/fake_host.ts";

Deno.test("hashEvidence() keeps the order of the paths, and has few files open at once", async () => {
  const names = Array.from({ length: 100 }, (_, i) => `f${i}`);
  const host = fakeHost({ files: Object.fromEntries(names.map((name) => [`/p/${name}`, name])) });
  const open = host.files.openOwn;
  const now = { open: 0, most: 0 };
  host.files.openOwn = async (path) => {
    now.most = Math.max(now.most, ++now.open);
    const file = await open(path);
    return file.ok ? { ok: true, value: { ...file.value, close: () => void now.open-- } } : file;
  };
  const hashed = await hashEvidence(host, "/p", names);
  assertEquals(hashed.map(({ path }) => path), names);
  assertEquals(
    hashed.map(({ hash }) => hash.ok && hash.value.sizeBytes),
    names.map((n) => n.length),
  );
  assertEquals(now, { open: 0, most: 8 });
});
