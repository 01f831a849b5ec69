/** How a version hands words to a program: `5.1` and `7.0` join them, 7.3 hands them over as they are. */
export type PowerShellVersion = "5.1" | "7.0" | "7.3";

const ASSIGNMENT = "& { $PSNativeCommandArgumentPassing = 'Legacy'; ";
const SINGLE = "'\u2018\u2019\u201a\u201b";
const DOUBLE = '"\u201c\u201d\u201e';

/**
 * The arguments that a program gets of one line, by PowerShell's published rules: its tokenizer, the
 * joining of `NativeCommandParameterBinder`, and the way in which programs of Windows read a command line.
 */
export function readPowerShell(line: string, version: PowerShellVersion): readonly string[] {
  const isWrapped = line.startsWith(ASSIGNMENT);
  const call = isWrapped ? line.slice(ASSIGNMENT.length, -" }".length) : line;
  if (!call.startsWith("& ")) throw new Error(`not a call: ${line}`);
  const [program = "", ...words] = readWords(call.slice(2));
  if (version === "7.3" && !isWrapped) return [program, ...words];
  return [program, ...readCommandLine(words.map((word) => joined(word, version)).join(" "))];
}

function readWords(text: string): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const first = text[at] ?? "";
    if (first === " ") continue;
    const [word, end] = SINGLE.includes(first)
      ? readSingle(text, at + 1)
      : DOUBLE.includes(first)
      ? readDouble(text, at + 1)
      : readBare(text, at);
    words.push(word);
    at = end;
    if (end < text.length && text[end] !== " ") throw new Error(`glued words: ${text.slice(at)}`);
  }
  return words;
}

function readBare(text: string, start: number): readonly [string, number] {
  const end = text.indexOf(" ", start);
  const word = text.slice(start, end === -1 ? undefined : end);
  if (!/^[A-Za-z0-9_./\\-]+$/.test(word)) throw new Error(`a bare word with a meaning: ${word}`);
  return [word, start + word.length];
}

function readSingle(text: string, start: number): readonly [string, number] {
  let word = "";
  for (let at = start; at < text.length; at++) {
    const isQuote = SINGLE.includes(text[at] ?? "");
    if (isQuote && !SINGLE.includes(text[at + 1] || " ")) return [word, at + 1];
    if (isQuote) at++;
    word += text[at];
  }
  throw new Error(`a string without an end: ${text}`);
}

function readDouble(text: string, start: number): readonly [string, number] {
  let word = "";
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? "";
    const code = /^\$\(\[char\]0x([0-9A-F]+)\)/.exec(text.slice(at, at + 20));
    if (code !== null) {
      word += String.fromCharCode(parseInt(code[1] ?? "", 16));
      at += code[0].length - 1;
    } else if (character === "`") word += text[++at];
    else if (character === "$") throw new Error(`a variable: ${text.slice(at)}`);
    else if (DOUBLE.includes(character)) return [word, at + 1];
    else word += character;
  }
  throw new Error(`a string without an end: ${text}`);
}

/** Before 7.3, and in `Legacy`: quoted where a space stands outside of quotes; nothing inside is escaped. */
function joined(word: string, version: PowerShellVersion): string {
  if (!needsQuotes(word)) return word;
  const tail = version === "5.1" ? "" : /\\*$/.exec(word)?.[0] ?? "";
  return `"${word}${tail}"`;
}

function needsQuotes(word: string): boolean {
  let quotes = 0;
  let needs = false;
  for (let at = 0; at < word.length; at++) {
    if (word[at] === '"' && word[at - 1] !== "\\") quotes++;
    else if (/\s/u.test(word[at] ?? "") && quotes % 2 === 0) needs = true;
  }
  return needs;
}

/** CommandLineToArgvW and the C runtime, without a doubled quote inside quotes, which is read in two ways. */
function readCommandLine(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const run = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    const next = line[at + run];
    if (run > 0) {
      const isBeforeQuote = next === '"';
      word = (word ?? "") + "\\".repeat(isBeforeQuote ? Math.floor(run / 2) : run);
      at += run - 1;
      if (isBeforeQuote && run % 2 === 1) {
        word += '"';
        at++;
      }
    } else if (next === '"') {
      isQuoted = !isQuoted;
      word ??= "";
    } else if (!isQuoted && (next === " " || next === "\t" || next === "\n")) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + next;
  }
  return word === null ? words : [...words, word];
}
