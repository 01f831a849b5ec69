import { assert, assertEquals } from "@std/assert";
import { checkFlags } from "../../../lib/config/check_flags.ts";
import { parseFlags } from "../../../lib/config/parse_flags.ts";
import { REPLAY_FLAGS } from "../../../lib/config/replay_flags.ts";
import { REPLAY_HEADER } from "../../../lib/report/replay_header.ts";

function parse(...args: string[]) {
  return parseFlags(REPLAY_FLAGS, args, { takesWords: true });
}

Deno.test("REPLAY_FLAGS take records as words, and tests of any name", () => {
  const names = ["a b", "two\nlines", "c::d", "$HOME `x`", "--starts with dashes"];
  const parsed = parse("a", ...names.map((name) => `--test=${name}`), "b", "--serial");
  assert(parsed.ok);
  assertEquals(parsed.value.words, ["a", "b"]);
  assertEquals(parsed.value.values.get("test"), names);
});

Deno.test("REPLAY_FLAGS refuse what no run can be", () => {
  for (
    const args of [
      ["--repeat", "0"],
      ["--repeat", "1001"],
      ["--repeat", "x"],
      ["--test="],
      [
        "--test=a\0b",
      ],
      ["--shard-index", "-1"],
      ["--profile", "ci"],
      ["--suite", "a b"],
    ]
  ) {
    const parsed = parse(...args);
    assertEquals(parsed.ok, false, args.join(" "));
  }
});

Deno.test("REPLAY_FLAGS that contradict each other are refused", () => {
  for (const args of [["--repeat", "2", "--retries", "1"], ["--print", "--dry-run"]]) {
    const parsed = parse(...args);
    assert(parsed.ok);
    assertEquals(checkFlags(parsed.value)?.kind, "usage");
  }
});

Deno.test("REPLAY_FLAGS have each name once, and all the examples of the help text are understood", () => {
  const names = REPLAY_FLAGS.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  for (const { command } of REPLAY_HEADER.examples) {
    const words = command.match(/'[^']*'|\S+/g) ?? [];
    const args = words.slice(1).map((word) => word.replaceAll("'", ""));
    assert(parse(...args).ok, command);
  }
});
