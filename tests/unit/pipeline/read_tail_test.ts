import { assertEquals } from "@std/assert";
import { readTail } from "../../../lib/pipeline/read_tail.ts";
import { fakeHost } from "../../support/fake_host.ts";

const REQUEST = { path: "/run/stderr.log", source: "stderr.log", kind: "stderr" } as const;

Deno.test("readTail() gives a short log whole, from its first line", async () => {
  const host = fakeHost({ files: { "/run/stderr.log": "one\ntwo\n" } });
  assertEquals(await readTail(host, REQUEST), {
    kind: "stderr",
    source: "stderr.log",
    text: "one\ntwo\n",
    firstLine: 1,
  });
});

Deno.test("readTail() gives the end of a long log, with the line at which it begins", async () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => `line ${at + 1}`);
  const host = fakeHost({ files: { "/run/stderr.log": `${lines.join("\n")}\n` } });
  const tail = await readTail(host, REQUEST);
  assertEquals(tail?.text.length, 64 * 1024);
  const told = tail?.text.split("\n") ?? [];
  assertEquals(told[1], `line ${(tail?.firstLine ?? 0) + 1}`);
});

Deno.test("readTail() is null for a log that is empty or not there", async () => {
  assertEquals(await readTail(fakeHost({ files: { "/run/stderr.log": "\n" } }), REQUEST), null);
  assertEquals(await readTail(fakeHost({}), REQUEST), null);
});
