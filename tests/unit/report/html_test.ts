import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cleanText } from "../../../lib/report/clean_text.ts";
import { escapeHtml, markup, trusted } from "../../../lib/report/html.ts";
import { anyText } from "../../support/any_test.ts";

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** As a parser of HTML reads the references that we write. */
function readReferences(text: string): string {
  return text.replace(
    /&(?:#(\d+)|([a-z]+));/g,
    (_, code, name) => name === undefined ? String.fromCharCode(Number(code)) : NAMED[name] ?? "",
  );
}

Deno.test("markup() lets no text become a tag, an attribute or another text", () => {
  fc.assert(fc.property(anyText, (text) => {
    const { text: made } = markup`<a title="${text}">${text}</a>`;
    const escaped = escapeHtml(text);
    assertEquals(made, `<a title="${escaped}">${escaped}</a>`);
    assert(!/[<>"'`]/.test(escaped), escaped);
    assertEquals(readReferences(escaped), cleanText(text));
  }));
});

Deno.test("markup() keeps markup, joins lists, and leaves out what is not there", () => {
  const item = markup`<li>${1}</li>`;
  const list = markup`<ul>${[item, item]}${null}${undefined}${false}${trusted("<hr>")}</ul>`;
  assertEquals(list.text, "<ul><li>1</li><li>1</li><hr></ul>");
});

Deno.test("escapeHtml() shows what turns the direction of writing, and drops control characters", () => {
  assertEquals(escapeHtml("a\u202eb\u0000\u001b[31mc\u0007"), "aU+202Ebc");
});
