import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { quoteShell } from "../../../lib/report/quote_shell.ts";

/** Runs a script in a real sh and gives back what it printed, split at NUL. */
async function printedBy(script: string): Promise<readonly string[]> {
  const output = await new Deno.Command("sh", { args: ["-c", script], stderr: "inherit" }).output();
  return new TextDecoder().decode(output.stdout).split("\0").slice(0, -1);
}

/** Passes the arguments through sh: quoted into a script, printed back with a NUL after each. */
function throughShell(argv: readonly string[]): Promise<readonly string[]> {
  return printedBy(`printf '%s\\0' ${quoteShell(["x", ...argv]).slice(2)}`);
}

const NAMES: readonly string[] = [
  "",
  " ",
  "two words",
  "it's",
  `"double"`,
  "$HOME ${HOME} $(id) `id`",
  "back\\slash\\",
  "line\nbreak\n",
  "tab\tand\rreturn",
  "-rf",
  "--",
  "~/x ~root",
  "* ? [a-z] {a,b}",
  "a;b&c|d>e<f#g!h",
  "test_x[日本-é-👩‍💻]",
  "\u001b[2J\u009b31m\u202e\u0007",
  "\u0085\n\u0001",
  "%s %d %%",
  "=",
];

Deno.test("quoteShell() is read back by a real sh, one name at a time", async () => {
  for (const name of NAMES) assertEquals(await throughShell([name]), [name]);
});

Deno.test("quoteShell() is read back by a real sh, all names at once", async () => {
  assertEquals(await throughShell(NAMES), NAMES);
});

Deno.test("quoteShell() is read back by a real sh for arbitrary arguments", async () => {
  const argument = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom(...NAMES, "'", "\\", "\n", "$")).map((parts) => parts.join("")),
  ).map((text) => text.replaceAll("\0", "").toWellFormed());
  // Many argument lists in few processes: each property run is one sh.
  const lists = fc.array(argument, { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(lists, async (argv) => assertEquals(await throughShell(argv), argv)),
    { numRuns: 60 },
  );
});

Deno.test("quoteShell() makes sh look for a command, never a keyword or an assignment", async () => {
  for (const name of ["if", "for", "{", "!", "A=b", "while", "case", "x y"]) {
    const script = `command_not_found=1; ${quoteShell([name])} 2>/dev/null; printf '%s\\0' "$?"`;
    assertEquals(await printedBy(script), ["127"], name);
  }
});
