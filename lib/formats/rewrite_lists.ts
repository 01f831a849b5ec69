import type { TextList, TextListItem, TextLists } from "./text_list.ts";

/** A list that stays on one line does so up to here, in characters. */
const LINE_MAX = 80;

/** One entry with the comments that go where it goes. */
interface Entry {
  readonly spelled: string;
  readonly before: readonly string[];
  readonly behind: string;
}

/** A text whose lists hold other values, in that order; a comment above or behind an entry goes with it. */
export function rewriteLists(
  { text, bare, syntax }: Pick<TextLists, "text" | "bare" | "syntax">,
  wanted: ReadonlyMap<TextList, readonly string[]>,
): string {
  let [done, at] = ["", 0];
  for (const [list, values] of [...wanted].toSorted(([a], [b]) => a.open - b.open)) {
    done += text.slice(at, list.open) + writeList({ text, bare, syntax }, list, values);
    at = list.close + 1;
  }
  return done + text.slice(at);
}

type Source = Pick<TextLists, "text" | "bare" | "syntax">;

function writeList(source: Source, list: TextList, values: readonly string[]): string {
  const { entries, tail } = readEntries(source, list);
  const kept = values.map((value) => entries.get(value) ?? newEntry(value));
  const whole = source.text.slice(list.open, list.close);
  const plain = `[${kept.map(({ spelled }) => spelled).join(", ")}]`;
  const isPlain = tail.length === 0 &&
    kept.every(({ before, behind }) => before.length === 0 && behind === "");
  if (isPlain && (kept.length === 0 || (!whole.includes("\n") && plain.length <= LINE_MAX))) {
    return plain;
  }
  const outer = indentAt(source.text, list.open);
  const [first] = list.items;
  const inner = first !== undefined && whole.includes("\n")
    ? indentAt(source.text, first.start)
    : `${outer}  `;
  const lines = kept.flatMap(({ spelled, before, behind }, index) => {
    const comma = index < kept.length - 1 || source.syntax === "toml" ? "," : "";
    return [...before, `${spelled}${comma}${behind === "" ? "" : ` ${behind}`}`];
  });
  return `[\n${[...lines, ...tail].map((line) => `${inner}${line}\n`).join("")}${outer}]`;
}

function newEntry(value: string): Entry {
  return { spelled: JSON.stringify(value), before: [], behind: "" };
}

/** Entries by value; of one that stands there twice the comments of both are kept. */
function readEntries(source: Source, { items, open, close }: TextList) {
  const entries = new Map<string, Entry>();
  let before = splitGap(source, open + 1, items[0]?.start ?? close).all;
  for (const [index, item] of items.entries()) {
    const gap = splitGap(source, item.end, items[index + 1]?.start ?? close);
    const earlier = entries.get(item.value);
    entries.set(item.value, {
      spelled: spell(source, item),
      before: [...earlier?.before ?? [], ...before],
      behind: [earlier?.behind ?? "", gap.behind].filter((part) => part !== "").join(" "),
    });
    before = gap.below;
  }
  return { entries, tail: before };
}

/** Comments between two entries: those on the line of the first one, and those below it. */
function splitGap({ text, bare }: Source, from: number, to: number) {
  const comma = bare.slice(from, to).indexOf(",");
  const gap = text.slice(from, to);
  const plain = comma === -1 ? gap : `${gap.slice(0, comma)} ${gap.slice(comma + 1)}`;
  // A comment that goes over to the next line stays whole: with what stands below.
  const [first = ""] = plain.split("\n", 1);
  const isLong = /\/\*/.test(first.replace(/\/\*.*?\*\//g, "").replace(/\/\/.*/, ""));
  const [behind = "", ...below] = (isLong ? `\n${plain}` : plain).split("\n").map((line) =>
    line.trim()
  );
  const filled = (lines: readonly string[]) => lines.filter((line) => line !== "");
  return { behind, below: filled(below), all: filled([behind, ...below]) };
}

function spell({ text }: Source, { start, end }: TextListItem): string {
  return text.slice(start, end);
}

/** White space at the begin of the line in which an offset lies. */
function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
