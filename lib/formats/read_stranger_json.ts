import { err, ok, type Result } from "../model/result.ts";
import { scanJson } from "./scan_json.ts";

/** No record of ours nests half as deep. */
export const JSON_DEPTH_MAX = 64;
/** A thousand suites with many executions hold half as much; each value takes many times its text. */
export const JSON_VALUES_MAX = 400_000;

/**
 * The value in a JSON file that a stranger may have written, or half a sentence saying what is wrong
 * with it: empty, not UTF-8, cut, nested too deep, too many values, no JSON. A byte order mark is fine. Keys such as
 * `__proto__` become ordinary fields, and of a key given twice the last counts, as in every browser.
 */
export function readStrangerJson(bytes: Uint8Array): Result<unknown, string> {
  const text = decode(bytes);
  return text.ok ? parseStranger(text.value) : text;
}

/** The same for text that was decoded already, such as one line of a file of lines. */
export function parseStranger(text: string): Result<unknown, string> {
  if (text.trim() === "") return err("it is empty");
  // A text so short holds few values: it is parsed at once, and its depth seen in what it became.
  const isShort = text.length <= JSON_VALUES_MAX;
  const fault = isShort ? null : faultOfText(text);
  if (fault !== null) return err(fault);
  const parsed = parse(text);
  if (!parsed.ok) return err(faultOfText(text) ?? explainNoJson(text));
  if (isShort && !isShallow(parsed.value, JSON_DEPTH_MAX)) return err(TOO_DEEP);
  return parsed;
}

const TOO_DEEP = `it nests deeper than ${JSON_DEPTH_MAX} levels`;

function faultOfText(text: string): string | null {
  const { depth, commas } = scanJson(text, JSON_DEPTH_MAX);
  if (depth > JSON_DEPTH_MAX) return TOO_DEEP;
  return commas > JSON_VALUES_MAX ? `it holds more than ${JSON_VALUES_MAX} values` : null;
}

function parse(text: string): Result<unknown, undefined> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err(undefined);
  }
}

function explainNoJson(text: string): string {
  const { isOpen } = scanJson(text, JSON_DEPTH_MAX);
  return isOpen && /^\s*[{[]/.test(text) ? "it ends in the middle of its JSON" : "it is no JSON";
}

/** True when no object or list lies deeper; goes no deeper itself. */
function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (left === 0) return false;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      if (isNested(value[at]) && !isShallow(value[at], left - 1)) return false;
    }
    return true;
  }
  const record = value as Readonly<Record<string, unknown>>;
  for (const key in record) {
    if (isNested(record[key]) && !isShallow(record[key], left - 1)) return false;
  }
  return true;
}

/** Asked before every call: most values are texts and numbers, and there are very many. */
function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function decode(bytes: Uint8Array): Result<string, string> {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isWide) return err("it is UTF-16, and JSON is UTF-8: save it as UTF-8");
  // A decoder that is not strict is a few times as fast, and so is what parses its text.
  const text = new TextDecoder().decode(bytes);
  if (!text.includes("\ufffd")) return ok(text);
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return err("it is not UTF-8 text");
  }
}
