import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";

/**
 * Everything below a run's folder that is no folder: paths relative to it, links not followed, sorted
 * by UTF-16 units, so that every machine sorts alike. A folder that cannot be listed is a problem.
 */
export async function listEvidence(
  host: Host,
  folder: string,
): Promise<Result<readonly string[], Problem>> {
  const found: string[] = [];
  const open = [""];
  for (let prefix = open.pop(); prefix !== undefined; prefix = open.pop()) {
    const listed = await host.files.list(prefix === "" ? folder : `${folder}/${prefix}`);
    if (!listed.ok) return listed;
    for (const { name, kind } of listed.value) {
      const path = prefix === "" ? name : `${prefix}/${name}`;
      (kind === "folder" ? open : found).push(path);
    }
  }
  return ok(found.sort());
}
