import { assert, assertEquals } from "@std/assert";
import { makeReplayCommands } from "../../../lib/report/make_replay_commands.ts";
import { sampleReplayed } from "../../support/sample_replayed.ts";

Deno.test("makeReplayCommands() spells each command for both shells, and the single tests too", () => {
  const replay = ["deno", "run", "-A", "/opt/it's/replay.ts", "/red dir"];
  const [suite, ...more] = makeReplayCommands(sampleReplayed(["it's"]), { replay });
  assertEquals(more, []);
  assert(suite !== undefined);
  assertEquals(suite.replay, [...replay, "--suite", "unit"]);
  assertEquals(suite.command.includes("'/opt/it'\\''s/replay.ts' '/red dir' --suite unit"), true);
  assertEquals(suite.powershell.includes("'/opt/it''s/replay.ts' '/red dir' --suite unit"), true);
  assertEquals(suite.singles.length, 1);
  assertEquals(suite.bare === null, suite.bare_powershell === null);
});
