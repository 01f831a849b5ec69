import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { attempt } from "./file_problem.ts";

/**
 * Creates a folder and its parents; fine when it exists. A mode goes to the folder alone, exactly,
 * whatever the umask; parents that are missing get the usual one.
 */
export function makeDir(path: string, mode?: number): Promise<Result<void, Problem>> {
  return attempt({ action: "create", path }, async () => {
    await Deno.mkdir(path, { recursive: true });
    if (mode !== undefined && Deno.build.os !== "windows") await setMode(path, mode);
  });
}

async function setMode(path: string, mode: number): Promise<void> {
  const { mode: current } = await Deno.stat(path);
  // Another's folder that is right already is fine, though we may not change it.
  if (current === null || (current & 0o7777) !== mode) await Deno.chmod(path, mode);
}
