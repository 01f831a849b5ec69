import { assert, assertEquals } from "@std/assert";
import type { Plan } from "../../../lib/model/plan.ts";
import { readyImages } from "../../../lib/pipeline/ready_images.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { engineHost } from "../../support/fake_engine.ts";
import { SAMPLE_CONTAINER, SAMPLE_PLAN } from "../../support/sample_plan.ts";
import { captured, type CaseName } from "../docker/captured.ts";

/** The client fails as in that captured case. */
function failing(name: CaseName): FakeAnswer {
  const { code, stderr } = captured(name);
  return { code, stderr };
}

/** A plan of one suite for each image. */
function planOf(...images: readonly string[]): Plan {
  const [suite] = SAMPLE_PLAN.suites;
  if (suite === undefined) throw new Error("the sample plan has no suite");
  const suites = images.map((image) => ({
    ...suite,
    name: image,
    container: { ...SAMPLE_CONTAINER, image },
  }));
  return { ...SAMPLE_PLAN, suites };
}

/** Readies images that are all missing; what each pull does is given by the image's name. */
async function ready(
  pulls: Readonly<Record<string, FakeAnswer>>,
  signal = new AbortController().signal,
) {
  const programs = Object.entries(pulls).map(([image, answer]) => ({
    match: (argv: readonly string[]) => argv[1] === "pull" && argv.at(-1) === image,
    ...answer,
  }));
  const host = engineHost({ programs }, { image: failing("image_inspect/missing") });
  const slow: string[] = [];
  const result = await readyImages(host, planOf(...Object.keys(pulls)), {
    signal,
    buildTag: "built:1",
    onSlow: (doing, image) => slow.push(`${doing} ${image}`),
  });
  return { host, result, slow };
}

Deno.test("readyImages() waits once when the registry of all images is silent", async () => {
  const { host, result, slow } = await ready({ "a:1": { hangs: true }, "b:1": { hangs: true } });
  assert(result.ok && result.value.engine === null);
  assertEquals(result.value.fallback?.reason, "image-pull-failed");
  assertEquals(slow, ["pulling a:1", "pulling b:1"]);
  assert(host.monotonicMs() < 60_000, `${host.monotonicMs()} ms`);
});

Deno.test("readyImages() keeps for each image why it is not ready, in the order of the plan", async () => {
  const { result } = await ready({
    "a:1": { ...failing("pull/u401"), delayMs: 500 },
    "b:1": failing("pull/m404"),
  });
  assert(result.ok);
  assertEquals(result.value.fallback?.reason, "image-pull-failed");
  assert(result.value.fallback?.detail.startsWith('"a:1": '), result.value.fallback?.detail);
});

Deno.test("readyImages() ends the other pulls when one is refused for what the user asked", async () => {
  const { host, result } = await ready({
    "a:1": { hangs: true },
    "b:1": failing("pull/bad-reference"),
  });
  assertEquals(!result.ok && result.error.kind, "engine-refused");
  assert(host.monotonicMs() < 5_000, `${host.monotonicMs()} ms`);
});

Deno.test("readyImages() gives no reason to fall back when it was interrupted", async () => {
  const stop = new AbortController();
  const effect = () => stop.abort();
  const pulls = { "a:1": { hangs: true }, "b:1": { ...failing("pull/m404"), effect } };
  const { result } = await ready(pulls, stop.signal);
  assert(result.ok);
  assertEquals([result.value.engine, result.value.fallback], [null, null]);
});
