import type { RunnerRow } from "../../model/runner.ts";

/** Any command that leaves JUnit, at `{report}` or at a fixed place inside the root. */
export const JUNIT: RunnerRow = {
  id: "junit",
  title: "a command that leaves JUnit",
  detect: () => [],
  command: ({ paths, args, command, report }) => ({
    argv: [...command, ...args, ...paths],
    env: {},
    report: { from: "file", path: report ?? "{report}", format: "junit" },
  }),
  exitCodes: {},
  select: () => null,
  verbose: [],
  serial: null,
  needsCommand: true,
};

/** Any command, judged by its exit code alone. */
export const COMMAND: RunnerRow = {
  id: "command",
  title: "a command judged by its exit code",
  detect: () => [],
  command: ({ paths, args, command }) => ({
    argv: [...command, ...args, ...paths],
    env: {},
    report: { from: "nowhere" },
  }),
  exitCodes: {},
  select: () => null,
  verbose: [],
  serial: null,
  needsCommand: true,
};
