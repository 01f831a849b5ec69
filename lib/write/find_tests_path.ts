import type { Host } from "../host/host.ts";

/**
 * Absolute path of the lines that tell the tests of a suite: where the record says, or the joined
 * `tests.jsonl` of a folder that holds only the stable names. The path is a stranger's: it must lead,
 * without any link, to a regular file below the folder, which is absolute and real; else null.
 */
export async function findTestsPath(
  host: Host,
  folder: string,
  told: string,
): Promise<string | null> {
  for (const path of [told, "tests.jsonl"]) {
    if (!isPlainPath(path)) return null;
    const full = `${folder}/${path}`;
    const facts = await host.files.stat(full);
    if (facts?.kind === "file" && await host.files.realPath(full) === full) return full;
    // Something is there that we do not trust: another file would not be what was meant.
    if (facts !== null) return null;
  }
  return null;
}

/** True for a relative path without steps out of it and without characters that mean something elsewhere. */
export function isPlainPath(path: string): boolean {
  const parts = path.split("/");
  return !/[\p{Cc}\\:]/u.test(path) &&
    parts.every((part) => part !== "" && !/^\.{1,2}$/.test(part));
}
