import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { byteLength, fitBytes } from "../../../lib/report/fit_bytes.ts";

Deno.test("fitBytes() cuts between characters, and says so", () => {
  assertEquals(fitBytes("abcdef", 6), "abcdef");
  assertEquals(fitBytes("abcdef", 5), "ab…");
  assertEquals(fitBytes("äöü", 5), "ä…");
  assertEquals(fitBytes("👩‍💻", 4), "…");
  assertEquals(fitBytes("abc", 2), "");
});

Deno.test("fitBytes() never takes more, and keeps a beginning of whole characters", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.nat(40), (text, maxBytes) => {
    const whole = text.toWellFormed();
    const fitted = fitBytes(whole, maxBytes);
    assert(byteLength(fitted) <= maxBytes);
    assert(fitted.isWellFormed());
    assert(whole === fitted || whole.startsWith(fitted.replace(/…$/u, "")));
  }));
});
