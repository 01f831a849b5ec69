import { assertEquals } from "@std/assert";
import { noteShard } from "../../../lib/report/note_shard.ts";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";

Deno.test("noteShard() names the run by whose durations parts were dealt out, and the plan", () => {
  assertEquals(noteShard({ shard: SAMPLE_SHARD }), [
    "- Shard: shard 0 of 3, 41 of 123 tests, about 2.1s (the longest 1.03 of the average), " +
    `kind test, dealt out by durations of run \`20261119T100000Z-aaaaaa\`; plan \`${
      "d".repeat(64)
    }\``,
  ]);
  const count = {
    ...SAMPLE_SHARD,
    balanced_by: "count",
    durations_from: null,
    plan_digest: "",
  } as const;
  assertEquals(noteShard({ shard: count })[0]?.endsWith("kind test, dealt out by count"), true);
  assertEquals(noteShard({}), []);
});
