import { formatOwner, ownerOf } from "../model/owner.ts";
import type { GateSession } from "./gate_session.ts";

/**
 * Notes a process group of this run: a second interrupt ends it at once, and a later run ends it if
 * we die first (see `reapSpools`).
 */
export async function noteGroup(
  session: Pick<GateSession, "host" | "run" | "groups">,
  pid: number,
): Promise<void> {
  const { host, run } = session;
  session.groups.add(pid);
  const identity = host.identify(pid);
  if (identity === null) return;
  const sink = await host.files.append(`${run.spool}/groups`);
  if (!sink.ok) return;
  const line = formatOwner(ownerOf(host.machine, identity));
  await sink.value.write(new TextEncoder().encode(`${line}\n`));
  await sink.value.close();
}
