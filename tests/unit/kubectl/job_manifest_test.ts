import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatManifest } from "../../../lib/kubectl/format_manifest.ts";
import { jobManifest, refuseJob } from "../../../lib/kubectl/job_manifest.ts";
import { sampleJob } from "../../support/run_remote_job.ts";
import { sampleManifestJob } from "../../support/sample_manifest_job.ts";
import kept from "../../../fixtures/kubectl/set_image/job/manifest.yaml" with { type: "text" };
import readBack from "../../../fixtures/kubectl/set_image/job/stdout.txt" with { type: "text" };

const MANIFESTS = jobManifest(sampleManifestJob());

Deno.test("jobManifest() is the one that a real kubectl was given", () => {
  assertEquals(formatManifest(MANIFESTS), kept);
});

Deno.test("jobManifest() holds nothing that kubectl's own types do not know", () => {
  const job = JSON.parse(readBack);
  // What it was told to change, and what it adds.
  const container = job.spec.template.spec.containers[0];
  assertEquals(container.image, "other:1");
  assertEquals(container.resources.limits, { cpu: "500m", memory: "67108864" });
  const own = structuredClone(MANIFESTS.at(-1)) as typeof job;
  own.spec.template.spec.containers[0].image = container.image;
  delete job.metadata.creationTimestamp;
  delete job.spec.template.metadata.creationTimestamp;
  delete job.status;
  assertEquals(job, own);
});

Deno.test("jobManifest() never runs a failed task again, and a disrupted one always", () => {
  const text = JSON.stringify(MANIFESTS.at(-1));
  assertStringIncludes(text, '"backoffLimitPerIndex":0');
  assertStringIncludes(text, '"onPodConditions":[{"type":"DisruptionTarget"');
  assertStringIncludes(text, '"restartPolicy":"Never"');
});

Deno.test("jobManifest() splits a payload that no ConfigMap holds", () => {
  const payload = { "task-0": "x", big: "äöü".repeat(400_000) };
  const maps = jobManifest(sampleJob({ name: "qa-big", tasks: [0], payload })).slice(0, -1);
  const sizes = maps.map((map) => new TextEncoder().encode(JSON.stringify(map["data"])).length);
  assertEquals(maps.length > 4, true);
  assertEquals(sizes.every((size) => size < 1024 ** 2), true);
});

Deno.test("refuseJob() says what Kubernetes cannot do, and how to do it there", () => {
  const refuse = (changes: Partial<ReturnType<typeof sampleJob>>): string =>
    refuseJob(sampleJob({ name: "qa-x", ...changes })) ?? "";
  assertEquals(refuse({}), "");
  assertStringIncludes(refuse({ network: "none" }), "NetworkPolicy");
  assertStringIncludes(refuse({ user: "nobody" }), "by number");
  assertStringIncludes(refuse({ placement: ["node.role==worker"] }), "key=value");
});
