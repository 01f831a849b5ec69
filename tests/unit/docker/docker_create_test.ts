import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  createEnvironment,
  type CreateRequest,
  dockerCreate,
} from "../../../lib/docker/docker_create.ts";
import { captured } from "./captured.ts";
import { REQUEST, SETTINGS } from "./sample_request.ts";

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("--privileged", "-v/:/host", "--", "", "a,b=c", "=", "\n--rm"),
);
const words = fc.dictionary(text, text, { maxKeys: 3 });
const requests: fc.Arbitrary<CreateRequest> = fc.record({
  name: text,
  image: text,
  labels: words,
  settings: fc.record({ ulimits: words, network: text, user: text })
    .map((some) => ({ ...SETTINGS, ...some })),
  mounts: fc.array(fc.record({ source: text, target: text, readOnly: fc.boolean() }), {
    maxLength: 3,
  }),
  workdir: text,
  env: fc.dictionary(text, fc.option(text), { maxKeys: 3 }),
  entrypoint: fc.option(text),
  argv: fc.array(text, { maxLength: 3 }),
  init: fc.boolean(),
  logDriver: fc.option(text),
  stopSignal: text,
});
const OUR_OPTION =
  /^--(?:init$|(?:name|pull|cap-drop|cap-add|security-opt|restart|env|log-driver|stop-signal|label|memory|memory-swap|cpus|shm-size|pids-limit|ulimit|network|user|stop-timeout|mount|workdir|entrypoint)=)/;

/** What every container is left with, and what it may never gain. */
const RIGHTS = [
  "--cap-drop=ALL",
  "--cap-add=CHOWN",
  "--cap-add=DAC_OVERRIDE",
  "--cap-add=FOWNER",
  "--cap-add=FSETID",
  "--cap-add=KILL",
  "--cap-add=NET_BIND_SERVICE",
  "--cap-add=SETGID",
  "--cap-add=SETUID",
  "--cap-add=SYS_CHROOT",
  "--security-opt=no-new-privileges",
];

Deno.test("dockerCreate() gives back the rights that were asked for, each once", () => {
  const settings = { ...SETTINGS, capAdd: ["NET_RAW", "CHOWN"], newPrivileges: true };
  const { argv } = dockerCreate("docker", { ...REQUEST, settings });
  const rights = argv.filter((word) => /^--(cap-|security-opt)/.test(word));
  assertEquals(rights, [...RIGHTS.slice(0, -1), "--cap-add=NET_RAW"]);
});

Deno.test("dockerCreate() spells the whole request, each value behind its own option", () => {
  assertEquals(dockerCreate("docker", REQUEST).argv, [
    "docker",
    "create",
    "--name=qa-r1-unit",
    "--pull=never",
    "--restart=no",
    "--init",
    "--env=TINI_KILL_PROCESS_GROUP=1",
    "--log-driver=json-file",
    "--stop-signal=SIGTERM",
    "--label=qa.run=r1",
    ...RIGHTS,
    "--memory=536870912",
    "--memory-swap=536870912",
    "--cpus=1.5",
    "--shm-size=67108864",
    "--pids-limit=256",
    "--ulimit=nofile=1024:2048",
    "--network=none",
    "--user=1000:1000",
    "--stop-timeout=2",
    "--mount=type=bind,source=/home/me/app,target=/workspace",
    '--mount=type=bind,"source=/srv/a,b",target=/data,readonly',
    "--workdir=/workspace/sub",
    "--env=TOKEN",
    "--env=CI",
    "--env=PATH=/bin",
    "--entrypoint=/bin/sh",
    "--",
    "sha256:abc",
    "-c",
    "true",
  ]);
});

Deno.test("dockerCreate() leaves the engine's defaults alone when a setting is null", () => {
  const none = { memoryBytes: null, cpus: null, shmSizeBytes: null, pidsLimit: null };
  const settings = { ...SETTINGS, ...none, ulimits: {}, network: null, user: null, graceMs: 0 };
  const { stopSignal: _, ...rest } = REQUEST;
  const bare = { ...rest, settings, mounts: [], env: {}, labels: {}, init: false };
  const { argv } = dockerCreate("podman", { ...bare, logDriver: null, entrypoint: null });
  assertEquals(argv.slice(0, argv.indexOf("--")), [
    "podman",
    "create",
    "--name=qa-r1-unit",
    "--pull=never",
    "--restart=no",
    ...RIGHTS,
    "--stop-timeout=0",
    "--workdir=/workspace/sub",
  ]);
});

Deno.test("dockerCreate() lets no value become an option", () => {
  fc.assert(fc.property(requests, (request) => {
    const { argv } = dockerCreate("docker", request);
    const end = argv.indexOf("--");
    const options = argv.slice(2, end);
    assertEquals(options.filter((option) => !OUR_OPTION.test(option)), []);
    assertEquals(argv.slice(end + 1), [request.image, ...request.argv]);
  }));
});

Deno.test("createEnvironment() carries the values, and the command line does not", () => {
  assertEquals(createEnvironment(REQUEST), { TOKEN: "secret" });
  const name = fc.stringMatching(/^SECRET_[A-Z]{1,8}$/);
  const value = fc.stringMatching(/^[0-9a-f]{40}$/);
  fc.assert(fc.property(fc.dictionary(name, value), (env) => {
    const request = { ...REQUEST, env };
    const line = dockerCreate("docker", request).argv.join(" ");
    assertEquals(createEnvironment(request), { ...env });
    assert(Object.values(env).every((value) => !line.includes(value)));
  }));
});

Deno.test("createEnvironment() holds nothing that would steer the client itself", () => {
  const names = [
    "PATH",
    "HOME",
    "DOCKER_HOST",
    "DOCKER_CONFIG",
    "CONTAINER_HOST",
    "https_proxy",
    "XDG_RUNTIME_DIR",
    "LD_PRELOAD",
    "GODEBUG",
    "SSL_CERT_FILE",
  ];
  const env = Object.fromEntries(names.map((name) => [name, "x"]));
  assertEquals(createEnvironment({ ...REQUEST, env }), {});
  const { argv } = dockerCreate("docker", { ...REQUEST, env });
  assertEquals(names.every((name) => argv.includes(`--env=${name}=x`)), true);
});

Deno.test("dockerCreate() gives the id", () => {
  const { read } = dockerCreate("docker", REQUEST);
  for (const name of ["create/ok", "create/podman-ok"] as const) {
    const result = read(captured(name));
    assertEquals(result, { ok: true, value: captured(name).stdout.trim() });
  }
});

Deno.test("dockerCreate() reports an answer that is no id", () => {
  const result = dockerCreate("docker", REQUEST).read(captured("create/ok", { stdout: "hello\n" }));
  assertEquals(
    !result.ok && result.error.kind === "engine" && result.error.reason,
    "container-create-failed",
  );
});

Deno.test("dockerCreate() reports what the engine refused", () => {
  const result = dockerCreate("docker", REQUEST).read(captured("create/memory-low"));
  assertEquals(!result.ok && result.error.kind, "engine-refused");
});
