import type { XmlAttributes } from "./xml_attributes.ts";
import { XML_NAME_MAX, type XmlStep, type XmlTagParts } from "./xml_listener.ts";
import { nameAt } from "./xml_names.ts";
import { createXmlValue } from "./xml_value.ts";

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;

/** Ends a name: 1 for white space and for everything that has a meaning in a tag. */
const NAME_END = new Uint8Array(128);
for (
  const code of [TAB, LINE_FEED, RETURN, SPACE, QUOTE, APOSTROPHE, SLASH, LESS, EQUALS, GREATER]
) {
  NAME_END[code] = 1;
}

/** Reads a start tag, from its `<` on. */
export interface TagReader {
  /** Reads the name; false when the rest of it is needed first. */
  begin(): boolean;
  /** Reads on to the end of the tag; false when more text is needed. */
  step: XmlStep;
}

/** Makes the reader of a document's start tags. */
export function createTagReader(parts: XmlTagParts): TagReader {
  const { input, limits, problem, refuse, open } = parts;
  const attributes: XmlAttributes = { names: [], values: [], count: 0 };
  const value = createXmlValue(parts);
  let name = "";
  let attributeName = "";
  let isInValue = false;
  /** Values must have a space between them: without, a quote is missing before. */
  let isTight = false;

  const holdBack = (from: number): null => {
    input.at = from;
    if (input.text.length - from > XML_NAME_MAX) refuse("a name is too long");
    return null;
  };
  const finish = (isEmpty: boolean, end: number): true => {
    input.at = end;
    open(name, attributes, isEmpty);
    return true;
  };
  const keep = (text: string): void => {
    isInValue = false;
    isTight = true;
    for (let i = 0; i < attributes.count; i++) {
      if (attributes.names[i] === attributeName) {
        return problem(`<${name}> has the attribute "${attributeName}" twice`);
      }
    }
    if (attributes.count >= limits.attributes) return refuse("an element has too many attributes");
    attributes.names[attributes.count] = attributeName;
    attributes.values[attributes.count++] = text;
  };
  /** Reads up to the opening quote: true then, and with a problem where there is none. */
  const readName = (from: number): true | null => {
    const { text } = input;
    const end = endOfName(text, from);
    const equals = skipSpace(text, end);
    if (equals === text.length) return holdBack(from);
    attributeName = nameAt(text, from, end);
    input.at = equals;
    if (text.charCodeAt(equals) !== EQUALS || end === from) return readOdd(from, end);
    const opening = skipSpace(text, equals + 1);
    if (opening === text.length) return holdBack(from);
    const quote = text.charCodeAt(opening);
    if (quote !== QUOTE && quote !== APOSTROPHE) return readBare(from, opening);
    input.at = opening + 1;
    value.begin(quote);
    isInValue = true;
    return true;
  };
  const readOdd = (from: number, end: number): true => {
    problem(end === from ? `<${name}> is malformed` : `"${attributeName}" has no value`, from);
    input.at = Math.max(end, from + 1);
    return true;
  };
  const readBare = (from: number, opening: number): true | null => {
    const end = endOfName(input.text, opening);
    if (end === input.text.length) return holdBack(from);
    problem(`the value of "${attributeName}" has no quotes`, opening);
    input.at = end;
    keep(input.text.slice(opening, end));
    isTight = false;
    return true;
  };
  /** True at the end of the tag, false when something of it was read, null when more is needed. */
  const advance = (): boolean | null => {
    if (isInValue) {
      const read = value.read();
      if (read === null) return null;
      keep(read);
    }
    const { text } = input;
    const at = skipSpace(text, input.at);
    if (at === text.length) {
      isTight &&= at === input.at;
      input.at = at;
      return null;
    }
    const code = text.charCodeAt(at);
    if (code === GREATER) return finish(false, at + 1);
    if (code === SLASH) return readSlash(at);
    if (code === LESS) return giveUp(at);
    if (isTight && at === input.at) problem("there is no space before an attribute", at);
    isTight = false;
    return readName(at) === null ? null : false;
  };
  const readSlash = (at: number): boolean | null => {
    if (at + 1 === input.text.length) return holdBack(at);
    if (input.text.charCodeAt(at + 1) === GREATER) return finish(true, at + 2);
    problem(`<${name}> is malformed`, at);
    input.at = at + 1;
    return false;
  };
  const giveUp = (at: number): true => {
    input.at = at;
    problem(`<${name}> has no end`);
    return true;
  };
  return {
    begin() {
      const from = input.at + 1;
      const end = endOfName(input.text, from);
      if (end === input.text.length) return holdBack(input.at) ?? false;
      name = nameAt(input.text, from, end);
      attributes.count = 0;
      isTight = false;
      input.at = end;
      return true;
    },
    step() {
      for (;;) {
        const done = advance();
        if (done !== false) return done === true;
      }
    },
  };
}

function endOfName(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 && NAME_END[code] === 1) break;
  }
  return at;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== LINE_FEED && code !== TAB && code !== RETURN) break;
  }
  return at;
}
