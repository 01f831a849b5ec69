import type { SuiteCommand } from "../model/plan.ts";
import type { RunnerRow, TestTarget } from "../model/runner.ts";
import { narrowCommand, type NarrowedCommand } from "./narrow_command.ts";

/** The command of a further attempt: only these tests of a suite, as far as its tool can be told so. */
export function planRetry(
  command: SuiteCommand,
  runners: readonly RunnerRow[],
  targets: readonly TestTarget[],
): NarrowedCommand {
  return narrowCommand(command, runners, { targets });
}
