import { parseDuration } from "./duration.ts";
import type { FlagRow, FlagValue, ParsedFlags } from "./flag.ts";
import { faultOfImage } from "./image_reference.ts";
import { faultOfContainerPath, parseMount } from "./mount_text.ts";
import type { Result } from "./result.ts";
import { parseSize } from "./size.ts";

/** A name of a suite or of a run: safe as a file name everywhere. */
export const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** A name of an environment variable. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const CHECKS: Readonly<Record<FlagValue, (row: FlagRow, text: string) => string | null>> = {
  "none": (_, text) => SWITCH_WORDS.has(text) ? null : `"${text}" is not one of true, false, 1, 0`,
  "text": (_, text) => faultOfText(text),
  "words": (_, text) => text.includes("\0") ? "a zero byte is in the value" : null,
  "number": (row, text) => faultOfNumber(row, text, false),
  "integer": (row, text) => faultOfNumber(row, text, true),
  "duration": (_, text) => faultOf(parseDuration(text)),
  "size": (_, text) => faultOf(parseSize(text)),
  "choice": (row, text) =>
    row.choices?.includes(text) ? null : `"${text}" is not one of ${row.choices?.join(", ")}`,
  "identifier": (_, text) =>
    IDENTIFIER.test(text)
      ? null
      : `"${text}" is not a name; use letters, digits, dot, dash, underscore, at most 64`,
  "image": (_, text) => faultOfImage(text),
  "container-path": (_, text) => faultOfContainerPath(text),
  "mount": (_, text) => faultOf(parseMount(text)),
  "variable": (_, text) => faultOfVariable(text),
};

/** Words that a switch accepts from the environment. */
const SWITCH_WORDS: ReadonlyMap<string, boolean> = new Map([
  ["1", true],
  ["true", true],
  ["yes", true],
  ["on", true],
  ["0", false],
  ["false", false],
  ["no", false],
  ["off", false],
]);

/** Why a text cannot be the value of a flag, with the accepted values; null when it can. */
export function faultOfFlag(row: FlagRow, text: string): string | null {
  return text === "" ? "the value is empty" : CHECKS[row.value](row, text);
}

/** The value of a flag or of the variable that stands in for it, and the name of what gave it. */
export function readSetting(
  flags: ParsedFlags,
  environment: Readonly<Record<string, string>>,
  name: string,
): { readonly text: string; readonly from: "flag" | "environment"; readonly where: string } | null {
  const given = flags.values.get(name);
  if (given !== undefined && typeof given !== "object") {
    return {
      text: String(given),
      from: "flag",
      where: given === false ? `--no-${name}` : `--${name}`,
    };
  }
  const variable = flags.rows.find((row) => row.name === name)?.env;
  const text = variable === undefined ? undefined : environment[variable];
  if (variable === undefined || text === undefined || text === "") return null;
  const word = SWITCH_WORDS.get(text);
  const isSwitch = flags.rows.some((row) => row.name === name && row.value === "none");
  return { text: isSwitch ? String(word) : text, from: "environment", where: variable };
}

function faultOfText(text: string): string | null {
  if (text.startsWith("-")) return `"${text}" begins with a dash`;
  return /\p{Cc}/u.test(text) ? "a control character is in the value" : null;
}

function faultOfNumber(row: FlagRow, text: string, whole: boolean): string | null {
  const kind = whole ? "a whole number" : "a number";
  if (!/^-?\d+(\.\d+)?$/.test(text)) return `"${text}" is not ${kind}`;
  const value = Number(text);
  if (whole && !Number.isInteger(value)) return `"${text}" is not ${kind}`;
  const [min, max] = [row.min ?? -Infinity, row.max ?? Infinity];
  return value >= min && value <= max
    ? null
    : `"${text}" is out of range; accepted are ${min} to ${max}`;
}

function faultOfVariable(text: string): string | null {
  const name = text.split("=", 1)[0] ?? "";
  if (!VARIABLE_NAME.test(name)) {
    return `"${name}" is not a variable name; write NAME or NAME=value`;
  }
  return text.includes("\0") ? `the value of ${name} holds a zero byte` : null;
}

function faultOf(result: Result<unknown, string>): string | null {
  return result.ok ? null : result.error;
}
