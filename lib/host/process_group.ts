/**
 * Ends the process group of that id with SIGKILL; silent when it is gone or not ours. Ids that would
 * mean everybody (0, 1, -1), our own group, or no number at all are refused, also silently: the id
 * may come from a file.
 */
export function killGroup(processGroupId: number): void {
  signalGroup(processGroupId, "SIGKILL");
}

/** Sends a signal to a whole process group under the same rules as `killGroup`. */
export function signalGroup(processGroupId: number, signal: Deno.Signal): void {
  if (!Number.isSafeInteger(processGroupId) || processGroupId <= 1) return;
  if (processGroupId === Deno.pid) return;
  // Windows has no groups: there the leader alone is ended.
  const target = Deno.build.os === "windows" ? processGroupId : -processGroupId;
  try {
    Deno.kill(target, signal);
  } catch (cause) {
    // ESRCH arrives as NotFound. PermissionDenied: the id was taken over by a stranger's group.
    const expected = cause instanceof Deno.errors.NotFound ||
      cause instanceof Deno.errors.PermissionDenied ||
      Deno.build.os === "windows";
    if (!expected) throw cause;
  }
}
