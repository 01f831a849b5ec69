import { assertEquals } from "@std/assert";
import {
  decodableLength,
  decodeReferences,
  flattenSpace,
  joinLineEnds,
} from "../../../lib/formats/xml_text.ts";

Deno.test("decodeReferences() replaces XML's five entities and numbers", () => {
  const raw = "&lt;&gt;&amp;&quot;&apos; &#65;&#x42;&#X43; &#128512; &amp;lt;";
  assertEquals(decodeReferences(raw), { text: "<>&\"' ABC 😀 &lt;", unknown: null });
});

Deno.test("decodeReferences() leaves what is unknown as it is, and tells the first", () => {
  for (const raw of ["&nbsp;", "&", "a & b", "&lt", "&#;", "&#x;", "&#xyz;", "&;", "&toString;"]) {
    const { text, unknown } = decodeReferences(raw);
    assertEquals([text, unknown === null], [raw, false], raw);
  }
  assertEquals(decodeReferences("&a;&b;").unknown, "&a;");
});

Deno.test("decodeReferences() makes U+FFFD of numbers that are no character", () => {
  for (const raw of ["&#0;", "&#xD800;", "&#x110000;", `&#${"9".repeat(30)};`]) {
    assertEquals(decodeReferences(raw), { text: "\ufffd", unknown: null }, raw);
  }
  assertEquals(decodeReferences("&#27;[31m").text, "\x1b[31m");
});

Deno.test("decodableLength() stops before what the next piece may complete", () => {
  assertEquals(decodableLength("text"), 4);
  assertEquals(decodableLength("text&am"), 4);
  assertEquals(decodableLength("text&amp;"), 9);
  assertEquals(decodableLength("text\r"), 4);
  assertEquals(decodableLength(`&${"x".repeat(40)}`), 41);
});

Deno.test("joinLineEnds() and flattenSpace() read white space as XML does", () => {
  assertEquals(joinLineEnds("a\r\nb\rc\nd"), "a\nb\nc\nd");
  assertEquals(flattenSpace("a\r\nb\rc\td\ne"), "a b c d e");
});
