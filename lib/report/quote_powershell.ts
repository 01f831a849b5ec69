const PLAIN = /^(?:[A-Za-z_][A-Za-z0-9_./\\-]*|-{1,2}[A-Za-z][A-Za-z-]*)$/;
/**
 * Characters that would break the line or move a terminal, and what CI systems obey wherever it stands
 * in a log; between double quotes they are spelled by number.
 */
const HIDDEN = /#(?=#[\w.-]*\[)|[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
/** PowerShell takes typographic quotes for its own. */
const SINGLE_QUOTES = /['\u2018-\u201b]/gu;
const SPECIAL_IN_DOUBLE = /[`$"\u201c-\u201e]/gu;

/** One word of PowerShell that yields exactly this text, on one line; for cmdlets and variables. */
export function quotePowerShellText(text: string): string {
  const whole = text.toWellFormed();
  if (PLAIN.test(whole)) return whole;
  return quoteString(whole);
}

/**
 * One line for PowerShell that hands a program exactly these arguments: 5.1 and 7, on every system.
 * 5.1 to 7.2 lose double quotes, empty words and a trailing backslash after a space; the spelling
 * that they need is right for 7.3 and later only with their `Legacy` passing, which is then asked for.
 * A `.cmd` file (such as npx on Windows) is run by cmd.exe, which replaces `%NAME%` in any spelling.
 */
export function quotePowerShell(argv: readonly string[]): string {
  const words = argv.map((word) => word.toWellFormed());
  if (!words.some(needsLegacy)) return call(words);
  return `& { $PSNativeCommandArgumentPassing = 'Legacy'; ${call(words.map(encodeArgument))} }`;
}

function call([program = "", ...args]: readonly string[]): string {
  return ["&", quotePowerShellText(program), ...args.map(quotePowerShellText)].join(" ");
}

function needsLegacy(word: string): boolean {
  return word === "" || word.includes('"') || (/\s/u.test(word) && word.endsWith("\\"));
}

/** As a program of Windows reads its command line: quoted as a whole, `\` doubled before a quote. */
function encodeArgument(word: string): string {
  if (word !== "" && !/[\s"]/u.test(word)) return word;
  return `"${word.replace(/(\\*)"/gu, '$1$1\\"').replace(/(\\+)$/u, "$1$1")}"`;
}

function quoteString(text: string): string {
  if (text.search(HIDDEN) === -1) return `'${text.replace(SINGLE_QUOTES, "$&$&")}'`;
  const inner = text.replace(SPECIAL_IN_DOUBLE, "`$&").replace(HIDDEN, spellCharacter);
  return `"${inner}"`;
}

function spellCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `$([char]0x${code})`;
}
