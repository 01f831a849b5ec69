import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { RunFolder } from "../write/open_run.ts";
import type { Nonce } from "./gate_session.ts";

/**
 * Writes a random value to a file of the project, which each container must read back through its
 * mount before it runs a test. Not in the outputs, which have a mount of their own and would prove
 * nothing of the project's. Inside `.git` no tool takes it for a change; without one it is a dot file.
 */
export async function plantNonce(
  host: Host,
  plan: Plan,
  run: RunFolder,
  warn: (message: string) => void,
): Promise<Nonce> {
  const value = host.randomHex(16);
  const git = await host.files.stat(`${plan.root}/.git`);
  const path = `${git?.kind === "folder" ? ".git/" : "."}${NONCE_PREFIX}${run.runId}`;
  const [written] = await Promise.all([
    host.files.writeWhole(`${plan.root}/${path}`, `${value}\n`, ALL_MAY_READ),
    // Told to a later run, which removes it if we die first.
    host.files.writeWhole(`${run.spool}/nonce`, `${plan.root}/${path}`),
  ]);
  if (!written.ok) {
    warn(`${path} cannot be written, so no container can prove that it sees the project`);
  }
  return { value, path };
}

/** The user in a container may be anybody, and our own umask says nothing about that. */
const ALL_MAY_READ = 0o644;

/** Name of every nonce, before the run's id. */
export const NONCE_PREFIX = "qa-gate-nonce-";
