import {
  STDERR_NAME,
  STDOUT_NAME,
  STREAM_HEAD,
  TICKET_NAME,
  TRAILER_NAME,
} from "../docker/entry_script.ts";
import type { FollowedFile, Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";

/** Where the box of an execution appears inside its container. */
export const BOX_TARGET = "/qa-gate";
/** Name of the report in the box. */
export const REPORT_NAME = "report.xml";

/** The one folder that a container may write to for us, and the streams that it leaves there. */
export interface ContainerBox {
  readonly path: string;
  readonly stdout: FollowedFile;
  readonly stderr: FollowedFile;
  /** The script's own account, while it grows. */
  readonly trailer: FollowedFile;
  close(): void;
}

/**
 * Makes the box: fresh, of this execution alone, apart from every artifact. It is open to all, because
 * the user in the container may be anybody; the private spool above it keeps other users of the host
 * out. The streams' files are opened before any test can touch their names; the trailer is there before
 * the script, so that one that was never written to is known from one that the tests have removed.
 */
export async function makeBox(host: Host, path: string): Promise<Result<ContainerBox, Problem>> {
  const made = await host.files.makeDir(path, 0o777);
  if (!made.ok) return made;
  const files = await Promise.all([
    host.files.createFollowed(`${path}/${TICKET_NAME}`, "run\n"),
    host.files.createFollowed(`${path}/${TRAILER_NAME}`),
    host.files.createFollowed(`${path}/${STDOUT_NAME}`, STREAM_HEAD),
    host.files.createFollowed(`${path}/${STDERR_NAME}`, STREAM_HEAD),
  ]);
  const close = (): void => {
    for (const file of files) if (file.ok) file.value.close();
  };
  const [ticket, trailer, stdout, stderr] = files;
  if (!ticket.ok || !trailer.ok || !stdout.ok || !stderr.ok) {
    close();
    return files.find((file) => !file.ok) as Result<never, Problem>;
  }
  ticket.value.close();
  return ok({
    path,
    trailer: trailer.value,
    stdout: stdout.value,
    stderr: stderr.value,
    close,
  });
}

/** True while nothing has written to the trailer that was made with the box. */
export async function isUntouched(host: Host, box: string): Promise<boolean> {
  const facts = await host.files.stat(`${box}/${TRAILER_NAME}`);
  return facts !== null && facts.kind === "file" && facts.sizeBytes === 0;
}

/** Takes the ticket away: a container that has not begun to run by now will never run a test. */
export async function revokeTicket(host: Host, box: string): Promise<Result<void, Problem>> {
  return await host.files.remove(`${box}/${TICKET_NAME}`);
}
