/** Tries to match at a place; calls on with the place behind what it took, until that is true. */
type Matcher = (at: number, on: (at: number) => boolean) => boolean;

interface Run {
  readonly text: string;
  readonly flags: string;
  steps: number;
  /** Whether a character is of a class, remembered. */
  readonly fits: Map<string, boolean>;
}

function step(run: Run): void {
  if (++run.steps > MOST_STEPS) throw new RangeError(`more than ${MOST_STEPS} steps`);
}

/** More than any linear pattern needs for texts of some thousand characters. */
const MOST_STEPS = 20_000_000;

/** A piece of a pattern: an escape, a class, the opening of a group, a quantifier, or one character. */
const TOKEN =
  /\\(?:u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|.)|\[(?:\\.|[^\\\]])*\]|\((?:\?(?:[ims-]{0,7}:|=|!|<=|<!))?|(?:[*+?]|\{\d+(?:,\d*)?\})\??|[^]/g;

/**
 * How many steps a backtracking matcher takes to find every match of a pattern in a text, marks and
 * what looks around included. It knows what our patterns use: no back-references, and only single
 * characters in what looks behind. A count instead of a time is the same on every machine; throws where
 * it grows beyond any use.
 */
export function countMatching(pattern: RegExp, text: string): number {
  const run: Run = { text, flags: pattern.flags, steps: 0, fits: new Map() };
  const matcher = compile(pattern.source, run);
  let from = 0;
  while (from <= text.length) {
    let end = -1;
    const found = matcher(from, (at) => {
      end = at;
      return true;
    });
    if (found && !pattern.flags.includes("g")) break;
    from = found && end > from ? end : from + 1;
  }
  return run.steps;
}

function compile(source: string, run: Run): Matcher {
  const tokens = source.match(TOKEN) ?? [];
  let next = 0;
  const choice = (): Matcher => {
    const options = [sequence()];
    while (tokens[next] === "|") {
      next++;
      options.push(sequence());
    }
    return (at, on) => options.some((option) => option(at, on));
  };
  const sequence = (): Matcher => {
    const parts: Matcher[] = [];
    while (next < tokens.length && tokens[next] !== "|" && tokens[next] !== ")") {
      parts.push(piece());
    }
    const rest = (at: number, index: number, on: (at: number) => boolean): boolean =>
      index === parts.length ? on(at) : parts[index]!(at, (end) => rest(end, index + 1, on));
    // One part stays itself, so that a repetition of it is known to be simple.
    return parts.length === 1 ? parts[0]! : (at, on) => rest(at, 0, on);
  };
  const piece = (): Matcher => {
    const token = tokens[next++]!;
    const one = token.startsWith("(") ? group(token) : atom(token, run);
    const times = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})(\??)$/.exec(tokens[next] ?? "");
    if (times === null) return one;
    next++;
    const [, sign, least, comma, most, lazy] = times;
    const min = sign === undefined ? Number(least) : sign === "+" ? 1 : 0;
    const max = sign === "?" ? 1 : sign || (comma && !most) ? Infinity : Number(most || least);
    return repeat(one, { min, max, isLazy: lazy === "?" }, run);
  };
  const group = (opening: string): Matcher => {
    const body = choice();
    next++;
    if (opening === "(" || opening.endsWith(":")) return (at, on) => body(at, on);
    const isBehind = opening.includes("<");
    return (at, on) => {
      const start = isBehind ? at - 1 : at;
      const holds = start >= 0 && body(start, (end) => !isBehind || end === at);
      return holds === !opening.endsWith("!") && on(at);
    };
  };
  return choice();
}

interface Times {
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
}

function repeat(one: Matcher, { min, max, isLazy }: Times, run: Run): Matcher {
  const nested = (at: number, count: number, on: (at: number) => boolean): boolean => {
    const more = () => count < max && one(at, (end) => end > at && nested(end, count + 1, on));
    return isLazy ? (count >= min && on(at)) || more() : more() || (count >= min && on(at));
  };
  return (at, on) => {
    if (!SIMPLE.has(one)) return nested(at, 0, on);
    // Without recursion: a long text would be too deep.
    let end = at;
    while (end - at < max && one(end, () => true)) end++;
    const places = Array.from(
      { length: Math.max(0, end - at - min + 1) },
      (_, of) => at + min + of,
    );
    return (isLazy ? places : places.toReversed()).some((place) => {
      step(run);
      return on(place);
    });
  };
}

/** Matchers of exactly one character. */
const SIMPLE = new WeakSet<Matcher>();

function atom(token: string, run: Run): Matcher {
  const { text } = run;
  const mark = (holds: (at: number) => boolean): Matcher => (at, on) => {
    step(run);
    return holds(at) && on(at);
  };
  const isWord = (at: number): boolean => /\w/.test(text[at] ?? "");
  if (token === "^") return mark((at) => at === 0);
  if (token === "$") return mark((at) => at === text.length);
  if (token === "\\b") return mark((at) => isWord(at - 1) !== isWord(at));
  if (token === "\\B") return mark((at) => isWord(at - 1) === isWord(at));
  const single = new RegExp(`^${token}$`, run.flags.replace(/[gym]/g, ""));
  const fits = (character: string): boolean => {
    const key = token + character;
    const known = run.fits.get(key);
    if (known !== undefined) return known;
    const answer = single.test(character);
    run.fits.set(key, answer);
    return answer;
  };
  const matcher: Matcher = (at, on) => {
    step(run);
    return at < text.length && fits(text[at]!) && on(at + 1);
  };
  SIMPLE.add(matcher);
  return matcher;
}

const LITERAL =
  /(?:[=([,?:!|&]|=>|\breturn)\s*\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])*)\/([gimsuy]*)(?=[\s.,;)\]])/g;

/** Every regular expression that a source file of ours writes as a literal. */
export function literalPatterns(source: string): readonly RegExp[] {
  return [...source.matchAll(LITERAL)].map(([, body = "", flags = ""]) => new RegExp(body, flags));
}
