import type { RunnerRow } from "../model/runner.ts";
import { CARGO } from "./runners/cargo.ts";
import { DENO } from "./runners/deno.ts";
import { NODE, PNPM, YARN } from "./runners/node.ts";
import { COMMAND, JUNIT } from "./runners/own_command.ts";
import { PYTEST } from "./runners/pytest.ts";

/** Every test tool, in the order in which detection names its suites. */
export const RUNNERS: readonly RunnerRow[] = [
  PYTEST,
  DENO,
  NODE,
  PNPM,
  YARN,
  CARGO,
  JUNIT,
  COMMAND,
];
