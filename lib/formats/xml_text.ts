/** Longest reference that is looked at, without `&` and `;`. */
export const XML_REFERENCE_MAX = 32;

const REFERENCE = /&(?:([^&;<\s]{1,32});)?/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Decoded text, and the first reference in it that is none of XML's own; null for none. */
export interface DecodedXml {
  readonly text: string;
  readonly unknown: string | null;
}

/**
 * Replaces XML's five entities and numeric references; any other stays as it is written, and is
 * told. A number that is no character becomes U+FFFD.
 */
export function decodeReferences(raw: string): DecodedXml {
  let unknown: string | null = null;
  if (!raw.includes("&")) return { text: raw, unknown };
  const text = raw.replace(REFERENCE, (written: string, name: string | undefined) => {
    const character = name === undefined ? null : characterOf(name);
    if (character === null) unknown ??= written;
    return character ?? written;
  });
  return { text, unknown };
}

function characterOf(name: string): string | null {
  if (!name.startsWith("#")) return Object.hasOwn(NAMED, name) ? NAMED[name]! : null;
  const hex = /^#x([0-9a-f]+)$/i.exec(name)?.[1];
  const decimal = /^#([0-9]+)$/.exec(name)?.[1];
  if (hex === undefined && decimal === undefined) return null;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : "\ufffd";
}

/** Ends of lines as XML reads them in text: each `\r\n` and lone `\r` is one `\n`. */
export function joinLineEnds(raw: string): string {
  return raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
}

/** White space as XML reads it in an attribute: each tab and each end of line is one space. */
export function flattenSpace(raw: string): string {
  return raw.replace(/\r\n|[\r\n\t]/g, " ");
}

/**
 * Index up to which text may be decoded although more will follow: behind it may stand the beginning
 * of a reference or of a `\r\n`.
 */
export function decodableLength(raw: string): number {
  const at = raw.lastIndexOf("&");
  const isOpen = at >= 0 && raw.length - at <= XML_REFERENCE_MAX + 1 && !raw.includes(";", at);
  if (isOpen) return at;
  return raw.endsWith("\r") ? raw.length - 1 : raw.length;
}
