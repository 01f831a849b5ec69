import { assertEquals } from "@std/assert";
import imageText from "../../../fixtures/docker/image_inspect/ok/stdout.txt" with { type: "text" };
import noImage from "../../../fixtures/docker/image_inspect/missing/stderr.txt" with {
  type: "text",
};
import versionText from "../../../fixtures/docker/version/ok/stdout.txt" with { type: "text" };
import type { SettingSource } from "../../../lib/model/plan.ts";
import { lookAround } from "../../../lib/pipeline/look_around.ts";
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeProgram } from "../../support/fake_programs.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";
import { sampleReplayEnvironment, sampleSource } from "../../support/sample_replay.ts";

const version: FakeProgram = { match: (argv) => argv[1] === "version", stdout: versionText };
const image = (answer: Partial<FakeProgram>): FakeProgram => ({
  match: (argv) => argv[1] === "image",
  ...answer,
});

async function look(
  programs: readonly FakeProgram[],
  changes: Parameters<typeof sampleReplayEnvironment>[0] = {},
  plan = SAMPLE_PLAN,
) {
  const host = fakeHost({ programs });
  const environment = sampleReplayEnvironment(changes);
  const { record } = sampleSource([], { environment });
  const seen = await lookAround(host, plan, [record]);
  return { seen, calls: host.calls.map(({ argv }) => argv.slice(0, 3).join(" ")), host };
}

Deno.test("lookAround() tells the image that the recorded name means here", async () => {
  const { seen } = await look([version, image({ stdout: imageText })]);
  const id = JSON.parse(imageText).Id;
  assertEquals(seen.now.image?.id, id);
  assertEquals([...seen.presentImages ?? []], [id]);
  assertEquals(seen.now.configDigest, SAMPLE_PLAN.configDigest);
});

Deno.test("lookAround() tells that the image is not here", async () => {
  const { seen } = await look([version, image({ code: 1, stdout: "[]\n", stderr: noImage })]);
  assertEquals([seen.now.image, seen.presentImages?.size], [null, 0]);
});

Deno.test("lookAround() does not compare what no engine tells, and waits for none without end", async () => {
  const { seen, host } = await look([{ ...version, hangs: true }, image({ hangs: true })]);
  assertEquals(["image" in seen.now, "engineVersion" in seen.now], [false, false]);
  assertEquals(seen.presentImages, undefined);
  assertEquals(host.monotonicMs() <= 5_000, true, `${host.monotonicMs()} ms`);
});

Deno.test("lookAround() asks no engine where none is to be used", async () => {
  const isDocker = (call: string) => call.startsWith("docker");
  const without = await look([version], { image: null });
  assertEquals(without.calls.filter(isDocker), []);
  const source: SettingSource = { name: "mode", value: "failsafe", from: "flag", where: "--mode" };
  const failsafe = { ...SAMPLE_PLAN, mode: "failsafe", sources: [source] } as const;
  assertEquals((await look([version], {}, failsafe)).calls.filter(isDocker), []);
});

Deno.test("lookAround() hands no word of a stranger to the client that is no reference", async () => {
  const { calls } = await look([version], { image: "--format=x", image_id: "-v" });
  assertEquals(calls.filter((call) => call.startsWith("docker image")), []);
});

Deno.test("lookAround() tells what the plan's images are here, where a record knows its own by the id alone", async () => {
  const id = JSON.parse(imageText).Id;
  const here = [version, image({ stdout: imageText })];
  const replayed = await look(here, { image: id, image_id: id });
  assertEquals([...replayed.seen.imageIds ?? []], [["example/app:1", id]]);
  assertEquals((await look(here)).seen.imageIds, undefined);
});
