import type { Host } from "../host/host.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { Signals } from "../model/signature.ts";
import { countedExecution } from "../report/counted_execution.ts";
import { isPlainPath } from "../write/find_tests_path.ts";
import { gatherSignals } from "./gather_signals.ts";
import { loadStranger } from "./load_stored.ts";

/**
 * What a record tells of why a suite did not pass, as far as its files are there: words of its tests,
 * ends of its logs, its end. Paths in a record are a stranger's: only what lies in its folder is read.
 */
export async function loadRecordedSignals(
  host: Host,
  folder: string,
  suite: SuiteRecord,
): Promise<Signals> {
  const confined = await confine(host, folder, suite);
  const signals = await gatherSignals(host, folder, confined);
  const execution = countedExecution(confined);
  // What the run itself saw of the end: a restored record knows only a part of it.
  const exit = execution === null
    ? null
    : await loadStranger(host, `${folder}/${execution.folder}/exit.json`);
  return exit === null ? signals : { ...signals, artifacts: { "exit.json": exit } };
}

/** Without the executions whose folders lead elsewhere; one that is not there at all does no harm. */
async function confine(host: Host, folder: string, suite: SuiteRecord): Promise<SuiteRecord> {
  const kept = await Promise.all(suite.executions.map(async (one) => {
    if (!isPlainPath(one.folder)) return [];
    const path = `${folder}/${one.folder}`;
    const real = await host.files.realPath(path);
    return real === null || real === path ? [one] : [];
  }));
  return { ...suite, executions: kept.flat() };
}
