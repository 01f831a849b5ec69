import { parsePattern, type PatternNode } from "./parse_pattern.ts";

/** Ways to divide a line among the quantifiers of a pattern that is tried at every place of it. */
const WAYS_ANYWHERE = 1_000;
/** The same for a pattern that is tried only where a line begins. */
const WAYS_AT_START = 200_000;
const SOURCE_MAX = 1_000;

/**
 * Null for a pattern whose time grows no faster than the text, else one sentence saying what makes it
 * slow and what to write instead. Strict on purpose: what it cannot be sure of it refuses.
 */
export function judgePattern(source: string): string | null {
  if (source.length > SOURCE_MAX) return `it is longer than ${SOURCE_MAX} characters`;
  const root = parsePattern(source);
  if (new RegExp(source).test("")) return "it matches the empty text, and so every line";
  return faultOf(root, false) ?? faultOfEndless(root) ?? faultOfWays(root);
}

/** What is refused wherever it stands. */
function faultOf(node: PatternNode, repeated: boolean): string | null {
  switch (node.kind) {
    case "back-reference":
      return "it refers back to a group (\\1): write the text out";
    case "look":
      return countEndless(node.body) > 0
        ? "it looks around without a bound: bound it, such as .{0,80}"
        : faultOf(node.body, repeated);
    case "repeat": {
      const { min, max } = node;
      if (repeated && max > 1 && min !== max) {
        return "a quantifier stands inside another one: take the inner one out, or write both out";
      }
      return faultOf(node.body, repeated || max > 1);
    }
    default:
      return childrenOf(node).map((child) => faultOf(child, repeated))
        .find((fault) => fault !== null) ?? null;
  }
}

/** One unbounded quantifier is harmless where matching can begin at one place only. */
function faultOfEndless(root: PatternNode): string | null {
  const count = countEndless(root);
  if (count > 1) {
    return "it has more than one unbounded quantifier (* or +): bound them, such as .{0,80}";
  }
  return count === 0 || isAnchored(root)
    ? null
    : "an unbounded quantifier (* or +) needs ^ at the beginning, or a bound such as .{0,80}";
}

function faultOfWays(root: PatternNode): string | null {
  const anchored = isAnchored(root);
  if (waysOf(root) <= (anchored ? WAYS_AT_START : WAYS_ANYWHERE)) return null;
  return "its quantifiers can divide a line in too many ways: " +
    (anchored ? "use smaller bounds" : "begin it with ^, or use smaller bounds");
}

/** How many unbounded quantifiers one way through the pattern meets at most. */
function countEndless(node: PatternNode): number {
  if (node.kind === "repeat") return Number(node.max === Infinity) + countEndless(node.body);
  const counts = childrenOf(node).map(countEndless);
  if (node.kind === "choice") return Math.max(0, ...counts);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** In how many ways its bounded quantifiers can share a text, at most. */
function waysOf(node: PatternNode): number {
  if (node.kind === "repeat") {
    const own = node.max === Infinity ? 1 : node.max - node.min + 1;
    return own * waysOf(node.body);
  }
  const ways = childrenOf(node).map(waysOf);
  if (node.kind === "choice") return ways.reduce((sum, way) => sum + way, 0);
  return ways.reduce((product, way) => product * way, 1);
}

function isAnchored(node: PatternNode): boolean {
  if (node.kind === "start") return true;
  if (node.kind === "choice") return node.options.every(isAnchored);
  return node.kind === "sequence" && node.parts[0] !== undefined && isAnchored(node.parts[0]);
}

function childrenOf(node: PatternNode): readonly PatternNode[] {
  switch (node.kind) {
    case "sequence":
      return node.parts;
    case "choice":
      return node.options;
    case "repeat":
    case "look":
      return [node.body];
    default:
      return [];
  }
}
