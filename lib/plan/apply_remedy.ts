import type { ContainerSettings, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { AttemptSettings } from "../model/remedy.ts";
import type { RunnerRow } from "../model/runner.ts";
import type { ToolWords } from "../model/tool_words.ts";
import { narrowCommand } from "./narrow_command.ts";

/** What an attempt is spelled with. */
export interface AttemptTables {
  readonly runners: readonly RunnerRow[];
  readonly words: ToolWords;
}

/** A suite that runs in a container. */
export type ContainedSuite = PlannedSuite & { readonly container: ContainerSettings };

/** The settings of a suite as it is configured: those of a first attempt. */
export function settingsOf({ container, full }: ContainedSuite, root: string): AttemptSettings {
  const { memoryBytes, shmSizeBytes, pidsLimit, user, workdir, mounts, pull } = container;
  return {
    ...{ timeoutMs: full.timeoutMs, memoryBytes, shmSizeBytes, pidsLimit, user, workdir, root },
    ...{ cwd: full.cwd, mounts, pull },
    ...{ isSerial: false, isQuiet: false, hasPlugins: true, isWatched: false, targets: null },
  };
}

/** The suite as an attempt runs it: these settings, and its command spelled anew for them. */
export function applyRemedy(
  suite: ContainedSuite,
  settings: AttemptSettings,
  tables: AttemptTables,
): ContainedSuite {
  const { memoryBytes, shmSizeBytes, pidsLimit, user, workdir, mounts, pull } = settings;
  const { timeoutMs } = settings;
  const limits = { timeoutMs, memoryBytes, shmSizeBytes, pidsLimit };
  const container = { ...suite.container, ...limits, user, workdir, mounts, pull };
  return { ...suite, container, retries: 0, full: spell(suite.full, settings, tables) };
}

function spell(
  full: SuiteCommand,
  settings: AttemptSettings,
  { runners, words }: AttemptTables,
): SuiteCommand {
  const { timeoutMs, cwd, targets } = settings;
  const moved = { ...full, timeoutMs, cwd };
  const further = (row: RunnerRow) => furtherWords(row, settings, words);
  const { command } = narrowCommand(moved, runners, { targets, further });
  const env = {
    ...settings.isWatched ? words.watched : {},
    ...settings.hasPlugins ? {} : words.withoutPlugins?.env ?? {},
    ...command.env,
  };
  return { ...command, env };
}

function furtherWords(
  { serial, verbose }: RunnerRow,
  { isSerial, isQuiet, hasPlugins, isWatched }: AttemptSettings,
  { quiet, withoutPlugins }: ToolWords,
): readonly string[] {
  return [
    ...hasPlugins ? [] : withoutPlugins?.args ?? [],
    ...isSerial ? serial ?? [] : [],
    ...isWatched && !isQuiet ? verbose : [],
    ...isQuiet ? quiet ?? [] : [],
  ];
}
