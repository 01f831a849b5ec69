import { assertEquals } from "@std/assert";
import { openMachine } from "../../../lib/host/machine.ts";

const host = openMachine();

Deno.test("openHasher() gives the same hash as the whole, however it is cut", async () => {
  const bytes = Uint8Array.from({ length: 10_007 }, (_, at) => (at * 31) % 256);
  for (const size of [1, 7, 4096, bytes.length]) {
    const hasher = await host.openHasher();
    const buffer = new Uint8Array(size);
    for (let at = 0; at < bytes.length; at += size) {
      // The one buffer of a stream: nothing of it may be kept.
      const piece = bytes.subarray(at, at + size);
      buffer.set(piece);
      hasher.update(buffer.subarray(0, piece.length));
      buffer.fill(0);
    }
    assertEquals(hasher.digest(), await host.sha256(bytes), `${size}`);
  }
});

Deno.test("openHasher() knows the hash of nothing", async () => {
  const hasher = await host.openHasher();
  assertEquals(
    hasher.digest(),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});

Deno.test("openHasher() keeps hashers apart", async () => {
  const [one, two] = await Promise.all([host.openHasher(), host.openHasher()]);
  one.update(new TextEncoder().encode("a"));
  two.update(new TextEncoder().encode("b"));
  assertEquals([one.digest(), two.digest()], [await host.sha256("a"), await host.sha256("b")]);
});
