import { err, ok, type Result } from "../model/result.ts";
import { parseStranger } from "./read_stranger_json.ts";
import { stripJsonc } from "./strip_jsonc.ts";
import type { TextList, TextListItem, TextLists } from "./text_list.ts";

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** An object or list that is open while the text is walked. */
interface Frame {
  readonly isList: boolean;
  /** It stands in a list, where no key leads to it. */
  readonly isInner: boolean;
  readonly open: number;
  readonly path: readonly string[];
  readonly keyStarts: readonly number[];
  readonly items: TextListItem[];
  /** False once it holds something else than texts. */
  isTexts: boolean;
  /** Of an object: the last text read, a key until its value came. */
  key: { readonly name: string; readonly start: number } | null;
}

/** Every list of texts in JSON with comments, with its place; or half a sentence saying why not. */
export function readJsoncLists(text: string): Result<TextLists, string> {
  const bare = stripJsonc(text);
  const parsed = parseStranger(bare);
  if (!parsed.ok) return parsed;
  const isObject = typeof parsed.value === "object" && parsed.value !== null &&
    !Array.isArray(parsed.value);
  if (!isObject) return err("it is no object");
  return ok({ text, bare, lists: walk(bare), syntax: "jsonc" });
}

/** The text was parsed already: brackets match, and every second text of an object is a key. */
function walk(bare: string): readonly TextList[] {
  const found: TextList[] = [];
  const open: Frame[] = [];
  const lineOf = countLines(bare);
  for (const { 0: token, index } of bare.matchAll(TOKEN)) {
    const frame = open.at(-1);
    if (token === "{" || token === "[") {
      if (frame !== undefined) frame.isTexts = false;
      open.push(openFrame(frame, token === "[", index));
    } else if (token === "}" || token === "]") {
      open.pop();
      if (frame?.isList && frame.isTexts && !frame.isInner) found.push(closeFrame(frame, index));
    } else if (frame?.isList && token.startsWith('"')) {
      const value: string = JSON.parse(token);
      frame.items.push({ value, start: index, end: index + token.length, line: lineOf(index) });
    } else if (frame !== undefined) takeToken(frame, token, index);
  }
  return found;
}

function takeToken(frame: Frame, token: string, index: number): void {
  if (token === ":") return;
  if (token === ",") frame.key = null;
  else if (frame.isList) frame.isTexts = false;
  else if (frame.key === null) frame.key = { name: JSON.parse(token), start: index };
}

function openFrame(around: Frame | undefined, isList: boolean, open: number): Frame {
  const key = around?.key ?? null;
  const path = [...around?.path ?? [], ...(key === null ? [] : [key.name])];
  const keyStarts = [...around?.keyStarts ?? [], ...(key === null ? [] : [key.start])];
  const isInner = around !== undefined && (around.isList || around.isInner);
  return { isList, isInner, open, path, keyStarts, items: [], isTexts: true, key: null };
}

function closeFrame({ path, keyStarts, items, open }: Frame, close: number): TextList {
  return { path, keyStarts, items, open, close };
}

/** Lines of rising offsets, counted in one walk. */
function countLines(text: string): (offset: number) => number {
  let [at, line] = [0, 1];
  return (offset) => {
    for (let next = text.indexOf("\n", at); next !== -1 && next < offset;) {
      line++;
      at = next + 1;
      next = text.indexOf("\n", at);
    }
    return line;
  };
}
