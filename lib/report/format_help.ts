import { EXIT_CODES } from "../model/exit_code.ts";
import type { FlagGroup, FlagRow } from "../model/flag.ts";

/** What a script says about itself above its flags. */
export interface HelpHeader {
  /** As it is called: `deno task qa:gate`. */
  readonly usage: string;
  /** The question it answers, one sentence. */
  readonly answers: string;
  /** What it writes and where, one sentence each. */
  readonly writes: readonly string[];
  /** Exit codes of a script that has its own; the table of all scripts unless said. */
  readonly exits?: readonly {
    readonly exit: number;
    readonly name: string;
    readonly when: string;
  }[];
  /** Command lines, each with what it does. */
  readonly examples: readonly { readonly command: string; readonly does: string }[];
}

const WIDTH = 100;
const HEADINGS: Readonly<Record<FlagGroup, string>> = {
  selection: "What runs, and where",
  container: "The container",
  common: "Every script",
};

/** The text of `--help`, at most 100 columns wide: usage, flags, variables, exit codes, examples. */
export function formatHelp(header: HelpHeader, rows: readonly FlagRow[]): string {
  const groups = Object.entries(HEADINGS).map(([group, heading]) => {
    const own = rows.filter((row) => row.group === group);
    return own.length === 0 ? "" : section(heading, own.map((row) => [spell(row), explain(row)]));
  });
  return [
    wrap(`Usage: ${header.usage} [flags]`, 0),
    wrap(header.answers, 0),
    header.writes.map((line) => wrap(line, 0)).join("\n"),
    ...groups,
    section("Environment", environmentRows(rows)),
    section(
      "Exit codes",
      (header.exits ?? EXIT_CODES).map((row) => [`${row.exit} ${row.name}`, row.when]),
    ),
    section("Examples", header.examples.map(({ command, does }) => [command, does])),
  ].filter((part) => part !== "").join("\n\n") + "\n";
}

function spell({ name, short, placeholder, negatable }: FlagRow): string {
  const dashes = negatable === true ? `--[no-]${name}` : `--${name}`;
  const both = short === undefined ? dashes : `-${short}, ${dashes}`;
  return placeholder === "" ? both : `${both} ${placeholder}`;
}

function explain({ summary, repeat, env }: FlagRow): string {
  const more = [repeat === true ? "repeatable" : "", env ?? ""].filter((word) => word !== "");
  return more.length === 0 ? summary : `${summary} (${more.join(", ")})`;
}

function environmentRows(rows: readonly FlagRow[]): readonly (readonly [string, string])[] {
  if (!rows.some(({ env }) => env !== undefined)) return [];
  return [
    ["QA_…", "stands in for the flag it is named behind, where that flag is not given"],
    ["NO_COLOR", "any value: no colours"],
    ["FORCE_COLOR", "1: colours in a pipe too; 0: none"],
  ];
}

/** Two columns under a heading; a left side too long for its column gets a line of its own. */
function section(heading: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return "";
  const column = Math.min(36, Math.max(...rows.map(([left]) => left.length)) + 4);
  const lines = rows.map(([left, right]) => {
    const text = wrap(right, column);
    const fits = left.length + 4 <= column;
    return fits ? `  ${left}`.padEnd(column) + text.trimStart() : `${wrap(left, 2)}\n${text}`;
  });
  return [`${heading}:`, ...lines].join("\n");
}

/** Words in lines of at most the width, each line indented. */
function wrap(text: string, indent: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && indent + last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => " ".repeat(indent) + line).join("\n");
}
