import type { ReplayAnswerJson } from "../model/replay_answer_json.ts";
import { REPLAY_KEPT } from "../model/replay_json.ts";
import type { RunnableReplay } from "../model/replay_plan.ts";
import { bareForShell } from "./format_bare_command.ts";
import { bareForPowerShell } from "./format_replay_commands.ts";
import { quotePowerShell } from "./quote_powershell.ts";
import { quoteShell } from "./quote_shell.ts";
import {
  type CommandPair,
  type ReplayCommandOptions,
  replayCommands,
  type SuiteCommands,
} from "./replay_commands.ts";

/** The commands of a replay, as `--print --json` tells them: argv, and quoted for both shells. */
export function makeReplayCommands(
  planned: RunnableReplay,
  options: ReplayCommandOptions,
): NonNullable<ReplayAnswerJson["commands"]> {
  return replayCommands(planned, options).map(makeSuite);
}

function makeSuite({ suite, scope, tests, replay, bare, singles }: SuiteCommands) {
  return {
    ...{ suite, scope, tests: tests.slice(0, REPLAY_KEPT) },
    ...makePair({ replay, bare }),
    singles: singles.map((single) => ({ id: single.id, ...makePair(single) })),
  };
}

function makePair({ replay, bare }: CommandPair) {
  return {
    replay: [...replay],
    command: quoteShell(replay),
    powershell: quotePowerShell(replay),
    bare: bare === null ? null : bareForShell(bare),
    bare_powershell: bare === null ? null : bareForPowerShell(bare),
  };
}
