import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readTarText } from "../../../lib/docker/read_tar_text.ts";
import { captured } from "./captured.ts";

Deno.test("readTarText() yields what there is when the archive is torn anywhere", () => {
  const whole = captured("copy/file").stdout;
  for (let length = 0; length <= whole.length; length += 7) {
    const text = readTarText(whole.slice(0, length));
    assertEquals(text === null || "nonce 1\nümlaut\n".startsWith(text.replace("\uFFFD", "")), true);
  }
});

Deno.test("readTarText() skips an extended header", () => {
  const file = captured("copy/file").stdout;
  const header = file.slice(0, 124) + "00000000005\0" + file.slice(136, 156) + "x" +
    file.slice(157, 512);
  assertEquals(readTarText(header + "12345".padEnd(512, "\0") + file), "nonce 1\nümlaut\n");
});

Deno.test("readTarText() never throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
    readTarText(text);
    readTarText(text.padEnd(1500, "0"));
  }));
});
