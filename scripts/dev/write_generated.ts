import { ensureDir } from "@std/fs";
import { dirname, fromFileUrl, join } from "@std/path";

/** Root of the checkout, absolute. */
export const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Paths, relative to the root, whose text on disk is not the generated one. */
export async function findDrift(files: Readonly<Record<string, string>>): Promise<string[]> {
  const drifted: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const found = await Deno.readTextFile(join(ROOT, path)).catch(() => null);
    if (found !== text) drifted.push(path);
  }
  return drifted;
}

/**
 * Writes the files that differ, or with `--check` only names them; returns the exit code.
 * `task` is named in the advice.
 */
export async function writeGenerated(
  files: Readonly<Record<string, string>>,
  { args, task }: { readonly args: readonly string[]; readonly task: string },
): Promise<number> {
  const drifted = await findDrift(files);
  if (args.includes("--check")) {
    for (const path of drifted) console.error(`${path} is out of date; run "deno task ${task}"`);
    return drifted.length > 0 ? 1 : 0;
  }
  for (const path of drifted) {
    // The root exists, and a task that may write only docs/ could not even ask for it.
    if (dirname(path) !== ".") await ensureDir(dirname(join(ROOT, path)));
    await Deno.writeTextFile(join(ROOT, path), files[path] ?? "");
    console.log(`wrote ${path}`);
  }
  if (drifted.length === 0) console.log("nothing to write");
  return 0;
}
