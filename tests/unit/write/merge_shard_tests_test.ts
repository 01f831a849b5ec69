import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { TestRecord } from "../../../lib/model/test_result.ts";
import { mergeShardTests } from "../../../lib/write/merge_shard_tests.ts";
import { countTest, NO_TESTS } from "../../../lib/model/test_counts.ts";
import { isFailing } from "../../../lib/model/outcome.ts";
import { type AnyLine, anyLine, writeLine } from "../../support/any_test.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { linesOf, testOf } from "../../support/record_files.ts";

async function merge(shards: readonly (readonly TestRecord[])[]) {
  const files = Object.fromEntries(shards.map((tests, at) => [`/s${at}`, linesOf(tests)]));
  const host = fakeHost({ files: { ...files, "/m/x": "" } });
  const seen: string[] = [];
  const merged = await mergeShardTests(host, {
    suite: "unit",
    shards: shards.map((_, shard) => ({ shard, path: `/s${shard}` })),
    target: "/m/t.jsonl",
    witness: {
      test: ({ name }, shard) => void seen.push(`${name} in ${shard}`),
      line: (bytes, { nameStart, nameEnd }, shard) => {
        const name = new TextDecoder().decode(bytes.subarray(nameStart, nameEnd));
        seen.push(`${name} in ${shard}`);
      },
    },
  });
  assert(merged.ok);
  const lines = host.files.text("/m/t.jsonl").split("\n").slice(0, -1);
  return { ...merged.value, seen, names: lines.map((line) => JSON.parse(line).outcome) };
}

Deno.test("mergeShardTests() joins what each shard ran, and tells every test of it", async () => {
  const { counts, seen, failures, told } = await merge([
    [testOf("a"), testOf("b", "failed")],
    [testOf("c", "skipped")],
  ]);
  assertEquals([counts.total, counts.passed, counts.failed, counts.skipped], [3, 1, 1, 1]);
  assertEquals(seen, ["a in 0", "b in 0", "c in 1"]);
  assertEquals(failures.map(({ name }) => name), ["b"]);
  assertEquals(told, new Map([["/s0", 2], ["/s1", 1]]));
});

Deno.test("mergeShardTests() counts a test of two shards once, unless the second one is red", async () => {
  const green = await merge([[testOf("a")], [testOf("a")]]);
  assertEquals([green.counts.total, green.seen.length], [1, 2]);
  const red = await merge([[testOf("a")], [testOf("a", "failed")]]);
  assertEquals([red.counts.failed, red.names], [1, ["passed", "failed"]]);
});

/** The plain way: every line an object, everything in memory. */
function mergePlainly(shards: readonly (readonly AnyLine[])[]) {
  const done = new Set<string>();
  const seen = shards.flatMap((lines, shard) =>
    lines.flatMap((line) => "test" in line ? [{ test: line.test, shard }] : [])
  ).filter(({ test }) => test.suite === "unit");
  const kept = seen.filter(({ test }) => {
    const isNew = done.size < done.add(test.id).size;
    return isNew || isFailing(test.outcome);
  }).map(({ test }) => asRead(test));
  return {
    kept,
    seen: seen.map(({ test, shard }) => `${asRead(test).id} in ${shard}`),
    counts: kept.reduce(countTest, NO_TESTS),
  };
}

/** As it comes back from a file: halves of surrogate pairs stay apart, a lost fingerprint is none. */
function asRead(test: TestRecord): TestRecord {
  return JSON.parse(JSON.stringify(test));
}

Deno.test("mergeShardTests() agrees with a merge in memory, for any lines in any layout", async () => {
  const shards = fc.array(fc.array(anyLine, { maxLength: 6 }), { minLength: 1, maxLength: 3 });
  await fc.assert(fc.asyncProperty(shards, async (lines) => {
    const told = lines.map((own) =>
      own.map((line): AnyLine =>
        "test" in line && line.style === "old"
          ? { ...line, test: { ...line.test, fingerprint: null } }
          : line
      )
    );
    const files = Object.fromEntries(
      told.map((own, at) => [`/s${at}`, own.map(writeLine).join("")]),
    );
    const host = fakeHost({ files: { ...files, "/m/x": "" } });
    const seen: string[] = [];
    const merged = await mergeShardTests(host, {
      suite: "unit",
      shards: told.map((_, shard) => ({ shard, path: `/s${shard}` })),
      target: "/m/t",
      witness: {
        test: ({ id }, shard) => void seen.push(`${id} in ${shard}`),
        line: (bytes, { idStart, idEnd }, shard) => {
          seen.push(`${new TextDecoder().decode(bytes.subarray(idStart, idEnd))} in ${shard}`);
        },
      },
    });
    assert(merged.ok);
    const plain = mergePlainly(told);
    const written = host.files.text("/m/t").split("\n").slice(0, -1);
    assertEquals(written.map((line) => TestRecord.parse(JSON.parse(line))), plain.kept);
    assertEquals([merged.value.counts, seen], [plain.counts, plain.seen]);
    const failing = plain.kept.filter(({ outcome, quarantine }) =>
      isFailing(outcome) && quarantine === null
    );
    assertEquals(merged.value.failures, failing);
  }));
});
