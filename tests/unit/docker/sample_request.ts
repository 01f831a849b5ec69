import type { CreateRequest } from "../../../lib/docker/docker_create.ts";
import type { ContainerSettings } from "../../../lib/model/plan.ts";

/** Settings in which every limit is set. */
export const SETTINGS: ContainerSettings = {
  image: "app:1",
  build: null,
  timeoutMs: 60_000,
  graceMs: 1500,
  memoryBytes: 536_870_912,
  cpus: 1.5,
  shmSizeBytes: 67_108_864,
  pidsLimit: 256,
  capAdd: [],
  newPrivileges: false,
  allowEngineSocket: false,
  ulimits: { nofile: "1024:2048" },
  network: "none",
  user: "1000:1000",
  workdir: "/not/this/one",
  mounts: [],
  env: { NOT_THIS_ONE: "x" },
  pull: "always",
  dockerBin: "docker",
};

/** A container as the executor asks for it. */
export const REQUEST: CreateRequest = {
  name: "qa-r1-unit",
  image: "sha256:abc",
  labels: { "qa.run": "r1" },
  settings: SETTINGS,
  mounts: [
    { source: "/home/me/app", target: "/workspace", readOnly: false },
    { source: "/srv/a,b", target: "/data", readOnly: true },
  ],
  workdir: "/workspace/sub",
  env: { TOKEN: "secret", CI: null, PATH: "/bin" },
  entrypoint: "/bin/sh",
  argv: ["-c", "true"],
  init: true,
  logDriver: "json-file",
  stopSignal: "SIGTERM",
};
