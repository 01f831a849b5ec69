/** Shortest value that is hidden by itself; shorter ones would blank out ordinary words. */
export const MIN_SECRET_LENGTH = 6;

/**
 * Every spelling under which a known value may show up in output, as bytes: plain, base64 at its
 * three alignments, hexadecimal, URL-, JSON-, XML- and Python-escaped, and each longer line of it.
 */
export function secretForms(value: string): Uint8Array[] {
  const encoder = new TextEncoder();
  const spellings = new Set<string>();
  for (const text of [value, ...longLines(value)]) {
    for (const spelling of spellingsOf(text)) spellings.add(spelling);
  }
  const bytes = encoder.encode(value);
  for (const spelling of [...base64Forms(bytes), ...hexForms(bytes)]) spellings.add(spelling);
  return [...spellings].filter((text) => text.length >= MIN_SECRET_LENGTH)
    .map((text) => encoder.encode(text));
}

function longLines(value: string): string[] {
  if (!/[\r\n]/.test(value)) return [];
  return value.split(/\r?\n|\r/).filter((line) => line.trim().length >= 8);
}

function spellingsOf(text: string): string[] {
  const wellFormed = text.toWellFormed();
  const url = encodeURIComponent(wellFormed);
  const json = JSON.stringify(wellFormed).slice(1, -1);
  return [
    wellFormed,
    wellFormed.replaceAll("\n", "\r\n"),
    url,
    url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    url.replaceAll("%20", "+"),
    encodeURI(wellFormed),
    json,
    json.replaceAll("/", "\\/"),
    asciiJson(json),
    JSON.stringify(json).slice(1, -1),
    xmlEscaped(wellFormed),
    xmlEscaped(wellFormed).replaceAll("&apos;", "'").replaceAll("&gt;", ">"),
    // Text between tags, where quotes need no escape.
    xmlEscaped(wellFormed).replaceAll("&apos;", "'").replaceAll("&quot;", '"'),
    pythonEscaped(wellFormed),
    xmlEscaped(wellFormed).replaceAll("&apos;", "&#39;").replaceAll("&quot;", "&#34;"),
    wellFormed.replaceAll("\\", "\\\\").replaceAll("'", "\\'"),
    wellFormed.replaceAll("'", "'\\''"),
  ];
}

/** As Python's `json.dumps` writes it: everything beyond ASCII escaped. */
function asciiJson(json: string): string {
  return json.replace(
    /[^\0-\x7f]/g,
    (unit) =>
      [...Array(unit.length).keys()]
        .map((i) => "\\u" + unit.charCodeAt(i).toString(16).padStart(4, "0")).join(""),
  );
}

/** As Python's `ascii()` and the names of pytest's parameters spell it. */
function pythonEscaped(text: string): string {
  return Array.from(text.replaceAll("\\", "\\\\"), (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = (width: number) => code.toString(16).padStart(width, "0");
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    if (character === "\t") return "\\t";
    if (code >= 0x20 && code < 0x7f) return character;
    return code < 0x100 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
  }).join("");
}

function xmlEscaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&apos;");
}

/** Base64 of the value at each alignment, without the characters that also hold neighbouring bytes. */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const padded = new Uint8Array(shift + bytes.length);
    padded.set(bytes, shift);
    const binary = Array.from(padded, (byte) => String.fromCharCode(byte)).join("");
    const first = Math.ceil(shift * 8 / 6);
    const last = Math.floor(padded.length * 8 / 6);
    const form = btoa(binary).slice(first, last);
    return [form, form.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function hexForms(bytes: Uint8Array): string[] {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex, hex.toUpperCase()];
}
