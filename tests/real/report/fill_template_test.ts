import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fillTemplate } from "../../../lib/report/fill_template.ts";

const NASTY = ["it's", '"', "$(id)", "`id`", "a\nb", "; rm x", "# no", "\\", "$&", "é\u202e", " "];

/** What a real sh makes of the words of a command. */
async function wordsOf(command: string): Promise<readonly string[]> {
  const output = await new Deno.Command("sh", { args: ["-c", command] }).output();
  return new TextDecoder().decode(output.stdout).split("\0").slice(0, -1);
}

Deno.test("fillTemplate() gives a real sh exactly the values of the record", async () => {
  const value = fc.array(fc.constantFrom(...NASTY), { minLength: 1, maxLength: 4 })
    .map((parts) => `x${parts.join("")}`);
  await fc.assert(
    fc.asyncProperty(value, value, async (suite, test) => {
      const values = { suite, test, file: null, record: null };
      const command = fillTemplate("printf '%s\\0' {suite} --test={test}", values);
      assertEquals(await wordsOf(command ?? ""), [suite, `--test=${test}`]);
    }),
    { numRuns: 40 },
  );
});
