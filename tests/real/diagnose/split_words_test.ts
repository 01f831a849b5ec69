import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { splitWords } from "../../../lib/config/split_words.ts";

/** What a real shell makes of a text: its words, or null where it refuses it. */
async function askShell(text: string): Promise<readonly string[] | null> {
  const { success, stdout } = await new Deno.Command("sh", {
    args: ["-c", `set -- ${text}\nfor word; do printf '%s\\0' "$word"; done`],
    stderr: "null",
  }).output();
  const words = new TextDecoder().decode(stdout).split("\0").slice(0, -1);
  return success ? words : null;
}

Deno.test({
  name: "splitWords() splits as a real shell does",
  ignore: Deno.build.os === "windows",
  async fn() {
    // Nothing that a shell would expand: that is what splitWords() leaves alone on purpose.
    const unit = fc.constantFrom("a", "b", "-", "=", " ", " ", "'", '"', "\\", "é", "\t");
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 24 }), async (text) => {
        const own = splitWords(text, "--pytest-args");
        const real = await askShell(text);
        // An odd backslash at the very end is a word for some shells; for us it has no end.
        if (!own.ok && /\\$/.test(text)) return;
        assertEquals(own.ok ? own.value : null, real, JSON.stringify(text));
      }),
      { numRuns: 200 },
    );
  },
});
