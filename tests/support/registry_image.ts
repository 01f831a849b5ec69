import { join } from "@std/path";
import { askDocker } from "./ask_docker.ts";

/** An image as a registry keeps it: blobs by digest, and the manifest that names them. */
export interface RegistryImage {
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  readonly manifest: Uint8Array;
  /** Digest of the one layer that no engine has seen before. */
  readonly freshLayer: string;
}

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const CONFIG = "application/vnd.docker.container.image.v1+json";
const LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
/** Large enough that a torn layer is not taken for a whole one. */
const FRESH_BYTES = 128 * 1024;

/**
 * The engine's own image plus one small layer of random bytes, so that each pull fetches a layer and
 * no engine can answer from what it has.
 */
export async function makeRegistryImage(local: string): Promise<RegistryImage> {
  const { config, layers } = await saveImage(local);
  const random = new Uint8Array(FRESH_BYTES);
  for (let at = 0; at < FRESH_BYTES; at += 65_536) {
    crypto.getRandomValues(random.subarray(at, at + 65_536));
  }
  return await packImage(config, [...layers, makeTar("qa-gate-fresh", random)]);
}

async function packImage(
  config: { readonly rootfs: object },
  layers: readonly Uint8Array<ArrayBuffer>[],
): Promise<RegistryImage> {
  const blobs = new Map<string, Uint8Array>();
  const keep = async (mediaType: string, bytes: Uint8Array<ArrayBuffer>) => {
    const digest = await digestOf(bytes);
    blobs.set(digest, bytes);
    return { mediaType, size: bytes.length, digest };
  };
  const rootfs = { type: "layers", diff_ids: await Promise.all(layers.map(digestOf)) };
  const descriptors = [];
  for (const layer of layers) descriptors.push(await keep(LAYER, await gzip(layer)));
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: await keep(CONFIG, encode({ ...config, rootfs })),
    layers: descriptors,
  };
  return { blobs, manifest: encode(manifest), freshLayer: descriptors.at(-1)?.digest ?? "" };
}

/** What `docker save` writes, in the old layout and in that of OCI: `manifest.json` names the files. */
async function saveImage(local: string) {
  const folder = await Deno.makeTempDir({ prefix: "qa-registry-" });
  try {
    const saved = await askDocker(["save", "--output", join(folder, "image.tar"), local]);
    if (saved.code !== 0) throw new Error(`cannot save ${local}: ${saved.stderr}`);
    const args = ["-xf", "image.tar"];
    const unpacked = await new Deno.Command("tar", { args, cwd: folder, stdin: "null" }).output();
    if (!unpacked.success) throw new Error(`cannot unpack ${local}`);
    const [named] = JSON.parse(await Deno.readTextFile(join(folder, "manifest.json")));
    const { architecture, os, config } = JSON.parse(
      await Deno.readTextFile(join(folder, named.Config)),
    );
    const read = (path: string) => Deno.readFile(join(folder, path)).then(gunzipIfPacked);
    return {
      config: { architecture, os, config, rootfs: {} },
      layers: await Promise.all((named.Layers as string[]).map(read)),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A tar of one plain file (ustar: a header of 512 bytes, then blocks of 512). */
export function makeTar(name: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(512);
  const put = (at: number, text: string) => header.set(new TextEncoder().encode(text), at);
  put(0, name);
  put(100, "0000644\0" + "0000000\0".repeat(2));
  put(124, `${content.length.toString(8).padStart(11, "0")}\0${"0".repeat(11)}\0`);
  put(148, " ".repeat(8) + "0");
  put(257, "ustar\x0000");
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  const padded = Math.ceil(content.length / 512) * 512;
  // Two empty blocks end an archive.
  const tar = new Uint8Array(512 + padded + 1024);
  tar.set(header);
  tar.set(content, 512);
  return tar;
}

/** `sha256:` and the lower-case hexadecimal digest. */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256:${hash.toHex()}`;
}

/** JSON as bytes. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new CompressionStream("gzip"));
}

function gunzipIfPacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isPacked ? through(bytes, new DecompressionStream("gzip")) : Promise.resolve(bytes);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return await new Response(new Blob([bytes]).stream().pipeThrough(stream)).bytes();
}
