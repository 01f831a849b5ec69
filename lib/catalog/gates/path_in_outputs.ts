import type { GateContext } from "../../model/gate.ts";
import type { RecordedRun } from "../../model/recorded_run.ts";

/** A path of a record as a judge asks for it: relative to the root where it lies below the outputs. */
export function pathInOutputs(path: string, { outputs }: Pick<GateContext, "outputs">): string {
  const at = path.lastIndexOf(`/${outputs}/`);
  return at < 0 ? path : path.slice(at + 1);
}

/** Where the results of a run are told: what a fault about the run as a whole points to. */
export function pathOfResults(
  { folder, given }: Pick<RecordedRun, "folder" | "given">,
  context: Pick<GateContext, "outputs">,
): string {
  return folder === null ? given : pathInOutputs(`${folder}/results.json`, context);
}
