import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { quoteShell } from "../../../lib/report/quote_shell.ts";

const argument = fc.array(fc.oneof(
  fc.constantFrom(
    "'",
    '"',
    "\\",
    "$HOME",
    "`id`",
    "$(id)",
    "\n",
    "\t",
    "\r",
    " ",
    "*",
    "~",
    "-",
    "=",
  ),
  fc.constantFrom("\u001b[31m", "\u202e", ";", "&&", "|", "#", "!", "é", "日本", "👩‍💻"),
  fc.string({ unit: "grapheme", maxLength: 5 }),
)).map((parts) => parts.join("").replaceAll("\0", "").toWellFormed());

/** What a POSIX shell reads, for the three forms that are written: bare, single quotes, printf. */
function readWords(line: string): readonly string[] {
  const words: string[] = [];
  const token = /( )|'([^']*)'|\\(')|"\$\(printf '((?:\\[0-7]{3})+)'\)"|([A-Za-z0-9_@%+=:,./-]+)/uy;
  let word: string | null = null;
  while (token.lastIndex < line.length) {
    const at = token.lastIndex;
    const match = token.exec(line);
    if (match === null) throw new Error(`not quoted at ${at}: ${JSON.stringify(line.slice(at))}`);
    const [, space, single, escaped, octal, bare] = match;
    if (space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    word = (word ?? "") + (single ?? escaped ?? bare ?? readOctal(octal ?? ""));
  }
  return word === null ? words : [...words, word];
}

function readOctal(text: string): string {
  const bytes = (text.match(/[0-7]{3}/g) ?? []).map((digits) => parseInt(digits, 8));
  return new TextDecoder().decode(new Uint8Array(bytes));
}

Deno.test("quoteShell() is read back as the same arguments", () => {
  fc.assert(
    fc.property(fc.array(argument, { minLength: 1 }), (argv) => {
      assertEquals(readWords(quoteShell(argv)), argv);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("quoteShell() yields nothing that a terminal would obey", () => {
  fc.assert(
    fc.property(fc.array(argument, { minLength: 1 }), (argv) => {
      assertMatch(quoteShell(argv), /^[\n\P{Cc}]*$/u);
    }),
    { numRuns: 1000 },
  );
});

const CASES: readonly (readonly [string, readonly string[], string])[] = [
  [
    "plain words as they are",
    ["deno", "run", "-A", "a/b_c.ts", "--x=1"],
    "deno run -A a/b_c.ts --x=1",
  ],
  ["an empty argument", ["a", ""], "a ''"],
  ["spaces and quotes", ["a", "it's here"], "a 'it'\\''s here'"],
  ["what a shell would run", ["a", "$(id)`id`$HOME;*"], "a '$(id)`id`$HOME;*'"],
  ["a first word that would be an assignment", ["A=b", "A=b"], "'A=b' A=b"],
  ["a first word that the shell reserves", ["if", "if"], "'if' if"],
  ["a control character", ["a", "x\u001b[2Jy"], "a 'x'\"$(printf '\\033')\"'[2Jy'"],
  ["a turned direction", ["a", "\u202e"], "a \"$(printf '\\342\\200\\256')\""],
  ["a newline", ["a", "x\ny"], "a 'x\ny'"],
];
for (const [what, argv, line] of CASES) {
  Deno.test(`quoteShell() writes ${what}`, () => assertEquals(quoteShell(argv), line));
}
