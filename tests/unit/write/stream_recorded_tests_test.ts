import { assertEquals } from "@std/assert";
import { streamRecordedTests } from "../../../lib/write/stream_recorded_tests.ts";
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeNode } from "../../support/fake_tree.ts";
import { linesOf, testOf } from "../../support/record_files.ts";

async function read(node: FakeNode, suite = "unit") {
  const host = fakeHost({ files: { "/r/t.jsonl": node } });
  let refused = 0;
  const tests = await Array.fromAsync(
    streamRecordedTests(host, { path: "/r/t.jsonl", suite, onRefused: (count) => refused = count }),
  );
  return { names: tests.map(({ name }) => name), refused };
}

Deno.test("streamRecordedTests() gives the tests of the suite that is meant", async () => {
  const text = linesOf([
    testOf("a"),
    testOf("b", "failed"),
    testOf("c", "passed", { suite: "e2e" }),
  ]);
  assertEquals(await read(text), { names: ["a", "b"], refused: 0 });
  assertEquals(await read(text, "e2e"), { names: ["c"], refused: 0 });
});

Deno.test("streamRecordedTests() counts and leaves out what is no test", async () => {
  const good = linesOf([testOf("a")]);
  const deep = `{"id":${"[".repeat(1000)}${"]".repeat(1000)}}`;
  const lines = ["{", "null", '{"id":"x"}', deep, `{"__proto__":{"outcome":"passed"}}`];
  assertEquals(await read(`${lines.join("\n")}\n${good}${good.slice(0, 40)}`), {
    names: ["a"],
    refused: 6,
  });
  assertEquals(await read(new Uint8Array(10_000)), { names: [], refused: 1 });
  assertEquals(await read(""), { names: [], refused: 0 });
});

Deno.test("streamRecordedTests() opens no link and no folder", async () => {
  assertEquals(await read({ kind: "link", to: "/etc/passwd" }), { names: [], refused: 1 });
  assertEquals(await read({ kind: "folder" }), { names: [], refused: 1 });
});

Deno.test("streamRecordedTests() reads lines of a gate that knew no fingerprints", async () => {
  const { fingerprint: _, ...old } = testOf("a");
  assertEquals(await read(`${JSON.stringify(old)}\n`), { names: ["a"], refused: 0 });
});
