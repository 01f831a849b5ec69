/** Languages whose imports can be read. */
export const IMPORT_LANGUAGES = ["js", "python", "rust", "go"] as const;
/** One of them; TypeScript and JSX count as `js`. */
export type ImportLanguage = typeof IMPORT_LANGUAGES[number];

/** One import of a file as it is written. */
export interface FoundImport {
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
}

const ENDINGS: readonly (readonly [RegExp, ImportLanguage])[] = [
  [/\.[cm]?[jt]sx?$/, "js"],
  [/\.pyi?$/, "python"],
  [/\.rs$/, "rust"],
  [/\.go$/, "go"],
];

/** The language of a file by its name; null for one whose imports cannot be read. */
export function languageOf(path: string): ImportLanguage | null {
  return ENDINGS.find(([ending]) => ending.test(path))?.[1] ?? null;
}

/**
 * What a file imports, found by words and not by a parser: one in a text or in a comment behind code
 * may be told too, none that is written on its own line in the usual way is missed. Linear in size.
 */
export function readImports(language: ImportLanguage, text: string): readonly FoundImport[] {
  return READERS[language](text);
}

const READERS: Readonly<Record<ImportLanguage, (text: string) => readonly FoundImport[]>> = {
  js: readJs,
  python: readPython,
  rust: readRust,
  go: readGo,
};

const JS = /(?:\bfrom|\bimport|\brequire)\s{0,200}\(?\s{0,200}(["'`])([^"'`\n]{1,1000})\1/g;

function readJs(text: string): readonly FoundImport[] {
  return withLines(blankComments(text, /^[ \t]*(?:\/\/|\*|\/\*).*$/gm), JS, (match) => [match[2]!]);
}

const PYTHON =
  /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]{0,100000}\)?|(?:\\\n|[^\n#;]){1,2000})|import[ \t]+((?:\\\n|[^\n#;]){1,2000}))/gm;

function readPython(text: string): readonly FoundImport[] {
  return withLines(text, PYTHON, ([, from, names, plain]) => {
    const all = listNames(names ?? plain ?? "");
    if (from === undefined) return all;
    const stem = from.endsWith(".") || from === "" ? from : `${from}.`;
    // What is imported may be a module itself, or a name in the module before it.
    return all.flatMap((name) => name === "*" ? [from] : [`${stem}${name}`]);
  });
}

function listNames(text: string): readonly string[] {
  return text.replace(/#.*$/gm, "").replace(/[()\\]/g, " ").split(",")
    .map((part) => part.trim().split(/\s+/)[0] ?? "").filter((name) => name !== "");
}

const RUST = /\b(?:crate|super|self)::(?:\w+::){0,50}(?:\w+|\{[^;]{0,20000}|\*)/g;
const RUST_GROUPS = 500;

function readRust(text: string): readonly FoundImport[] {
  return withLines(blankComments(text, /\/\/.*$/gm), RUST, ([path]) => expandGroups(path));
}

/** `a::{b, c::{d}}` as `a::b` and `a::c::d`. */
function expandGroups(path: string): readonly string[] {
  const found: string[] = [];
  const around: string[] = [""];
  let word = "";
  const flush = () => {
    const name = word.trim().split(/\s/)[0]!;
    if (name !== "") found.push(`${around.at(-1)}${name}`);
    word = "";
  };
  for (const character of path) {
    if (found.length > RUST_GROUPS || around.length > 20) break;
    if (character === "{") {
      around.push(`${around.at(-1)}${word.trim()}`);
      word = "";
    } else if (character === "}" || character === ",") {
      flush();
      if (character === "}" && around.length > 1) around.pop();
    } else word += character;
  }
  flush();
  return found.map((one) => one.replace(/::(?:self|\*)$/, ""));
}

const GO =
  /^[ \t]*import[ \t]+(?:[\w.]+[ \t]+)?"([^"\n]{1,1000})"|^[ \t]*import[ \t]*\(([^)]{0,100000})/gm;

function readGo(text: string): readonly FoundImport[] {
  return withLines(
    blankComments(text, /\/\/.*$/gm),
    GO,
    ([, one, many]) =>
      one !== undefined
        ? [one]
        : [...(many ?? "").matchAll(/["`]([^"`\n]{1,1000})["`]/g)].map(([, path]) => path!),
  );
}

function blankComments(text: string, comment: RegExp): string {
  return text.replace(comment, (part) => " ".repeat(part.length));
}

/** All matches with the lines they begin in, counted in one walk. */
function withLines(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => readonly string[],
): readonly FoundImport[] {
  let [line, at] = [1, 0];
  const found: FoundImport[] = [];
  for (const match of text.matchAll(pattern)) {
    const start = match.index + match[0].length - match[0].trimStart().length;
    for (let next = text.indexOf("\n", at); next !== -1 && next < start;) {
      line++;
      at = next + 1;
      next = text.indexOf("\n", at);
    }
    found.push(...read(match).map((specifier) => ({ specifier, line })));
  }
  return found;
}
