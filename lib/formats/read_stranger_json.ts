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
  const { depth, commas, isOpen } = scanJson(text, JSON_DEPTH_MAX);
  if (depth > JSON_DEPTH_MAX) return err(`it nests deeper than ${JSON_DEPTH_MAX} levels`);
  if (commas > JSON_VALUES_MAX) return err(`it holds more than ${JSON_VALUES_MAX} values`);
  try {
    return ok(JSON.parse(text));
  } catch {
    return err(
      isOpen && /^\s*[{[]/.test(text) ? "it ends in the middle of its JSON" : "it is no JSON",
    );
  }
}

function decode(bytes: Uint8Array): Result<string, string> {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isWide) return err("it is UTF-16, and JSON is UTF-8: save it as UTF-8");
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return err("it is not UTF-8 text");
  }
}
