import type { Host } from "../host/host.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import { countedExecution } from "../report/counted_execution.ts";
import { digestPath } from "../report/diagnosis_of.ts";
import { isPlainPath } from "../write/find_tests_path.ts";

/** Where files that are worth reading are looked for. */
export interface FilePlace {
  /** Absolute folder of the run. */
  readonly folder: string;
  readonly suite: SuiteRecord;
}

/**
 * Where files lie that a signature names: beside the suite's execution, else in the run's folder; those
 * that this run did not leave are not named. As they were given where it left none of them.
 */
export async function locateFiles(
  host: Host,
  names: readonly string[],
  { folder, suite }: FilePlace,
): Promise<readonly string[]> {
  const own = countedExecution(suite)?.folder ?? "";
  const found = await Promise.all(names.map(async (name) => {
    const meant = name === "failures" ? digestPath(suite.name) : name;
    const paths = [`${own}/${meant}`, meant].filter(isPlainPath);
    for (const path of paths) {
      if ((await host.files.stat(`${folder}/${path}`))?.kind === "file") return [path];
    }
    return [];
  }));
  const left = [...new Set(found.flat())];
  return left.length === 0 ? names : left;
}
