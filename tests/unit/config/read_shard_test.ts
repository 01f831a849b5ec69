import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseFlags } from "../../../lib/config/parse_flags.ts";
import { readShard } from "../../../lib/config/read_shard.ts";
import { REPLAY_FLAGS } from "../../../lib/config/replay_flags.ts";
import { SHARD_FLAGS } from "../../../lib/config/shard_flags.ts";

type Environment = Readonly<Record<string, string>>;

function ask(args: string, environment: Environment = {}) {
  const flags = parseFlags(SHARD_FLAGS, args.split(" ").filter((word) => word !== ""));
  assert(flags.ok);
  return readShard(flags.value, environment);
}

function request(args: string, environment: Environment = {}) {
  const asked = ask(args, environment);
  assert(asked.ok, JSON.stringify(asked));
  return asked.value?.request ?? null;
}

function refusal(args: string, environment: Environment = {}): string {
  const asked = ask(args, environment);
  assert(!asked.ok && asked.error.kind === "usage");
  return asked.error.message;
}

Deno.test("readShard() is null where nobody asks, and takes single tests where nobody says of what", () => {
  assertEquals(request(""), null);
  assertEquals(request("", { QA_SHARD_DURATIONS: "none" }), null);
  const plain = { kind: "test", index: 0, total: 3 } as const;
  assertEquals(request("--shard-index 0 --shard-total 3"), plain);
  assertEquals(request("--shard-total 3", { QA_SHARD_INDEX: "0" }), plain);
  assertEquals(
    request("--shard-kind suite --shard-index 1 --shard-total 3 --shard-durations none"),
    { kind: "suite", index: 1, total: 3, durations: "none" },
  );
});

Deno.test("readShard() is null for a script that does not deal out, whatever it calls --shard-index", () => {
  const flags = parseFlags(REPLAY_FLAGS, ["--shard-index", "1"]);
  assert(flags.ok);
  const asked = readShard(flags.value, { QA_SHARD_TOTAL: "3" });
  assertEquals(asked.ok && asked.value, null);
});

Deno.test("readShard() reads the CI's variables where it is told to", () => {
  const gitlab = { CI_NODE_INDEX: "2", CI_NODE_TOTAL: "3" };
  assertEquals(request("", gitlab), null);
  assertEquals(request("--shard-from-env", gitlab), { kind: "test", index: 1, total: 3 });
  const asked = ask("--shard-kind unit", { ...gitlab, QA_SHARD_FROM_ENV: "1" });
  assertEquals(asked.ok && asked.value?.request, { kind: "unit", index: 1, total: 3 });
  assertEquals(asked.ok && asked.value?.sources.map(({ name, where }) => [name, where]), [
    ["shard-kind", "--shard-kind"],
    ["shard-index", "CI_NODE_INDEX"],
    ["shard-total", "CI_NODE_TOTAL"],
  ]);
  assertStringIncludes(
    refusal("--shard-from-env --shard-index 1", gitlab),
    "--shard-from-env and --shard-index contradict each other",
  );
});

Deno.test("readShard() says which flag is missing, and that the first shard is 0", () => {
  assertStringIncludes(refusal("--shard-index 0"), "says nothing without --shard-total");
  assertStringIncludes(refusal("--shard-total 2"), "says nothing without --shard-index");
  assertStringIncludes(
    refusal("--shard-kind suite"),
    "says nothing without --shard-index and --shard-total",
  );
  assertStringIncludes(refusal("--shard-durations none"), "--shard-durations says nothing without");
  assertEquals(
    refusal("--shard-index 3 --shard-total 3"),
    "--shard-index is 3, and the last of 3 shards is 2",
  );
  assertStringIncludes(refusal("--shard-total 3", { QA_SHARD_INDEX: "3" }), "QA_SHARD_INDEX is 3");
});

Deno.test("readShard() checks variables as flags are checked", () => {
  const message = refusal("--shard-index 0", { QA_SHARD_TOTAL: "0" });
  assertStringIncludes(message, 'QA_SHARD_TOTAL: "0" is out of range');
  assertStringIncludes(
    refusal("--shard-index 0 --shard-total 2", { QA_SHARD_KIND: "tests" }),
    'QA_SHARD_KIND: "tests" is not one of suite, unit, test',
  );
});
