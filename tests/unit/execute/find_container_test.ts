import { assert, assertEquals } from "@std/assert";
import deadText from "../../../fixtures/docker/ps/no-socket/stderr.txt" with { type: "text" };
import oneText from "../../../fixtures/docker/ps/one/stdout.txt" with { type: "text" };
import podmanText from "../../../fixtures/docker/ps/podman-one/stdout.txt" with { type: "text" };
import { findContainer } from "../../../lib/execute/find_container.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { SAMPLE_REQUEST } from "../../support/sample_container_execution.ts";

const [ONE, PODMAN] = [JSON.parse(oneText), JSON.parse(podmanText)];

async function find(answer: FakeAnswer, name = SAMPLE_REQUEST.name) {
  const host = fakeHost({ programs: [{ match: ([, verb]) => verb === "ps", ...answer }] });
  return { host, found: await findContainer(host, { ...SAMPLE_REQUEST, name }) };
}

Deno.test("findContainer() asks for containers of this owner, run, suite and attempt alone", async () => {
  const { host, found } = await find({});
  const filters = host.calls[0]?.argv.filter((word) => word.startsWith("--filter"));
  assertEquals(filters, [
    "--filter=label=qa.owner=here/boot-1/1/1",
    "--filter=label=qa.run=1",
    "--filter=label=qa.suite=lint",
    "--filter=label=qa.attempt=2",
  ]);
  assert(host.calls[0]?.argv.includes("--all"), "one that was only created counts too");
  assertEquals(found, { ok: true, value: null });
});

Deno.test("findContainer() takes the one of its name, not one that is named alike", async () => {
  const stdout = [`${ONE.name}-plain`, ONE.name].map((name, at) =>
    `${JSON.stringify({ ...ONE, name, id: at === 0 ? "f".repeat(64) : ONE.id })}\n`
  ).join("");
  const { found } = await find({ stdout }, ONE.name);
  assert(found.ok);
  assertEquals(found.value?.id, ONE.id);
  const none = await find({ stdout }, ONE.name.slice(0, -1));
  assertEquals(none.found, { ok: true, value: null });
});

Deno.test("findContainer() finds what podman lists", async () => {
  const { found } = await find({ stdout: podmanText }, [PODMAN.name].flat()[0]);
  assert(found.ok);
  assertEquals(found.value?.id, PODMAN.id);
});

Deno.test("findContainer() never takes a silent engine for one without the container", async () => {
  for (const answer of [{ code: 1, stderr: deadText }, { hangs: true }]) {
    const { found, host } = await find(answer);
    assert(!found.ok && found.error.kind === "engine");
    assert(host.monotonicMs() <= 10_000);
  }
});
