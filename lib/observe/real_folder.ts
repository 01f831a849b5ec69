import { dirname, join } from "@std/path";
import type { Host } from "../host/host.ts";

/**
 * Where a folder really is, links resolved; for one that does not exist yet, where it would be. Asked
 * before and after a run, two different answers say that the tests put a link in its way.
 */
export async function realFolder(host: Host, folder: string): Promise<string> {
  const real = await host.files.realPath(folder);
  if (real !== null) return real;
  const parent = dirname(folder);
  if (parent === folder) return folder;
  return join(await realFolder(host, parent), folder.slice(parent.length));
}
