import { assert, assertEquals } from "@std/assert";
import { checkFlags } from "../../../lib/config/check_flags.ts";
import { parseFlags } from "../../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../../lib/config/qa_gate_flags.ts";
import { REPLAY_FLAGS } from "../../../lib/config/replay_flags.ts";

function check(...args: string[]) {
  const flags = parseFlags(QA_GATE_FLAGS, args);
  assert(flags.ok);
  return checkFlags(flags.value);
}

Deno.test("checkFlags() refuses --init with --dry-run", () => {
  assertEquals(check("--dry-run", "--init"), {
    kind: "usage",
    message: "--init and --dry-run contradict each other: " +
      "--init writes a file, and --dry-run changes nothing",
    hint: "Leave one of the two away",
  });
});

Deno.test("checkFlags() accepts each of them alone", () => {
  assertEquals([check("--init"), check("--dry-run", "--json"), check()], [null, null, null]);
});

Deno.test("checkFlags() refuses a single test without the record that it is chosen from", () => {
  assertEquals(check("--test", "a"), {
    kind: "usage",
    message: "--test needs --rerun-from: single tests are chosen from a record",
    hint: "Add --rerun-from",
  });
  assertEquals(check("--test", "a", "--rerun-from", "latest"), null);
  const replay = parseFlags(REPLAY_FLAGS, ["--test", "a"], { takesWords: true });
  assertEquals(replay.ok && checkFlags(replay.value), null);
});
