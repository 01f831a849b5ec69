import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { RunFolder } from "../write/open_run.ts";
import type { Nonce } from "./gate_session.ts";

/**
 * Writes a random value to a file below the root, which each container must read back through its
 * mount before it runs a test. It stands in the run's own folder, so that the work tree stays clean,
 * or beside it as a dot file when the outputs are outside of the root.
 */
export async function plantNonce(
  host: Host,
  plan: Plan,
  run: RunFolder,
  warn: (message: string) => void,
): Promise<Nonce> {
  const value = host.randomHex(16);
  const folder = run.path.startsWith(`${plan.root}/`) ? run.path.slice(plan.root.length + 1) : "";
  const path = folder === "" ? `.qa-gate-nonce-${run.runId}` : `${folder}/nonce`;
  const written = await host.files.writeWhole(`${plan.root}/${path}`, `${value}\n`);
  if (!written.ok) {
    warn(`${path} cannot be written, so no container can prove that it sees the project`);
  }
  return { value, path };
}
