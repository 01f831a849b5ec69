import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { QA_GATE_FLAGS } from "../../../lib/config/qa_gate_flags.ts";
import { EXIT_CODES } from "../../../lib/model/exit_code.ts";
import { formatHelp, type HelpHeader } from "../../../lib/report/format_help.ts";

const HEADER: HelpHeader = {
  usage: "deno task qa:gate",
  answers: "Does this project pass?",
  writes: [`Writes ${"many words ".repeat(30)}`],
  examples: [{ command: "deno task qa:gate --suite unit", does: "runs one suite" }],
};

Deno.test("formatHelp() shows every flag, variable, exit code and example within 100 columns", () => {
  const help = formatHelp(HEADER, QA_GATE_FLAGS);
  for (const { name, env, summary, placeholder } of QA_GATE_FLAGS) {
    assertStringIncludes(help, name);
    assertStringIncludes(help, placeholder);
    if (env !== undefined) assertStringIncludes(help, env);
    assertStringIncludes(help.replaceAll(/\s+/g, " "), summary);
  }
  for (const { exit, name } of EXIT_CODES) assertStringIncludes(help, `  ${exit} ${name}`);
  assertStringIncludes(help, "deno task qa:gate --suite unit  runs one suite");
  for (const line of help.split("\n")) assert(line.length <= 100, line);
});

Deno.test("formatHelp() spells short and negatable flags and leaves empty parts out", () => {
  const row = {
    name: "loud",
    group: "common",
    value: "none",
    placeholder: "",
    summary: "s",
  } as const;
  const help = formatHelp({ ...HEADER, writes: [], examples: [] }, [
    { ...row, short: "l", negatable: true },
  ]);
  assertStringIncludes(help, "  -l, --[no-]loud  s\n");
  assertEquals(/Environment:|Examples:|container:|\n\n\n/.test(help), false);
});
