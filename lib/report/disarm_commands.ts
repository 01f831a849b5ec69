/**
 * What CI systems obey in a log, as their own readers look for it. GitHub: `::name …::` behind white
 * space alone, and `##[` anywhere (`ActionCommand.cs` of actions/runner). Azure: `##vso[` and `##[`
 * anywhere (`Command.cs` of its agent). TeamCity: `##teamcity[`. Buildkite: three signs and a space at
 * the beginning of a line. GitLab: `section_start:` and `section_end:` with a
 * time.
 */
const COMMANDS: readonly (readonly [pattern: RegExp, disarmed: string])[] = [
  // Its end may follow in what is put behind this text.
  [/^([^\S\n]*):(?=:[A-Za-z])/gmu, "$1: "],
  [/#(?=#[\w.-]*\[)/gu, "# "],
  [/^(?:-(?=--\s)|\+(?=\+\+\s)|~(?=~~\s)|\^(?=\^\^\s))/gmu, "$& "],
  [/section_(?=(?:start|end):\d)/gu, "section_ "],
];

/**
 * Clean text with one space put into everything that a CI system would take for a command to itself,
 * such as `::error::`, `##vso[` or `+++ `; all else is as it was.
 */
export function disarmCommands(text: string): string {
  return COMMANDS.reduce((kept, [pattern, disarmed]) => kept.replace(pattern, disarmed), text);
}
