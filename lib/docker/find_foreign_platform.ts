import type { ImageFacts } from "./docker_image_inspect.ts";

const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: "amd64", aarch64: "arm64" };

/**
 * The platform that DOCKER_DEFAULT_PLATFORM asks for where an image is of another one, else null: such
 * an image is found by `image inspect`, and then refused by `create`. Only docker knows the variable.
 */
export function findForeignPlatform(
  bin: string,
  image: Pick<ImageFacts, "os" | "arch"> | null,
  wanted: string | undefined,
): string | null {
  if (image === null || !wanted || !/docker/.test(bin.split(/[\\/]/).at(-1) ?? "")) return null;
  const [os = "", arch = ""] = wanted.toLowerCase().split("/");
  // A single word may name either; the engine will judge that, and a variant, better.
  if (arch === "" || image.os === "" || image.arch === "") return null;
  return os === image.os && (ARCHITECTURES[arch] ?? arch) === image.arch ? null : wanted;
}
