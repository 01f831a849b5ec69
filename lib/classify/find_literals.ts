import type { PatternNode } from "./parse_pattern.ts";

/** A text with fewer characters is too common to look for. */
export const LITERAL_MIN = 4;
/** A choice of more texts than this is not worth looking for. */
const CHOICES_MAX = 40;
/** More texts than this are not told one by one. */
const EXACT_MAX = 12;
/** A part that is repeated more often than this is not written out. */
const TIMES_MAX = 3;

/**
 * Texts of which every match of the pattern holds at least one, none shorter than `LITERAL_MIN`; empty
 * where no such texts are known, so that each line has to be tried.
 */
export function findLiterals(node: PatternNode): readonly string[] {
  switch (node.kind) {
    case "sequence":
      return best(runsOf(node.parts));
    case "choice":
      return joinChoices(node.options);
    case "repeat":
      return node.min === 0 ? [] : findLiterals(node.body);
    case "characters":
      return best([[node.literal ?? ""]]);
    default:
      return [];
  }
}

/** Every way to demand something of a sequence: its runs of known texts, and what its parts demand. */
function runsOf(parts: readonly PatternNode[]): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  let run: readonly string[] = [""];
  for (const part of parts) {
    const exact = exactTexts(part);
    const longer = exact === null ? null : joinTexts(run, exact);
    if (longer !== null) {
      run = longer;
      continue;
    }
    found.push(run, exact ?? findLiterals(part));
    run = exact ?? [""];
  }
  return [...found, run];
}

/** All texts that a part can match, where they are few; null where they are many or unknown. */
function exactTexts(node: PatternNode): readonly string[] | null {
  switch (node.kind) {
    case "characters":
      return node.literal === null ? namedCharacters(node.source) : [node.literal];
    case "sequence":
      return node.parts.reduce<readonly string[] | null>((run, part) => {
        const exact = run === null ? null : exactTexts(part);
        return run === null || exact === null ? null : joinTexts(run, exact);
      }, [""]);
    case "choice": {
      const each = node.options.map(exactTexts);
      const all = each.flatMap((texts) => texts ?? []);
      return each.includes(null) || all.length > EXACT_MAX ? null : all;
    }
    case "repeat":
      return repeatedTexts(node);
    case "start":
    case "mark":
    case "look":
      // What takes no room does not end a run.
      return [""];
    default:
      return null;
  }
}

function repeatedTexts({ body, min, max }: PatternNode & { kind: "repeat" }) {
  const exact = max > TIMES_MAX ? null : exactTexts(body);
  if (exact === null) return null;
  let times: readonly string[] | null = [""];
  const all: string[] = [];
  for (let count = 0; count <= max && times !== null; count++) {
    if (count >= min) all.push(...times);
    times = joinTexts(times, exact);
  }
  return all.length > EXACT_MAX || (times === null && max > 0) ? null : all;
}

/** The characters of a class that names each of them. */
function namedCharacters(source: string): readonly string[] | null {
  const named = /^\[([\w ]{1,4})\]$/.exec(source)?.[1];
  return named === undefined ? null : Array.from(named);
}

/** Each of the first texts with each of the second behind it; null where that is too many. */
function joinTexts(first: readonly string[], second: readonly string[]): readonly string[] | null {
  if (first.length * second.length > EXACT_MAX) return null;
  return first.flatMap((head) => second.map((tail) => head + tail));
}

/** Of several demands the one that texts meet least by chance. */
function best(demands: readonly (readonly string[])[]): readonly string[] {
  return demands
    .filter((texts) => texts.length > 0 && texts.every((text) => text.length >= LITERAL_MIN))
    .reduce<readonly string[]>(
      (chosen, texts) => chosen.length === 0 || rarity(texts) > rarity(chosen) ? texts : chosen,
      [],
    );
}

/** Long texts are rare, those with digits and signs rarer; further texts are further chances. */
function rarity(texts: readonly string[]): number {
  const each = texts.map((text) => text.length + 2 * text.replaceAll(/[A-Za-z :]/g, "").length);
  return Math.min(...each) - 2 * Math.log2(texts.length);
}

function joinChoices(options: readonly PatternNode[]): readonly string[] {
  const each = options.map(findLiterals);
  if (each.some((texts) => texts.length === 0)) return [];
  const all = [...new Set(each.flat())];
  return all.length > CHOICES_MAX ? [] : all;
}
