import { assert, assertEquals } from "@std/assert";
import {
  bareForPowerShell,
  formatReplayCommands,
} from "../../../lib/report/format_replay_commands.ts";
import { sampleReplayed } from "../../support/sample_replayed.ts";

const OPTIONS = { replay: ["deno", "run", "-A", "/qa/replay.ts", "/red/summary.json"] };

/** Lines that a shell would run. */
function live(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

Deno.test("formatReplayCommands() leaves one command of each suite to a shell", () => {
  const text = formatReplayCommands(sampleReplayed(["test_a", "test_b"]), OPTIONS);
  assertEquals(live(text), ["deno run -A /qa/replay.ts /red/summary.json --suite unit"]);
  assert(text.startsWith("# ") && text.endsWith("\n"));
});

Deno.test("formatReplayCommands() says first, in comments, what cannot be the same", () => {
  const planned = sampleReplayed(["test_a"]);
  const { replay } = planned.plan;
  assert(replay !== undefined);
  const commit = { what: "commit", recorded: "abc", now: "d\ne", effect: "run\r\nreboot" } as const;
  const plan = { ...planned.plan, replay: { ...replay, differences: [commit] } };
  const text = formatReplayCommands({ ...planned, plan }, OPTIONS);
  assert(text.includes("\n# Not as in the record:\n#   commit: then abc, now d"), text);
  assert(text.indexOf("Not as in the record") < text.indexOf("# Suite unit"));
  assertEquals(live(text).length, 1);
});

Deno.test("formatReplayCommands() tells each test for both shells, by us and by its tool", () => {
  const text = formatReplayCommands(sampleReplayed(["test_a[x y]"]), OPTIONS);
  const id = "unit::tests/test_sum.py::tests.test_sum::test_a[x y]";
  assert(text.includes(`# ${id}\n`));
  assert(
    text.includes(
      `sh:         deno run -A /qa/replay.ts /red/summary.json --suite=unit '--test=${id}'`,
    ),
  );
  assert(
    text.includes(
      `PowerShell: & deno run -A '/qa/replay.ts' '/red/summary.json' '--suite=unit' '--test=${id}'`,
    ),
  );
  assertEquals(text.split("'tests/test_sum.py::test_a[x y]'").length - 1, 4);
});

Deno.test("formatReplayCommands() counts tests that it does not list", () => {
  const names = Array.from({ length: 50 }, (_, index) => `test_${index}`);
  const text = formatReplayCommands(sampleReplayed(names), OPTIONS);
  assert(text.includes("# and 30 more of its tests"));
});

Deno.test("formatReplayCommands() lets no name leave its comment, nor move a terminal", () => {
  const names = [
    "a\nrm -rf ~\n",
    "b\r\nreboot",
    "c\u001b[2J\u0085d",
    "e\u2028f\u202e",
    "';reboot;'",
  ];
  const text = formatReplayCommands(sampleReplayed(names), OPTIONS);
  assertEquals(live(text).length, 1);
  assert(!/[^\n\P{Cc}]|[\u2028\u202e]/u.test(text));
});

Deno.test("bareForPowerShell() goes to its folder, sets its variables and calls the tool", () => {
  const bare = { folder: "/a b", env: ["X=1", "Y='q'"], argv: ["tool", "x y"] };
  assertEquals(
    bareForPowerShell(bare),
    "Set-Location -ErrorAction Stop -LiteralPath '/a b'; Set-Item -LiteralPath 'Env:X' -Value '1'; " +
      "Set-Item -LiteralPath 'Env:Y' -Value '''q'''; & tool 'x y'",
  );
  assertEquals(
    bareForPowerShell({ folder: null, env: [], argv: ["docker", "run"] }),
    "& docker run",
  );
});
