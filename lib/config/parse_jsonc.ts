import { parse, type ValueNode } from "@humanwhocodes/momoa";
import type { Pointer, TextPlace } from "../model/read_config.ts";
import { err, ok, type Result } from "../model/result.ts";

/** Why a text is not usable JSON with comments, and where. */
export interface JsoncFault extends TextPlace {
  readonly message: string;
  readonly hint: string;
}

/** A parsed document that remembers where each key and value stood. */
export interface JsoncDocument {
  readonly value: unknown;
  /** Place of a value, or of the nearest one around it that exists. */
  readonly placeOf: (pointer: Pointer) => TextPlace;
  /** Place of the last key of a pointer, or of the nearest value around it. */
  readonly keyPlaceOf: (pointer: Pointer) => TextPlace;
}

/** Longest configuration, in characters, and deepest nesting that is read at all. */
const MAX_LENGTH = 1_000_000;
const MAX_DEPTH = 64;
const SYNTAX_HINT = "The file is JSON with comments: quoted keys, commas between, brackets closed";

/** Reads JSON with comments and trailing commas; duplicate keys and `__proto__` are faults. */
export function parseJsonc(text: string): Result<JsoncDocument, JsoncFault> {
  if (text.length > MAX_LENGTH) return err(fault("the file is larger than a million characters"));
  // A byte order mark is no content; a space in its place keeps every column right.
  const plain = text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
  const foreign = findForeign(plain);
  if (foreign !== null) return err(foreign);
  if (measureDepth(plain).deepest > MAX_DEPTH) {
    return err(fault(`the file is nested deeper than ${MAX_DEPTH} levels`));
  }
  const body = parseBody(plain);
  return body.ok ? readDocument(body.value) : body;
}

/** What a file in another encoding, or no text at all, looks like once it was read as UTF-8. */
function findForeign(text: string): JsoncFault | null {
  const at = text.search(/[\0\ufffd]/);
  if (at === -1) return null;
  const lines = text.slice(0, at).split("\n");
  const place = { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  return { ...place, message: "this is not text in UTF-8", hint: "Save the file as UTF-8" };
}

function parseBody(text: string): Result<ValueNode, JsoncFault> {
  try {
    return ok(parse(text, { mode: "jsonc", allowTrailingCommas: true }).body);
  } catch (error) {
    const { message, line = 1, column = 1 } = error as Error & Partial<TextPlace>;
    const words = message.replace(/ found\. \(\d+:\d+\)$/, "").replace(/ \(\d+:\d+\)$/, "");
    const lines = text.split("\n").slice(0, line);
    const offset = lines.slice(0, -1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
    return err({ line, column, message: plainWords(words, text, offset), hint: SYNTAX_HINT });
  }
}

const COMMENT = /\/\*[^]*?\*\/|\/\/[^\n]*/g;

/** The parser tells the end of an unclosed text as if its last token were wrong. */
function plainWords(words: string, text: string, offset: number): string {
  if (text.trim() === "") return "the file is empty";
  if (text.replace(COMMENT, "").trim() === "") return "the file holds nothing but comments";
  const isLast = text.slice(offset + 1).trim() === "";
  if (/^Unexpected end of input/.test(words) || (isLast && measureDepth(text).last > 0)) {
    return "a bracket, a brace or a text is never closed";
  }
  const before = text.slice(0, offset);
  const isOver = /[\]}]/.test(before) && measureDepth(before).last === 0;
  return words
    .replace("Unexpected token LBrace", 'unexpected "{"')
    .replace("Unexpected token LBracket", 'unexpected "["')
    .replace("Unexpected token RBrace", 'unexpected "}"')
    .replace("Unexpected token RBracket", 'unexpected "]"')
    .replace("Unexpected token Comma", 'unexpected ","')
    .replace("Unexpected token Colon", 'unexpected ":"')
    .replace(/^Unexpected/, "unexpected") + (isOver ? " after the end of the configuration" : "");
}

function readDocument(body: ValueNode): Result<JsoncDocument, JsoncFault> {
  const values = new Map<string, TextPlace>();
  const keys = new Map<string, TextPlace>();
  const faults: JsoncFault[] = [];
  const value = readNode(body, [], { values, keys, faults });
  if (faults[0] !== undefined) return err(faults[0]);
  const placeOf = (pointer: Pointer) => nearestPlace(values, pointer);
  const keyPlaceOf = (pointer: Pointer) => keys.get(keyOf(pointer)) ?? placeOf(pointer);
  return ok({ value, placeOf, keyPlaceOf });
}

interface Collected {
  readonly values: Map<string, TextPlace>;
  readonly keys: Map<string, TextPlace>;
  readonly faults: JsoncFault[];
}

function readNode(node: ValueNode, pointer: Pointer, into: Collected): unknown {
  into.values.set(keyOf(pointer), placeOfNode(node));
  switch (node.type) {
    case "Object":
      return readObject(node, pointer, into);
    case "Array":
      return node.elements.map((item, index) => readNode(item.value, [...pointer, index], into));
    case "Null":
      return null;
    case "String":
    case "Number":
    case "Boolean":
      return node.value;
    default:
      return undefined;
  }
}

function readObject(
  node: ValueNode & { type: "Object" },
  pointer: Pointer,
  into: Collected,
): unknown {
  const result: Record<string, unknown> = {};
  for (const { name, value } of node.members) {
    const key = name.type === "String" ? name.value : name.name;
    const place = placeOfNode(name);
    if (key === "__proto__") {
      into.faults.push({ ...place, message: `the key "${key}" is refused`, hint: "Remove it" });
    } else if (Object.hasOwn(result, key)) {
      const first = into.keys.get(keyOf([...pointer, key]));
      const message = `the key ${JSON.stringify(key)} is given twice; first in line ${first?.line}`;
      into.faults.push({ ...place, message, hint: "Keep one of the two" });
    } else {
      into.keys.set(keyOf([...pointer, key]), place);
      result[key] = readNode(value, [...pointer, key], into);
    }
  }
  return result;
}

function nearestPlace(places: ReadonlyMap<string, TextPlace>, pointer: Pointer): TextPlace {
  for (let length = pointer.length; length >= 0; length--) {
    const place = places.get(keyOf(pointer.slice(0, length)));
    if (place !== undefined) return place;
  }
  return { line: 1, column: 1 };
}

/** Nesting of brackets outside of strings; comments may count, which only errs to the safe side. */
function measureDepth(text: string): { readonly deepest: number; readonly last: number } {
  let last = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++last);
    else if (token === "]" || token === "}") last--;
  }
  return { deepest, last };
}

function placeOfNode(node: { readonly loc: { readonly start: TextPlace } }): TextPlace {
  return { line: node.loc.start.line, column: node.loc.start.column };
}

function keyOf(pointer: Pointer): string {
  return JSON.stringify(pointer);
}

function fault(message: string): JsoncFault {
  return { line: 1, column: 1, message, hint: SYNTAX_HINT };
}
