import type { XmlTagParts } from "./xml_listener.ts";
import { decodeReferences, flattenSpace, XML_REFERENCE_MAX } from "./xml_text.ts";

/** So long may one character be as written: what is longer than that many is over the limit surely. */
const WRITTEN_MAX = XML_REFERENCE_MAX + 2;
const AMPERSAND = 0x26;

/** Reads the value of an attribute up to its closing quote. */
export interface XmlValue {
  begin(quote: number): void;
  /** The value decoded and bounded; null when more text is needed. */
  read(): string | null;
}

/** Makes the reader of a document's attribute values. */
export function createXmlValue({ input, limits, problem }: XmlTagParts): XmlValue {
  const writtenMax = (limits.value + 1) * WRITTEN_MAX;
  let quote = 0;
  let raw = "";
  /** True when there is anything that must be decoded. */
  let isDirty = false;
  const decode = (whole: string): string => {
    isDirty = false;
    const { text, unknown } = decodeReferences(flattenSpace(whole));
    if (unknown !== null) problem(`"${unknown}" is no reference of XML`);
    return text;
  };
  const bound = (text: string): string => {
    if (text.length <= limits.value) return text;
    return text.slice(0, limits.value).toWellFormed() + limits.cutMark;
  };
  const end = (text: string, to: number): string => {
    const whole = raw === "" ? text.slice(input.at, to) : raw + text.slice(input.at, to);
    raw = "";
    // Where the value begins may be gone with an earlier piece; a problem in it has the place of its end.
    input.at = to;
    const value = isDirty ? decode(whole) : whole;
    input.at = to + 1;
    return bound(value);
  };
  return {
    begin(code) {
      quote = code;
    },
    read() {
      const { text } = input;
      for (let at = input.at; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === quote) return end(text, at);
        if (code === AMPERSAND || code < 0x20) isDirty = true;
      }
      if (raw.length < writtenMax) raw += text.slice(input.at);
      input.at = text.length;
      return null;
    },
  };
}
