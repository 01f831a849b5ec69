import { BOX_TARGET } from "../execute/container_box.ts";
import { listPlanted } from "../observe/list_planted.ts";
import type { GateSession } from "./gate_session.ts";

/** The box of an execution that was judged. */
export interface LeftBox {
  readonly label: string;
  /** Absolute path. */
  readonly box: string;
  /** True for a container that was given up and may still run: its box is left to the next run. */
  readonly mayRun: boolean;
}

/**
 * Tells what the tests have put where only their report and streams should be, and removes the box, which
 * holds output that is not redacted. What only another user may remove is told too.
 */
export async function leaveBox(
  { host, warn }: Pick<GateSession, "host" | "warn">,
  { label, box, mayRun }: LeftBox,
): Promise<void> {
  // The tests may have locked it; it is ours, and nobody else has any business there now.
  await host.files.makeDir(box, 0o700);
  const planted = await listPlanted(host, box);
  if (planted.length > 0) {
    warn(`${label}: the tests left in ${BOX_TARGET} what was refused: ${planted.join("; ")}`);
  }
  if (mayRun) return;
  const removed = await host.files.remove(box);
  if (!removed.ok) {
    warn(`${label}: the tests left files of another user, which root must remove: ${box}`);
  }
}
