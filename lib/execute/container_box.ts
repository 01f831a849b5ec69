import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";

/** Where the box of an execution appears inside its container. */
export const BOX_TARGET = "/qa-gate";
/** Name of the trailer in the box. */
export const TRAILER_NAME = "trailer.txt";
/** Name of the report in the box. */
export const REPORT_NAME = "report.xml";

/**
 * Makes the one folder that a container may write to for us: fresh, of this execution alone, apart
 * from every artifact. It is open to all, because the user in the container may be anybody; the
 * private spool above it keeps other users of the host out.
 */
export async function makeBox(host: Host, path: string): Promise<Result<string, Problem>> {
  const made = await host.files.makeDir(path, 0o777);
  return made.ok ? ok(path) : made;
}
