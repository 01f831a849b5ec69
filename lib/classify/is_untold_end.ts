import type { ContainerAccount } from "../model/run_record.ts";

/** SIGKILL and SIGTERM as exit codes: how an engine ends what it finds running when it starts anew. */
const ENDED_BY_ENGINE: ReadonlySet<number> = new Set([137, 143]);

/**
 * True for an end by a signal that the engine has not told of, although it told of the start: it tells of
 * every end, so it was away then, and ended the container when it came back.
 */
export function isUntoldEnd(
  { events, trailer, state }: Pick<ContainerAccount, "events" | "trailer" | "state">,
  exitCode: number | null,
): boolean {
  const isSignalled = ENDED_BY_ENGINE.has(exitCode ?? 0) || (trailer?.signalled ?? false);
  return isSignalled && state?.status === "exited" && events.includes("start") &&
    !events.includes("die");
}
