import { parsePattern, type PatternNode } from "../../lib/classify/parse_pattern.ts";

/** Texts that make a pattern try as much as it can: its own pieces, repeated, and never the end. */
export function hostileTexts(pattern: RegExp, length: number): readonly string[] {
  const root = parsePattern(pattern.source);
  const least = leastText(root);
  const pieces = [least, least.slice(0, -1), ...fillings(root)].filter((piece) => piece !== "");
  return pieces.flatMap((piece) => [
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length),
    (least.slice(0, -1) + piece.repeat(Math.ceil(length / piece.length))).slice(0, length),
  ]);
}

/** A short text that the pattern would match. */
function leastText(node: PatternNode): string {
  switch (node.kind) {
    case "characters":
      return node.literal ?? sampleOf(node.source);
    case "sequence":
      return node.parts.map(leastText).join("");
    case "choice":
      return leastText(node.options[0]!);
    case "repeat":
      return leastText(node.body).repeat(node.min);
    default:
      return "";
  }
}

/** What each quantifier eats. */
function fillings(node: PatternNode): readonly string[] {
  switch (node.kind) {
    case "repeat":
      return [leastText(node.body), ...fillings(node.body)];
    case "sequence":
      return node.parts.flatMap(fillings);
    case "choice":
      return node.options.flatMap(fillings);
    default:
      return [];
  }
}

function sampleOf(source: string): string {
  const one = new RegExp(`^(?:${source})$`);
  return Array.from("a1 .:/-_'\"\t`=", (character) => character).find((it) => one.test(it)) ?? "~";
}
