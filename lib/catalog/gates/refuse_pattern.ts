/** Longest text that a pattern of a contract is held against. */
export const MATCHED_MAX = 1024;
/** In how many ways the quantifiers of a pattern may share such a text. */
const WAYS_MAX = 2_000_000;
const SOURCE_MAX = 500;
const TOKEN =
  /\\(?:k<[^>]*>|.)|\[\^?(?:\\.|[^\\\]])*\]|\((?:\?(?:[ims-]{0,7}:|=|!|<=|<!|<[^>]*>))?|\)|\||(?:[*+?]|\{\d+(?:,\d*)?\})\??|./gsu;

/** What stands between two brackets so far. */
interface OpenGroup {
  isVaried: boolean;
  ways: number;
}

/**
 * Null for a pattern that takes little time over any text of at most `MATCHED_MAX` characters, else what
 * is wrong with it. Strict on purpose: no group that varies inside is repeated, nothing looks around
 * or refers back, and all quantifiers together can share the text in few ways.
 */
export function refusePattern(source: string): string | null {
  if (source.length > SOURCE_MAX) return `it is longer than ${SOURCE_MAX} characters`;
  try {
    new RegExp(source, "u");
  } catch {
    return "it is no regular expression (as JavaScript reads them with the flag u)";
  }
  return judgeTokens(source.match(TOKEN) ?? []);
}

function judgeTokens(tokens: readonly string[]): string | null {
  const open: OpenGroup[] = [{ isVaried: false, ways: 1 }];
  let last: OpenGroup | null = null;
  for (const token of tokens) {
    const here = open.at(-1)!;
    const most = waysOf(token);
    if (/^\\(?:k<|[1-9])/.test(token)) return "it refers back to a group: write the text out";
    if (/^\(\?<?[=!]/.test(token)) return "it looks around (?= or ?!): say what is wanted itself";
    if (token.startsWith("(")) open.push({ isVaried: false, ways: 1 });
    else if (token === "|") here.isVaried = true;
    else if (most !== null) {
      if (last?.isVaried && token.replace(/(.)\?$/, "$1") !== "?") {
        return "a group with a quantifier or | inside is repeated: write the repetitions out";
      }
      Object.assign(here, { isVaried: here.isVaried || most > 1, ways: here.ways * most });
    }
    last = token === ")" ? open.pop()! : null;
    if (last !== null) close(open.at(-1)!, last);
    if (open.reduce((all, { ways }) => all * ways, 1) > WAYS_MAX) {
      return "its quantifiers can share a text in too many ways: at most two without a bound, " +
        "such as + and *; bound the others, such as \\d{1,9}";
    }
  }
  return null;
}

function close(parent: OpenGroup, group: OpenGroup): void {
  parent.ways *= group.isVaried ? Math.max(2, group.ways) : group.ways;
  parent.isVaried ||= group.isVaried;
}

/** How many lengths a quantifier allows; null for what is none. */
function waysOf(token: string): number | null {
  const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??$/.exec(token);
  if (found === null) return null;
  const [, sign, least, comma, most] = found;
  if (sign !== undefined) return sign === "?" ? 2 : MATCHED_MAX;
  if (comma === "") return 1;
  return most === "" ? MATCHED_MAX : Number(most) - Number(least) + 1;
}
