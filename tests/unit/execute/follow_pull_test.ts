import { assert, assertEquals } from "@std/assert";
import { dockerPull } from "../../../lib/docker/docker_pull.ts";
import { followPull } from "../../../lib/execute/follow_pull.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";

const PATIENCE = { answerMs: 4_000, silenceMs: 120_000, totalMs: 1 };

async function follow(answer: FakeAnswer, signal = new AbortController().signal) {
  const host = fakeHost({ programs: [{ match: () => true, ...answer }] });
  const command = dockerPull("docker", "a:1", 6_000);
  return { host, ...await followPull(host, command, { patience: PATIENCE, signal }) };
}

Deno.test("followPull() keeps what a client said until it ended", async () => {
  const { why, output, lastWord } = await follow({
    stdout: ["1: Pulling from a\n", { afterMs: 2000 }, "ab12: Pulling fs layer\n"],
    stderr: "manifest unknown\n",
    code: 1,
  });
  assertEquals([why, output.code, output.timedOut], ["ended", 1, false]);
  assertEquals([output.stderr, lastWord], ["manifest unknown\n", "ab12: Pulling fs layer"]);
});

Deno.test("followPull() kills the whole group of a client that says nothing", async () => {
  const { why, output, host } = await follow({ hangs: true });
  assertEquals([why, output.timedOut, output.signal], ["no-answer", true, "SIGKILL"]);
  assertEquals(host.signals.map(({ signal }) => signal), ["SIGKILL"]);
});

Deno.test("followPull() takes for no answer what a client says before it asks", async () => {
  assertEquals((await follow({ stderr: "Trying to pull a:1...\n", hangs: true })).why, "no-answer");
  assertEquals(
    (await follow({ stdout: "Using default tag: latest\n", hangs: true })).why,
    "no-answer",
  );
  assertEquals((await follow({ stdout: "1: Pulling from a\n", hangs: true })).why, "too-long");
});

Deno.test("followPull() holds the bound of its command although the client goes on talking", async () => {
  const dots = Array.from({ length: 20 }, () => [{ afterMs: 1000 }, "."] as const).flat();
  const { why, host } = await follow({ stdout: dots });
  assertEquals(why, "too-long");
  assert(host.monotonicMs() < 8_000, `${host.monotonicMs()} ms`);
});

Deno.test("followPull() keeps only the end of endless output", async () => {
  const { output } = await follow({ stderr: "x".repeat(1_000_000) + "end", code: 1 });
  assert(output.stderr.length <= 64 * 1024 && output.stderr.endsWith("xend"));
});

Deno.test("followPull() lets go of streams that a grandchild holds", async () => {
  const { why, output, host } = await follow({ stderr: "EOF\n", code: 1, holdsStreams: true });
  assertEquals([why, output.stderr], ["ended", "EOF\n"]);
  assert(host.monotonicMs() < 5_000);
});

Deno.test("followPull() ends at once when it is interrupted", async () => {
  const stop = new AbortController();
  const going = follow({ hangs: true }, stop.signal);
  stop.abort();
  const { why, host } = await going;
  assertEquals(why, "interrupted");
  assert(host.monotonicMs() < 1_000);
});

Deno.test("followPull() tells of a client that cannot be started", async () => {
  const { why, output } = await follow({ spawnFailure: "not-found" });
  assertEquals([why, output.spawnFailure], ["ended", "not-found"]);
});
