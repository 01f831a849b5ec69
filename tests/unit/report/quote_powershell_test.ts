import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { quotePowerShell, quotePowerShellText } from "../../../lib/report/quote_powershell.ts";
import { readPowerShell } from "../../support/read_powershell.ts";

const NAMES: readonly string[] = [
  "",
  " ",
  "two words",
  "it's",
  '"double"',
  'say "a b" twice',
  "\u2018curly\u2019 \u201ccurly\u201d \u201alow\u201e \u201b",
  "$HOME ${env:X} $(id) @x @(1)",
  "%PATH%",
  "back\\slash\\",
  "a space and a tail\\\\",
  'quote after tail\\"',
  "`n `",
  "line\nbreak\n",
  "\u001b[2J\u009b31m\u202e\u0007\u2028",
  "-rf",
  "-x:y",
  "--",
  "--%",
  "a;b|c&d>e<f#g{h}(i),j",
  "* ? [a-z]",
  "test_x[日本-é-👩‍💻]",
  "1e3",
  "0x10",
  "1kb",
];
const VERSIONS = ["5.1", "7.0", "7.3"] as const;

Deno.test("quotePowerShell() is read back by every version, one name at a time and all at once", () => {
  for (const version of VERSIONS) {
    for (const name of NAMES) {
      assertEquals(readPowerShell(quotePowerShell(["x", name]), version), ["x", name], version);
    }
    assertEquals(readPowerShell(quotePowerShell(["x", ...NAMES]), version), ["x", ...NAMES]);
  }
});

Deno.test("quotePowerShell() is read back by every version for arbitrary arguments, on one clean line", () => {
  const argument = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom(...NAMES, "'", '"', "\\", "`", "$", " ", "\u2019", "\u201d"))
      .map((parts) => parts.join("")),
  ).map((text) => text.replaceAll("\0", "").toWellFormed());
  fc.assert(
    fc.property(fc.array(argument), (args) => {
      const line = quotePowerShell(["x", ...args]);
      assert(!/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(line));
      for (const version of VERSIONS) assertEquals(readPowerShell(line, version), ["x", ...args]);
    }),
    { numRuns: 500 },
  );
});

Deno.test("quotePowerShell() asks for the old passing only where it is needed", () => {
  assertEquals(quotePowerShell(["deno", "run", "-A", "a b"]), "& deno run -A 'a b'");
  assertEquals(
    quotePowerShell(["deno", 'a "b"', ""]),
    `& { $PSNativeCommandArgumentPassing = 'Legacy'; & deno '"a \\"b\\""' '""' }`,
  );
});

Deno.test("quotePowerShell() calls a program whose path has spaces", () => {
  assertEquals(quotePowerShell(["C:\\Program Files\\deno.exe"]), "& 'C:\\Program Files\\deno.exe'");
});

Deno.test("quotePowerShellText() is one string for a cmdlet", () => {
  assertEquals(quotePowerShellText("it's"), "'it''s'");
  assertEquals(quotePowerShellText('a "b"'), `'a "b"'`);
  assertEquals(quotePowerShellText("a\n$x"), '"a$([char]0xA)`$x"');
});
