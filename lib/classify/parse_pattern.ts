/** A regular expression as a tree; only what bears on where and how often it may match. */
export type PatternNode =
  | { readonly kind: "characters"; readonly source: string; readonly literal: string | null }
  | { readonly kind: "start" }
  | { readonly kind: "mark" }
  | { readonly kind: "look"; readonly body: PatternNode }
  | { readonly kind: "back-reference" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | {
    readonly kind: "repeat";
    readonly body: PatternNode;
    readonly min: number;
    readonly max: number;
  };

/** A piece of a pattern: an escape, a class, the opening of a group, a quantifier, or one character. */
const TOKEN =
  /\\(?:k<[^>]*>|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|c[A-Za-z]|.)|\[\^?(?:\\.|[^\\\]])*\]|\((?:\?(?:[ims-]{0,7}:|=|!|<=|<!|<[^>]*>))?|(?:[*+?]|\{\d+(?:,\d*)?\})\??|./gsu;
const QUANTIFIER = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??$/;
const ESCAPED_CLASS = /^\\[dDwWsSpP]/;
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v" };

/** The tree of a regular expression that the runtime itself has accepted; not for the `v` flag. */
export function parsePattern(source: string): PatternNode {
  const tokens = source.match(TOKEN) ?? [];
  let at = 0;
  const choice = (): PatternNode => {
    const options = [sequence()];
    while (tokens[at] === "|") {
      at++;
      options.push(sequence());
    }
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  };
  const sequence = (): PatternNode => {
    const parts: PatternNode[] = [];
    while (at < tokens.length && tokens[at] !== "|" && tokens[at] !== ")") parts.push(piece());
    return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
  };
  const piece = (): PatternNode => {
    const token = tokens[at++]!;
    const node = token.startsWith("(") ? group(token) : readAtom(token);
    const times = readQuantifier(tokens[at]);
    if (times === null) return node;
    at++;
    return { kind: "repeat", body: node, ...times };
  };
  const group = (opening: string): PatternNode => {
    const body = choice();
    at++;
    return /^\(\?<?[=!]/.test(opening) ? { kind: "look", body } : body;
  };
  return choice();
}

function readAtom(token: string): PatternNode {
  if (token === "^") return { kind: "start" };
  if (token === "$" || token === "\\b" || token === "\\B") return { kind: "mark" };
  if (/^\\(?:k<|[1-9])/.test(token)) return { kind: "back-reference" };
  if (token === "." || token.startsWith("[") || ESCAPED_CLASS.test(token)) {
    return { kind: "characters", source: token, literal: null };
  }
  return { kind: "characters", source: token, literal: readLiteral(token) };
}

function readLiteral(token: string): string {
  if (!token.startsWith("\\")) return token;
  const code = /^\\(?:u\{?|x)([\da-fA-F]+)\}?$/.exec(token)?.[1];
  if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
  const letter = token.slice(1);
  return CONTROLS[letter] ?? letter;
}

function readQuantifier(token: string | undefined): { min: number; max: number } | null {
  const found = token === undefined ? null : QUANTIFIER.exec(token);
  if (!found) return null;
  const [, sign, least, comma, most] = found;
  if (sign !== undefined) return { min: sign === "+" ? 1 : 0, max: sign === "?" ? 1 : Infinity };
  const min = Number(least);
  return { min, max: comma === "" ? min : most === "" ? Infinity : Number(most) };
}
