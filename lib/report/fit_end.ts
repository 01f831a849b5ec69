import { displayHeight, fitColumns } from "./fit_columns.ts";

/** One line of an end, and how much a reader would miss it. */
export interface EndLine {
  readonly text: string;
  /** The line with the least is left out first. */
  readonly weight: number;
  /** What it is about, as it is named where it is left out. */
  readonly about: string;
}

/** An end in its order: what it begins with, the failing tests, the rest. */
export interface EndParts {
  /** Verdict and why; never left out. */
  readonly head: readonly string[];
  readonly before: readonly EndLine[];
  /** The failing tests in at most so many lines; none for 0. */
  readonly failures: (lines: number) => readonly string[];
  readonly after: readonly EndLine[];
}

/** The room there is, and the file that tells what has none. */
export interface EndRoom {
  readonly columns: number;
  readonly rows: number;
  readonly where: string;
}

const COLOURS = new RegExp(`${String.fromCodePoint(0x1b)}\\[[\\d;]*m`, "g");
/** A tab takes at most so much. */
const TAB = " ".repeat(8);
/** A command that takes more rows than this would push away what it is about. */
const MAX_COMMAND_ROWS = 6;
/** The first failing test, what it said, and how many more there are. */
const LEAST_FAILURE_ROWS = 3;

/**
 * The lines of an end that fit into so many rows, as they wrap in so many columns: the weightiest
 * ones in their order, failing tests in what room is left, and one line that names what was left out.
 */
export function fitEnd({ head, before, failures, after }: EndParts, room: EndRoom): string[] {
  const { rows } = room;
  const first = fitHead(head, room);
  const all = [...before, ...after];
  const needed = heightOf(failures(rows), room);
  const free = rows - heightOf(first, room);
  const isWhole = heightOf(all.map(({ text }) => text), room) + needed <= free &&
    all.every((line) => !isTooHigh(line, room));
  const reserved = Math.min(needed, Math.max(LEAST_FAILURE_ROWS, Math.floor(rows / 3)));
  const kept = isWhole ? new Set(all) : choose(all, room, free - reserved - 1);
  const told = [...kept].map(({ text }) => text);
  const gone = all.filter((line) => !kept.has(line));
  const left = free - heightOf(told, room) - (gone.length === 0 ? 0 : 1);
  const lines = (part: readonly EndLine[]) =>
    part.filter((line) => kept.has(line)).map(({ text }) => text);
  const missing = gone.length === 0 || free < 1 ? [] : [nameMissing(gone, room)];
  return [
    ...first,
    ...lines(before),
    ...fitFailures(failures, room, left),
    ...lines(after),
    ...missing,
  ];
}

/** On a terminal of almost no height even the verdict is cut. */
function fitHead(head: readonly string[], { columns, rows }: EndRoom): readonly string[] {
  const shown = head.slice(0, Math.max(1, rows));
  if (heightOf(shown, { columns }) <= Math.max(1, rows - 2)) return shown;
  return shown.map((line) => fitColumns(line.replace(COLOURS, ""), columns));
}

/** The weightiest lines that fit into so many rows. */
function choose(all: readonly EndLine[], room: EndRoom, rows: number): ReadonlySet<EndLine> {
  const kept = new Set<EndLine>();
  let left = rows;
  for (const line of all.toSorted((a, b) => b.weight - a.weight)) {
    const height = heightOf([line.text], room);
    if (height > left || isTooHigh(line, room)) continue;
    kept.add(line);
    left -= height;
  }
  return kept;
}

function isTooHigh({ text }: EndLine, room: EndRoom): boolean {
  return heightOf([text], room) > MAX_COMMAND_ROWS;
}

/** Fewer lines, until what wraps fits too. */
function fitFailures(
  failures: EndParts["failures"],
  room: EndRoom,
  rows: number,
): readonly string[] {
  for (let lines = rows; lines > 0;) {
    const told = failures(lines);
    const height = heightOf(told, room);
    if (height <= rows) return told;
    lines = Math.min(lines - 1, told.length - 1);
  }
  return [];
}

/** Where the rest is told comes first: the end of this line may be cut. */
function nameMissing(missing: readonly EndLine[], { columns, where }: EndRoom): string {
  const counts = new Map<string, number>();
  for (const { about } of missing) counts.set(about, (counts.get(about) ?? 0) + 1);
  const words = [...counts].map(([about, count]) => count === 1 ? about : `${about} (${count})`);
  return fitColumns(
    `more in ${where}: ${words.join(", ")}`,
    columns,
  );
}

function heightOf(lines: readonly string[], { columns }: Pick<EndRoom, "columns">): number {
  // A command may hold a name with a line end in it.
  return lines.flatMap((text) => text.replace(COLOURS, "").replaceAll("\t", TAB).split("\n"))
    .reduce((sum, text) => sum + displayHeight(text, columns), 0);
}
