import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { createXmlDecoder } from "../../../lib/formats/decode_xml.ts";

/** Text of the chunks, and whether some bytes were no text. */
function decode(...chunks: readonly Uint8Array[]): readonly [string, boolean] {
  const decoder = createXmlDecoder();
  const text = chunks.map((chunk) => decoder.decode(chunk)).join("") + decoder.end();
  return [text, decoder.invalid()];
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** UTF-16 with its mark; little endian unless said. */
function utf16(text: string, littleEndian = true): Uint8Array {
  const units = [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))];
  const view = new DataView(new ArrayBuffer(units.length * 2));
  units.forEach((unit, at) => view.setUint16(at * 2, unit, littleEndian));
  return new Uint8Array(view.buffer);
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

Deno.test("createXmlDecoder() reads UTF-8, with or without its mark", () => {
  assertEquals(decode(utf8("<a>ü😀</a>")), ["<a>ü😀</a>", false]);
  assertEquals(decode(utf8("\ufeff<a/>")), ["<a/>", false]);
  assertEquals(decode(utf8("<a>\ufeff</a>")), ["<a>\ufeff</a>", false]);
  assertEquals(decode(), ["", false]);
});

Deno.test("createXmlDecoder() knows UTF-16 by its mark, in both orders", () => {
  const text = '<?xml version="1.0" encoding="utf-16"?><a>ü</a>';
  assertEquals(decode(utf16(text)), [text, false]);
  assertEquals(decode(utf16(text, false)), [text, false]);
});

Deno.test("createXmlDecoder() follows the encoding of the declaration", () => {
  const text = "<?xml version='1.0' encoding='ISO-8859-1'?><a>ü</a>";
  assertEquals(decode(latin1(text)), [text, false]);
  const utf = '<?xml version="1.0" encoding="UTF-16"?><a>ü</a>';
  assertEquals(decode(utf8(utf)), [utf, false]);
});

Deno.test("createXmlDecoder() tells of bytes that are no text, and reads on", () => {
  const broken = new Uint8Array([...utf8("<a>"), 0xff, ...utf8("</a>")]);
  assertEquals(decode(broken), ["<a>\ufffd</a>", true]);
  assertEquals(decode(utf8("ü").subarray(0, 1)), ["\ufffd", true]);
});

Deno.test("createXmlDecoder() tells of an encoding it does not know, and reads what it can", () => {
  const text = '<?xml version="1.0" encoding="nosuch"?><a/>';
  assertEquals(decode(utf8(text)), [text, true]);
});

Deno.test("createXmlDecoder() yields the same wherever a chunk ends", () => {
  const texts = fc.string({ unit: "grapheme", maxLength: 30 });
  fc.assert(fc.property(texts, fc.array(fc.nat({ max: 40 })), (inner, cuts) => {
    const text = `<a>${inner.toWellFormed()}</a>`;
    const bytes = utf8(text);
    const places = [0, ...cuts.filter((at) => at < bytes.length), bytes.length];
    places.sort((a, b) => a - b);
    const chunks = places.slice(1).map((end, at) => bytes.slice(places[at], end));
    assertEquals(decode(...chunks), [text, false]);
  }));
});
