const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;
/** Words that a shell would not take for a command's name when they stand first. */
const RESERVED =
  /^(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|in|function|select|time|coproc|.*=.*)$/;
/** Characters that must not reach a terminal raw; a newline is harmless between single quotes. */
const HIDDEN = /((?:[^\n\P{Cc}]|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069])+)/u;
/** What CI systems obey wherever it stands in a log; two quotes between the signs change no word. */
const CI_COMMAND = /#(?=#[\w.-]*\[)/gu;

/**
 * One line for a POSIX shell that yields exactly these arguments when pasted. Control characters are
 * spelled with `printf`, so that the line itself is safe to show; NUL cannot be an argument anywhere.
 */
export function quoteShell(argv: readonly string[]): string {
  return argv.map((word, index) => quoteWord(word, index === 0)).join(" ");
}

function quoteWord(word: string, first: boolean): string {
  if (PLAIN.test(word) && !(first && RESERVED.test(word))) return word;
  if (word === "") return "''";
  // A split with one group alternates: what stands between, then what the group took.
  return word.toWellFormed().split(HIDDEN)
    .map((piece, index) => index % 2 === 0 ? quotePlain(piece) : quoteHidden(piece)).join("");
}

function quotePlain(piece: string): string {
  if (piece === "") return "";
  return `'${piece.replaceAll("'", "'\\''").replace(CI_COMMAND, "#''")}'`;
}

function quoteHidden(piece: string): string {
  const octal = Array.from(new TextEncoder().encode(piece), spellByte).join("");
  return `"$(printf '${octal}')"`;
}

function spellByte(byte: number): string {
  return "\\" + byte.toString(8).padStart(3, "0");
}
