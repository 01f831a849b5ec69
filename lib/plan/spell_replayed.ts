import type { Mode, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { ReplayedSuite, ReplayRequest } from "../model/replay.ts";
import type { RunnerRow } from "../model/runner.ts";
import type { SuiteChoice } from "./choose_replay.ts";
import { narrowCommand, type NarrowedCommand, type Narrowing } from "./narrow_command.ts";

/** A suite with the commands of its replay, what that runs, and what its tool cannot be told. */
export interface SpelledSuite {
  readonly planned: PlannedSuite;
  readonly replayed: ReplayedSuite;
  readonly notes: readonly string[];
}

/** What spelling looks at beside suite and choice. */
export interface SpellOptions {
  readonly request: ReplayRequest;
  readonly runners: readonly RunnerRow[];
  readonly mode: Mode;
}

/** Narrows the commands of a suite to its chosen tests, with the tool's words for debug output and serial runs. */
export function spellReplayed(
  planned: PlannedSuite,
  choice: SuiteChoice,
  { request, runners, mode }: SpellOptions,
): SpelledSuite {
  const narrowing: Narrowing = {
    targets: choice.scope === "suite" ? null : choice.tests,
    further: (row) => [
      ...(request.debug ? row.verbose : []),
      ...(request.serial ? row.serial ?? [] : []),
    ],
  };
  const narrow = (command: SuiteCommand, isConfined: boolean) =>
    narrowCommand(command, runners, { ...narrowing, isConfined });
  const full = narrow(planned.full, false);
  // A container shows the tool nothing but the project; without one, a record could name any file.
  const failsafe = planned.failsafe === null ? null : narrow(planned.failsafe, true);
  const { command, scope, isExact } = mode === "failsafe" ? failsafe ?? full : full;
  const why = choice.scope === "suite"
    ? choice.why
    : scope === "suite"
    ? `${choice.why}; they cannot be selected, so all of it runs`
    : isExact
    ? choice.why
    : `${choice.why}; its tool cannot be told them exactly, so others may run too`;
  return {
    planned: { ...planned, full: full.command, failsafe: failsafe?.command ?? null },
    replayed: { suite: planned.name, scope, tests: choice.tests.map(({ id }) => id), why },
    notes: noteWords(planned.name, command, request, runners),
  };
}

function noteWords(
  name: string,
  { request: spelled }: NarrowedCommand["command"],
  { debug, serial }: ReplayRequest,
  runners: readonly RunnerRow[],
): readonly string[] {
  const row = runners.find(({ id }) => id === spelled?.runner);
  const tool = row?.title ?? "a tool that is not known";
  const notes: string[] = [];
  if (debug && (row?.verbose ?? []).length === 0) {
    notes.push(`Suite "${name}": there are no words for debug output of ${tool}`);
  }
  if (serial && (row?.serial ?? null) === null) {
    notes.push(`Suite "${name}": ${tool} cannot be told to run one test after the other`);
  }
  return notes;
}
