import type { Hasher } from "./host.ts";

/** A SHA-256 of bytes that come in pieces; Web Crypto only knows the whole of them. */
export async function openHasher(): Promise<Hasher> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  return {
    update: (chunk) => void hash.update(chunk),
    digest: () => hash.digest("hex"),
  };
}
