import type { Difference } from "../model/replay.ts";
import type { RunnableReplay } from "../model/replay_plan.ts";
import { cleanLine } from "./clean_terminal.ts";
import { type BareCommand, bareForShell } from "./format_bare_command.ts";
import { formatNumber } from "./format_counts.ts";
import { quotePowerShell, quotePowerShellText } from "./quote_powershell.ts";
import { quoteShell } from "./quote_shell.ts";
import {
  type CommandPair,
  type ReplayCommandOptions,
  replayCommands,
  type SuiteCommands,
} from "./replay_commands.ts";

const DIFFERENCES_SHOWN = 30;

const HEAD = [
  "# Piped to sh, this replays each suite once. What stands in comments are other ways to run the same:",
  "# take the words behind the #. Lines for PowerShell are for 5.1 and 7.",
];

/**
 * The commands of `--print`: fit to be piped to sh, which replays each suite once. In comments: the
 * same for PowerShell, the test tool's own commands, and those of single tests.
 */
export function formatReplayCommands(
  planned: RunnableReplay,
  options: ReplayCommandOptions,
): string {
  const parts = replayCommands(planned, options).map(formatSuite);
  const differences = formatDifferences(planned.plan.replay?.differences ?? []);
  return `${[HEAD.join("\n"), ...differences, ...parts].join("\n\n")}\n`;
}

/** What cannot be the same must be read before a command is taken. */
function formatDifferences(differences: readonly Difference[]): readonly string[] {
  const lines = differences.slice(0, DIFFERENCES_SHOWN).flatMap((
    { what, recorded, now, effect },
  ) => [
    ...comment(`  ${what}: then ${cleanLine(recorded)}, now ${cleanLine(now)}`),
    ...comment(`    ${cleanLine(effect)}`),
  ]);
  const left = differences.length - DIFFERENCES_SHOWN;
  const more = left > 0 ? [`#   and ${left} more`] : [];
  return lines.length === 0 ? [] : [["# Not as in the record:", ...lines, ...more].join("\n")];
}

/** A command of a test tool for PowerShell, from any folder; variables stay set in its session. */
export function bareForPowerShell({ folder, env, argv }: BareCommand): string {
  const settings = env.map((word) => {
    const at = word.indexOf("=");
    const name = quotePowerShellText(`Env:${word.slice(0, at)}`);
    return `Set-Item -LiteralPath ${name} -Value ${quotePowerShellText(word.slice(at + 1))}`;
  });
  const move = folder === null
    ? []
    : [`Set-Location -ErrorAction Stop -LiteralPath ${quotePowerShellText(folder)}`];
  return [...move, ...settings, quotePowerShell(argv)].join("; ");
}

function formatSuite(commands: SuiteCommands): string {
  const { suite, scope, tests, place, replay, singles } = commands;
  const what = scope === "suite" ? "all of it" : formatNumber(tests.length, "test");
  const left = tests.length - singles.length;
  return [
    `# Suite ${cleanLine(suite)}, ${what}`,
    quoteShell(replay),
    ...comment(`PowerShell: ${quotePowerShell(replay)}`),
    ...formatBare(
      commands,
      place === "container" ? "its own command, in the container" : "its own command",
    ),
    ...singles.flatMap((single) => [
      "#",
      ...comment(cleanLine(single.id)),
      ...comment(`  sh:         ${quoteShell(single.replay)}`),
      ...comment(`  PowerShell: ${quotePowerShell(single.replay)}`),
      ...formatBare(single, "  its own command"),
    ]),
    ...(left > 0 ? [`# and ${left} more of its tests; each can be run with --test=<id>`] : []),
  ].join("\n");
}

function formatBare({ bare }: CommandPair, title: string): readonly string[] {
  if (bare === null) return [];
  return [
    ...comment(`${title}, sh:         ${bareForShell(bare)}`),
    ...comment(`${title}, PowerShell: ${bareForPowerShell(bare)}`),
  ];
}

/** A quoted word may hold a newline; none of its lines must be one of a script. */
function comment(text: string): readonly string[] {
  return text.split("\n").map((line) => `# ${line}`);
}
