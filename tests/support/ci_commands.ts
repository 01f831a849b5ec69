/** A command that a CI system would obey in a line of its log, and whose it is. */
export interface ObeyedCommand {
  readonly host: "github" | "azure" | "teamcity" | "gitlab" | "buildkite";
  readonly line: string;
}

const ESC = String.fromCodePoint(0x1b);

/** Commands that GitHub's runner knows; names of others are no commands to it. */
const GITHUB =
  /^(?:internal-set-repo-path|set-env|set-output|save-state|add-path|add-mask|add-matcher|remove-matcher|debug|warning|error|notice|group|endgroup|echo|stop-commands)$/i;

/** As GitLab's own reader has it: without the carriage return and the escape it is text. */
const SECTION = new RegExp(`section_(?:start|end):\\d+:[\\w.-]+(?:\\[[^\\]]*\\])?\r${ESC}\\[0K`);

/** Every line of a text that a CI system would take for a command, read as each of them reads its log. */
export function findCiCommands(text: string): readonly ObeyedCommand[] {
  return text.split("\n").flatMap((line) =>
    readers.flatMap(({ host, obeys }) => obeys(line) ? [{ host, line }] : [])
  );
}

const readers: readonly { host: ObeyedCommand["host"]; obeys: (line: string) => boolean }[] = [
  { host: "github", obeys: (line) => isSecondForm(line) || isFirstForm(line) },
  { host: "azure", obeys: (line) => /##vso\[[^\]]*\]/.test(line) },
  { host: "teamcity", obeys: (line) => line.includes("##teamcity[") },
  {
    host: "gitlab",
    obeys: (line) => SECTION.test(line),
  },
  { host: "buildkite", obeys: (line) => /^(?:---|\+\+\+|~~~|\^\^\^)\s/.test(line) },
];

/** `TryParseV2` of actions/runner: at the beginning, behind white space alone. */
function isSecondForm(line: string): boolean {
  const trimmed = line.trimStart();
  const end = trimmed.startsWith("::") ? trimmed.indexOf("::", 2) : -1;
  return end > 0 && GITHUB.test(trimmed.slice(2, end).split(" ")[0] ?? "");
}

/** `TryParse` of actions/runner: anywhere. */
function isFirstForm(line: string): boolean {
  const from = line.indexOf("##[");
  const end = from < 0 ? -1 : line.indexOf("]", from);
  return end > 0 && GITHUB.test(line.slice(from + 3, end).split(" ")[0] ?? "");
}
