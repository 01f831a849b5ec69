// The printed commands of a replay through a real sh: what runs is one call per suite, and what
// stands in the JSON for sh is read back as the very arguments.

import { assert, assertEquals } from "@std/assert";
import { formatReplayCommands } from "../../../lib/report/format_replay_commands.ts";
import { makeReplayCommands } from "../../../lib/report/make_replay_commands.ts";
import { sampleReplayed } from "../../support/sample_replayed.ts";

/** Prints its arguments, each ended by a NUL. */
const PRINT = ["printf", "%s\\0"];
const NAMES: readonly string[] = [
  "two words",
  "test_x[1-2]",
  `it's "quoted"`,
  "日本-é-👩‍💻",
  "a::b::c",
  "line\necho broken\n",
  "\r\necho broken",
  "$(echo broken) `echo broken` ${HOME}",
  "back\\slash\\",
  "';echo broken;'",
  "\u001b[2J\u202e\u0085",
  "%s %d",
];

async function printedBy(script: string): Promise<string> {
  const child = new Deno.Command("sh", { args: ["-s"], stdin: "piped", stdout: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  const { success, stdout } = await child.output();
  assert(success);
  return new TextDecoder().decode(stdout);
}

Deno.test("formatReplayCommands() piped to sh calls us once for each suite, whatever the tests' names", async () => {
  const text = formatReplayCommands(sampleReplayed(NAMES), { replay: [...PRINT, "/red dir"] });
  assertEquals(await printedBy(text), "/red dir\0--suite\0unit\0");
});

Deno.test("makeReplayCommands() tells commands that sh reads back as the very arguments", async () => {
  const suites = makeReplayCommands(sampleReplayed(NAMES), { replay: PRINT });
  const singles = suites.flatMap((suite) => suite.singles);
  assertEquals(singles.length, NAMES.length);
  const script = singles.map(({ command }) => command).join("\n");
  const expected = singles.flatMap(({ replay }) => replay.slice(PRINT.length));
  assertEquals((await printedBy(script)).split("\0").slice(0, -1), expected);
});
