import { assert, assertEquals } from "@std/assert";
import { pullImage } from "../../../lib/execute/pull_image.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { captured, type CaseName } from "../docker/captured.ts";

/** The client fails as in that captured case. */
function failing(name: CaseName): FakeAnswer {
  const { code, stdout, stderr } = captured(name);
  return { code, stdout, stderr };
}

/** Pulls with a client that answers thus, one try after the other. */
async function pull(answers: readonly FakeAnswer[], signal = new AbortController().signal) {
  const programs = answers.map((answer) => ({ match: () => true, times: 1, ...answer }));
  const host = fakeHost({ programs });
  const warnings: string[] = [];
  const outcome = await pullImage(host, {
    bin: "docker",
    reference: "shop/tests:1",
    signal,
    warn: (message) => warnings.push(message),
  });
  const { result } = outcome;
  const detail = !result.ok && result.error.kind === "engine" ? result.error.detail : "";
  return { ...outcome, detail, host, warnings, calls: host.calls.map(({ atMs }) => atMs) };
}

Deno.test("pullImage() pulls once when the image comes", async () => {
  const { result, isCertain, calls, warnings } = await pull([{}]);
  assertEquals([result.ok, isCertain, calls, warnings], [true, true, [0], []]);
});

Deno.test("pullImage() tries once more, after a pause, where the cause may pass", async () => {
  const { result, calls, warnings } = await pull([failing("pull/s503"), {}]);
  assertEquals([result.ok, calls], [true, [0, 2_000]]);
  assertEquals(warnings.length, 1);
  assert(warnings[0]?.includes("503 Service Unavailable"), warnings[0]);
});

Deno.test("pullImage() tries no third time, and says that there were two", async () => {
  const { result, detail, calls } = await pull([failing("pull/s503"), failing("pull/eof"), {}]);
  assertEquals([result.ok, calls.length], [false, 2]);
  assert(detail.startsWith('"shop/tests:1": ') && detail.endsWith("EOF (tried twice)"), detail);
});

Deno.test("pullImage() repeats nothing that a registry has refused", async () => {
  for (const name of ["pull/m404", "pull/u401", "pull/d403", "pull/platform"] as const) {
    const { result, calls } = await pull([failing(name), {}]);
    assertEquals([result.ok, calls.length], [false, 1], name);
  }
});

Deno.test("pullImage() waits as long as a registry says, but not for minutes", async () => {
  const { stderr } = captured("pull/t429-long");
  const soon = { code: 1, stderr: stderr.replace("2h30m", "12s") };
  assertEquals((await pull([soon, {}])).calls, [0, 12_000]);
  const later = { code: 1, stderr: stderr.replace("2h30m", "45s") };
  assertEquals((await pull([later, {}])).calls, [0]);
  assertEquals((await pull([failing("pull/t429-long"), {}])).calls, [0]);
});

Deno.test("pullImage() does not repeat what was silent, and is not sure of its effect", async () => {
  const { result, detail, isCertain, calls } = await pull([{ hangs: true }, {}]);
  assertEquals([result.ok, isCertain, calls.length], [false, false, 1]);
  assertEquals(detail, '"shop/tests:1": the registry gave no answer within 40 s');
});

Deno.test("pullImage() ends at once when it is interrupted, also in its pause", async () => {
  const stop = new AbortController();
  const effect = () => stop.abort();
  const { detail, calls, host } = await pull(
    [{ ...failing("pull/s503"), effect }, {}],
    stop.signal,
  );
  assertEquals([detail, calls.length], ['"shop/tests:1": the pull was interrupted', 1]);
  assert(host.monotonicMs() < 1_000);
  assertEquals((await pull([{}], stop.signal)).calls, []);
});
