import type { SpawnFailure } from "../model/command.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { ProcessRequest, RunningProcess } from "./host.ts";
import { waitForEnd } from "./process_end.ts";
import { signalGroup } from "./process_group.ts";
import { readStream } from "./read_stream.ts";
import { spawn } from "./spawn.ts";

/** Starts a long-lived process in its own process group, with both streams piped and no input. */
export function start(request: ProcessRequest): Result<RunningProcess, SpawnFailure> {
  const spawned = spawn(request);
  if (!spawned.ok) return err(spawned.error.failure);
  const child = spawned.value;
  const stdout = readStream(child.stdout);
  const stderr = readStream(child.stderr);
  return ok({
    pid: child.pid,
    stdout: stdout.chunks,
    stderr: stderr.chunks,
    ended: waitForEnd(child),
    signalGroup: (signal) => signalGroup(child.pid, signal),
    abandonStreams: async () => {
      await Promise.all([stdout.cancel(), stderr.cancel()]);
    },
  });
}
