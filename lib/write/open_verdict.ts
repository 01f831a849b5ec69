import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { keepOutOfGit, newRunId, type OpenOptions } from "./open_run.ts";

/** The folder of one verdict. All paths absolute. */
export interface VerdictFolder {
  readonly verdictId: string;
  /** `<outputs>/verdicts/<id>`: the truth of this verdict, never overwritten. */
  readonly path: string;
  /** Folder of the stable names. */
  readonly outputs: string;
}

/** Creates the folder of a verdict, which only one verdict can own. */
export async function openVerdict(
  host: Host,
  { outputs: given, runId }: OpenOptions,
): Promise<Result<VerdictFolder, Problem>> {
  const verdictId = runId ?? newRunId(host);
  const made = await host.files.makeDir(`${given}/verdicts`);
  if (!made.ok) return made;
  // Links resolved once: one that is put in the way later leads nowhere.
  const outputs = await host.files.realPath(given) ?? given;
  await keepOutOfGit(host, outputs);
  const path = `${outputs}/verdicts/${verdictId}`;
  const own = await host.files.makeDirExclusive(path);
  if (own.ok) return ok({ verdictId, path, outputs });
  const isTaken = own.error.kind === "file" && own.error.code === "already-exists";
  if (!isTaken || runId === null) return own;
  const message = `--run-id ${runId}: there is already a verdict of that id`;
  const hint = "Choose another id, or leave the flag out for a fresh one";
  return err({ kind: "usage", message, hint });
}
