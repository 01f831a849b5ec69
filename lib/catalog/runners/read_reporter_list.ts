import { readReporterLine } from "../../formats/reporter_line.ts";
import { reportedTest } from "../../formats/reporter_test.ts";
import type { TestTarget } from "../../model/runner.ts";

/**
 * The tests that a reporter of ours was told without running them, named as it names those that run. Null
 * where it never came to its end, or where a file could not be loaded: some tests would be missing.
 */
export function readReporterList(text: string): readonly TestTarget[] | null {
  const targets: TestTarget[] = [];
  let root = "";
  let isWhole = false;
  for (const told of text.split("\n")) {
    const line = readReporterLine(told);
    if (line?.kind === "begin") root = line.root;
    else if (line?.kind === "test") {
      const { file, className, name } = reportedTest(line, root);
      targets.push({ file, class: className, name });
    } else if (line?.kind === "error") return null;
    else if (line?.kind === "file" && line.error !== null) return null;
    else if (line?.kind === "end") isWhole = true;
  }
  return isWhole ? targets : null;
}
