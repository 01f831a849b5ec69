// Answers: is the gate right about every fault of the outside world, and how do others fare?
//
// Runs:   deno task test:faults [--only <pattern>] [--write]
//         every case of tests/real/faults, an hour or more, and the scoreboard at its end; with --only
//         the cases whose names match, without the scoreboard
// Writes: with --write, the scoreboard into docs/reliability.md
// Exits:  0 when every case is right, else 1

import { parseArgs } from "@std/cli";
import { join } from "@std/path";
import { ROOT } from "./write_generated.ts";

const DOCUMENT = join(ROOT, "docs/reliability.md");
const MARKER = "<!-- scoreboard -->";

/** The document with another table between its two markers; throws when they are not there. */
export function putScoreboard(document: string, table: string): string {
  const [before, , after, ...more] = document.split(MARKER);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`docs/reliability.md must hold "${MARKER}" twice`);
  }
  return `${before}${MARKER}\n\n${table.trim()}\n\n${MARKER}${after}`;
}

if (import.meta.main) {
  const { only, write } = parseArgs(Deno.args, { string: ["only"], boolean: ["write"] });
  const board = await Deno.makeTempFile({ suffix: ".md" });
  const env = {
    QA_FAULTS: only ?? "all",
    ...(only === undefined ? { QA_SCOREBOARD: board } : {}),
  };
  const args = [
    ...["test", "-A", "--permit-no-files", "--sanitize-ops", "--sanitize-resources"],
    join(ROOT, "tests/real/faults"),
  ];
  const { success } = await new Deno.Command(Deno.execPath(), { args, env, cwd: ROOT }).spawn()
    .status;
  const table = await Deno.readTextFile(board);
  await Deno.remove(board);
  if (write && table !== "") {
    await Deno.writeTextFile(DOCUMENT, putScoreboard(await Deno.readTextFile(DOCUMENT), table));
    await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", DOCUMENT] }).output();
  }
  Deno.exit(success ? 0 : 1);
}
