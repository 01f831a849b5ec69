import { assertEquals } from "@std/assert";
import { dockerServiceCreate } from "../../../lib/docker/docker_service_create.ts";
import { captured } from "./captured.ts";

const request = {
  ...{ name: "job", image: "image@sha256:0", labels: { "qa.run": "r" }, slots: 8, parallelism: 2 },
  ...{ configs: { "job-start": "/qa/start" }, script: "/qa/start", graceMs: 1500 },
  ...{ memoryBytes: 1024, cpus: 0.5, pidsLimit: 9, user: "1:2", network: "net" },
  mounts: [{ source: "/a,b", target: "/c", readOnly: true }],
  placement: ["node.role==worker"],
};

Deno.test("dockerServiceCreate() makes a job that is run once, and does not wait for it", () => {
  const { argv } = dockerServiceCreate("docker", request);
  assertEquals(argv, [
    ...["docker", "service", "create", "--detach", "--quiet", "--name=job"],
    ...["--mode=replicated-job", "--replicas=8", "--max-concurrent=2"],
    ...["--restart-condition=on-failure", "--restart-delay=24h", "--no-resolve-image", "--init"],
    ...["--entrypoint=/bin/sh", "--env=QA_SLOT={{.Task.Slot}}"],
    ...["--label=qa.run=r", "--container-label=qa.run=r"],
    "--config=source=job-start,target=/qa/start,mode=0444",
    ...["--limit-memory=1024", "--reserve-memory=1024", "--limit-cpu=0.5", "--reserve-cpu=0.5"],
    ...["--limit-pids=9", "--user=1:2", "--network=net", "--stop-grace-period=1500ms"],
    '--mount=type=bind,"source=/a,b",target=/c,readonly',
    "--constraint=node.role==worker",
    ...["--", "image@sha256:0", "/qa/start"],
  ]);
});

Deno.test("dockerServiceCreate() reads the id, or why there is none", () => {
  const { read } = dockerServiceCreate("docker", request);
  assertEquals(read(captured("service_create/ok")).ok, true);
  const words = (["twice", "no-config", "network-none", "bad-constraint"] as const).map((name) => {
    const result = read(captured(`service_create/${name}`));
    return result.ok || !("detail" in result.error) ? "" : result.error.detail;
  });
  assertEquals(words, [
    "rpc error: code = AlreadyExists desc = name conflicts with an existing object: service qa-capture already exists",
    "config not found: nope",
    "network none not found",
    "rpc error: code = Unknown desc = constraint expected one operator from ==, !=",
  ]);
});
