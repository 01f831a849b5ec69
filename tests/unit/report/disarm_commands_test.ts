import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { cleanLine, cleanTerminal } from "../../../lib/report/clean_terminal.ts";
import { disarmCommands } from "../../../lib/report/disarm_commands.ts";
import { formatJsonLine } from "../../../lib/report/format_json_line.ts";
import { quotePowerShell } from "../../../lib/report/quote_powershell.ts";
import { quoteShell } from "../../../lib/report/quote_shell.ts";
import { summarizeEnd } from "../../../lib/report/summarize_end.ts";
import { findCiCommands } from "../../support/ci_commands.ts";
import { redRecord } from "../../support/sample_record.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const COMMANDS: readonly (readonly [string, string])[] = [
  ["::error::x", ": :error::x"],
  ["  ::add-mask::secret", "  : :add-mask::secret"],
  ["::set-output name=a,b=c::d", ": :set-output name=a,b=c::d"],
  ["a\n::stop-commands::token", "a\n: :stop-commands::token"],
  ["a ##[error]b", "a # #[error]b"],
  ["####[group]b", "### #[group]b"],
  ["x ##vso[task.complete result=Succeeded;]", "x # #vso[task.complete result=Succeeded;]"],
  ["##teamcity[testFailed name='x']", "# #teamcity[testFailed name='x']"],
  ["section_start:1560896352:my\r\u001b[0K", "section_ start:1560896352:my\r\u001b[0K"],
  ["+++ a\n--- b\n~~~ c\n^^^ +++", "+ ++ a\n- -- b\n~ ~~ c\n^ ^^ +++"],
];
for (const [text, disarmed] of COMMANDS) {
  Deno.test(`disarmCommands() puts a space into ${JSON.stringify(text)}`, () => {
    assertEquals(findCiCommands(text).length > 0, true);
    assertEquals(disarmCommands(text), disarmed);
  });
}

const PLAIN = [
  "std::vector<int>",
  "::1 is a host",
  "a::b::c",
  "# [a]",
  "## heading",
  "----",
  "++i",
  "a - b",
  "a:",
];
Deno.test("disarmCommands() leaves what is no command as it was", () => {
  assertEquals(PLAIN.map(disarmCommands), PLAIN);
});

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(
      "::error",
      "::",
      "::add-mask::",
      "##[",
      "##vso[",
      "##",
      "[",
      "]",
      "#",
      " ",
      "\n",
    ),
    fc.constantFrom(
      "+++ ",
      "--- ",
      "~~~",
      "section_start:",
      "section_",
      "1",
      ":",
      "\r",
      "\u001b[0K",
    ),
    fc.constantFrom("##teamcity[", "\u0085", "\ufeff", "\u00a0", "error", "group", "'"),
    fc.string({ maxLength: 3 }),
  ),
  { maxLength: 12 },
).map((parts) => parts.join(""));

Deno.test("cleanTerminal() and cleanLine() leave nothing that a CI system obeys", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      assertEquals(findCiCommands(cleanTerminal(text)), []);
      assertEquals(findCiCommands(cleanLine(text)), []);
      assertEquals(cleanTerminal(cleanTerminal(text)), cleanTerminal(text));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("commands for a shell, and JSON, hold nothing that a CI system obeys", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const word = text.replaceAll("\0", "");
      assertEquals(findCiCommands(formatJsonLine({ word })), []);
      assertEquals(JSON.parse(formatJsonLine({ word })), { word });
      const line = word.replace(/\s/gu, "");
      assertEquals(findCiCommands(`replay: ${quoteShell(["deno", line])}`), []);
      assertEquals(findCiCommands(`replay: ${quotePowerShell(["deno", line])}`), []);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("summarizeEnd() of hostile tests holds nothing that a CI system obeys", () => {
  fc.assert(
    fc.property(hostile, hostile, (name, message) => {
      const test = sampleTest({ name, id: name, file: message, class: name, message });
      const record = { ...redRecord([test]), why: message, warnings: [name] };
      const end = summarizeEnd(record, {
        color: false,
        columns: 10_000,
        runFolder: "outputs/x",
        runPath: "/x",
      });
      assertEquals(findCiCommands(end), []);
    }),
    { numRuns: 500 },
  );
});
