import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { WholeFile } from "../model/whole_file.ts";
import { attempt, Refusal } from "./file_problem.ts";
import { openNoFollow, refuseIrregular } from "./open_file.ts";
import { tooLarge } from "./read_text.ts";

/**
 * The whole of a regular file that a stranger may have planted: links are refused (`is-a-link`), FIFOs,
 * devices and folders too (`not-a-file`), and what changes while it is read (`busy`). It holds up
 * everything else while it reads: thousands of small files are read three times as fast so.
 */
export function readBytes(path: string, maxBytes: number): Promise<Result<WholeFile, Problem>> {
  return attempt({ action: "read", path }, async () => {
    // Before anything is opened, because opening alone makes some devices act.
    const info = Deno.lstatSync(path);
    refuseIrregular(info);
    if (info.size > maxBytes) throw tooLarge(maxBytes);
    // Only node:fs knows O_NOFOLLOW.
    const [fs, { createHash }] = await load();
    const fd = openNoFollow(fs, path);
    try {
      const bytes = readAll(fs, fd, info.size);
      const sha256 = () => createHash("sha256").update(bytes).digest("hex");
      return { bytes, modifiedMs: info.mtime?.getTime() ?? null, sha256 };
    } finally {
      fs.closeSync(fd);
    }
  });
}

let loaded: Promise<[typeof import("node:fs"), typeof import("node:crypto")]> | undefined;

/** Loaded late, both together: some 20 ms, and once. */
function load() {
  return loaded ??= Promise.all([import("node:fs"), import("node:crypto")]);
}

function readAll(fs: typeof import("node:fs"), fd: number, size: number): Uint8Array {
  // One byte more than there is: a file that grows is told from one that does not.
  const bytes = new Uint8Array(size + 1);
  let at = 0;
  // What was swapped in meanwhile, and has another size, is refused too: nothing here waits for a writer.
  // A read that fills all but that byte was the whole: nobody is asked again.
  for (let count = -1; count !== 0 && at !== size && at <= size;) {
    count = fs.readSync(fd, bytes, at, bytes.length - at, null);
    at += count;
  }
  if (at !== size) throw new Refusal("busy", "it changed while it was read");
  return bytes.subarray(0, size);
}
