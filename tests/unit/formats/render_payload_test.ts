import { assertEquals, assertThrows } from "@std/assert";
import { quoteForShell, renderPayload } from "../../../lib/formats/render_payload.ts";

Deno.test("renderPayload() writes each text by one line", () => {
  assertEquals(renderPayload({ a: "it's", "b.txt": "" }, 10_000), [
    `printf %s 'it'\\''s' >"$QA_PAYLOAD/a"\nprintf %s '' >"$QA_PAYLOAD/b.txt"\n`,
  ]);
  assertEquals(renderPayload({}, 10_000), []);
});

Deno.test("renderPayload() keeps every script below its bound, and no character is cut", () => {
  const text = "a'\u{1f600}ä".repeat(5_000);
  const scripts = renderPayload({ small: "x", big: text, last: "y" }, 4_096);
  assertEquals(scripts.every((script) => new TextEncoder().encode(script).length <= 4_096), true);
  const pieces = [...scripts.join("").matchAll(/^printf %s '(.*)' >>?"\$QA_PAYLOAD\/big"$/gmsu)];
  assertEquals(pieces.length > 0, true);
  assertEquals(scripts.join("").match(/ >"\$QA_PAYLOAD\/big"/g)?.length, 1);
  assertEquals(scripts.join("").includes("\ufffd"), false);
});

Deno.test("renderPayload() refuses names that are paths, and texts that no shell can hold", () => {
  for (const name of ["../a", "a/b", "", ".", "$(x)", "-n"]) {
    assertThrows(() => renderPayload({ [name]: "x" }, 1000), Error, "payload");
  }
  assertThrows(() => renderPayload({ a: "\0" }, 1000), Error, "NUL");
});

Deno.test("quoteForShell() makes one word", () => {
  assertEquals(quoteForShell("a 'b' $c"), `'a '\\''b'\\'' $c'`);
});
