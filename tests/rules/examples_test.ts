// The examples of every script's --help are calls that it accepts.

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { checkFlags } from "../../lib/config/check_flags.ts";
import { DIAGNOSTIC_FLAGS } from "../../lib/config/diagnostic_flags.ts";
import { HISTORY_FLAGS } from "../../lib/config/history_flags.ts";
import { MERGE_FLAGS } from "../../lib/config/merge_flags.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../lib/config/qa_gate_flags.ts";
import { REPLAY_FLAGS } from "../../lib/config/replay_flags.ts";
import { REPORT_FLAGS } from "../../lib/config/report_flags.ts";
import { VERDICT_FLAGS } from "../../lib/config/verdict_flags.ts";
import { splitWords } from "../../lib/config/split_words.ts";
import type { FlagRow } from "../../lib/model/flag.ts";
import { DIAGNOSTIC_HEADER } from "../../lib/report/diagnostic_header.ts";
import type { HelpHeader } from "../../lib/report/format_help.ts";
import { GATE_HEADER } from "../../lib/report/gate_header.ts";
import { HISTORY_HEADER } from "../../lib/report/history_header.ts";
import { MERGE_HEADER } from "../../lib/report/merge_header.ts";
import { REPLAY_HEADER } from "../../lib/report/replay_header.ts";
import { REPORT_HEADER } from "../../lib/report/report_header.ts";
import { VERDICT_HEADER } from "../../lib/report/verdict_header.ts";
import { ROOT } from "../../scripts/dev/write_generated.ts";

interface Script {
  readonly header: HelpHeader;
  readonly rows: readonly FlagRow[];
  readonly takesWords?: true;
}

const SCRIPTS: Readonly<Record<string, Script>> = {
  diagnostic_run: { header: DIAGNOSTIC_HEADER, rows: DIAGNOSTIC_FLAGS },
  history: { header: HISTORY_HEADER, rows: HISTORY_FLAGS },
  merge: { header: MERGE_HEADER, rows: MERGE_FLAGS, takesWords: true },
  qa_gate: { header: GATE_HEADER, rows: QA_GATE_FLAGS },
  replay: { header: REPLAY_HEADER, rows: REPLAY_FLAGS, takesWords: true },
  report: { header: REPORT_HEADER, rows: REPORT_FLAGS, takesWords: true },
  verdict: { header: VERDICT_HEADER, rows: VERDICT_FLAGS },
};

Deno.test("every script is known here, and has three to ten examples", async () => {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(join(ROOT, "scripts/qa"))) {
    names.push(name.replace(/\.ts$/, ""));
  }
  assertEquals(names.toSorted(), Object.keys(SCRIPTS));
  for (const [name, { header: { examples } }] of Object.entries(SCRIPTS)) {
    assert(examples.length >= 3 && examples.length <= 10, `${name}: ${examples.length}`);
  }
});

for (const [name, { header, rows, takesWords }] of Object.entries(SCRIPTS)) {
  Deno.test(`every example of ${name} is a call that it accepts`, () => {
    for (const { command } of header.examples) {
      // What a shell does with its input and output is not the script's.
      const words = splitWords(command.replace(/ [<>|] .*$/, ""), "example");
      assert(words.ok, command);
      const [script, ...args] = words.value;
      assertEquals(script, name);
      const flags = parseFlags(rows, args, takesWords ? { takesWords } : {});
      assert(flags.ok, `${command}: ${JSON.stringify(flags)}`);
      assertEquals(checkFlags(flags.value), null, command);
    }
  });

  Deno.test(`--completions of ${name} is one of its flags`, () => {
    assert(rows.some((row) => row.name === "completions"));
  });
}
