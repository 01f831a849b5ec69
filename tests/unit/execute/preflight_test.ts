import { assert, assertEquals } from "@std/assert";
import { preflight } from "../../../lib/execute/preflight.ts";
import type { ContainerSettings } from "../../../lib/model/plan.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { engineHost } from "../../support/fake_engine.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";
import { SAMPLE_CONTAINER } from "../../support/sample_plan.ts";
import { captured } from "../docker/captured.ts";

const MISSING: FakeAnswer = (({ code, stderr }) => ({ code, stderr }))(
  captured("image_inspect/missing"),
);
const REFUSED: FakeAnswer = (({ code, stderr }) => ({ code, stderr }))(captured("pull/m404"));
const THERE = captured("image_inspect/ok").stdout;

async function ready(host: FakeHost, changes: Partial<ContainerSettings> = {}) {
  const result = await preflight(host, { ...SAMPLE_CONTAINER, ...changes }, {
    signal: new AbortController().signal,
    buildTag: "built:1",
    onSlow: () => {},
  });
  const problem = !result.ok && result.error.kind === "engine" ? result.error : null;
  return { result, problem, verbs: host.calls.map(({ argv }) => argv[1] ?? "") };
}

/** An image that is missing at first, and there once it was asked for a second time. */
function comingLater(pull: FakeAnswer): FakeHost {
  const isInspect = (argv: readonly string[]): boolean => argv[1] === "image";
  const programs = [{ match: isInspect, times: 1, ...MISSING }];
  return engineHost({ programs }, { pull });
}

Deno.test("preflight() gives an engine that never answers the bound of one call, not of two", async () => {
  const host = fakeHost({ programs: [{ match: () => true, hangs: true }] });
  const { problem } = await ready(host);
  assertEquals(problem?.reason, "daemon-too-slow");
  assert(host.monotonicMs() <= 5_000, `${host.monotonicMs()} ms`);
});

Deno.test("preflight() pulls nothing that is there, unless told to", async () => {
  assertEquals((await ready(engineHost({}))).verbs.includes("pull"), false);
  assertEquals((await ready(engineHost({}), { pull: "always" })).verbs.includes("pull"), true);
});

Deno.test("preflight() pulls what is missing, unless told not to", async () => {
  const pulled = await ready(comingLater({}));
  assertEquals([pulled.result.ok, pulled.verbs.includes("pull")], [true, true]);
  const never = await ready(engineHost({}, { image: MISSING }), { pull: "never" });
  assertEquals([never.problem?.reason, never.verbs.includes("pull")], ["image-missing", false]);
});

Deno.test("preflight() uses an image that came although the pull was given up", async () => {
  const { result } = await ready(comingLater({ hangs: true }));
  assertEquals(result.ok, true);
});

Deno.test("preflight() does not take an old image for the one that --pull always asked for", async () => {
  for (const pull of [{ hangs: true }, REFUSED]) {
    const { problem } = await ready(engineHost({}, { pull }), { pull: "always" });
    assert(problem?.hint.endsWith("the one on this machine is used with --pull missing"));
  }
});

Deno.test("preflight() treats an image of another platform as missing, and names the variable", async () => {
  const environment = { DOCKER_DEFAULT_PLATFORM: "linux/s390x" };
  const never = await ready(engineHost({ environment }), { pull: "never" });
  assertEquals(never.problem?.reason, "image-missing");
  assert(never.problem?.detail.includes("DOCKER_DEFAULT_PLATFORM is linux/s390x"));
  const missing = await ready(engineHost({ environment }, { pull: REFUSED }));
  assert(missing.problem?.hint.includes("unset DOCKER_DEFAULT_PLATFORM"), missing.problem?.hint);
  assert(THERE.includes("amd64"));
});

Deno.test("preflight() says that an image vanished when it is gone after its pull", async () => {
  const { problem } = await ready(engineHost({}, { image: MISSING }));
  assertEquals(problem?.reason, "image-missing");
  assert(problem?.detail.includes("not there any more"), problem?.detail);
});
