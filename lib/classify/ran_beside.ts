import type { Execution, SuiteRecord } from "../model/run_record.ts";

/** Tools that run tests beside each other unless they are told not to. */
const PARALLEL: ReadonlySet<string> = new Set(["cargo", "go", "jest", "vitest", "playwright"]);
/** Words that make them, or others, run one test after the other. */
const SERIAL =
  /(?:^|\s)(?:--test-threads[= ]1|-parallel[= ]1|-p[= ]1|--runInBand|-i|--maxWorkers[= ]1|--workers[= ]1|--no-file-parallelism|-n[= ]?0|--numprocesses[= ]0)(?=\s|$)/;
/** Words that make a tool run several at once which would not by itself. */
const WORKERS =
  /(?:^|\s)(?:-n[= ]?(?:auto|logical|[1-9]\d*)|--numprocesses[= ](?:auto|logical|[1-9]\d*)|--parallel|--jobs[= ][2-9]|--workers[= ][2-9])(?=\s|$)/;

/** True where other tests ran at the same time as those of an execution: of its tool, or of other suites. */
export function ranBeside(
  { runner, name }: Pick<SuiteRecord, "runner" | "name">,
  execution: Execution,
  suites: readonly SuiteRecord[],
): boolean {
  const words = execution.argv.join(" ");
  const hasWorkers = !SERIAL.test(words) && (PARALLEL.has(runner) || WORKERS.test(words));
  return hasWorkers ||
    suites.some((other) =>
      other.name !== name && other.executions.some((one) => overlap(one, execution))
    );
}

function overlap(a: Execution, b: Execution): boolean {
  const [startA, startB] = [Date.parse(a.startedAt), Date.parse(b.startedAt)];
  return startA < startB + b.durationMs && startB < startA + a.durationMs;
}
