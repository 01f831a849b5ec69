import { assert, assertEquals } from "@std/assert";
import {
  createEnvironment,
  type CreateRequest,
  dockerCreate,
} from "../../../lib/docker/docker_create.ts";
import { dockerCopyText } from "../../../lib/docker/docker_copy_text.ts";
import { dockerInspect } from "../../../lib/docker/docker_inspect.ts";
import { dockerPs } from "../../../lib/docker/docker_ps.ts";
import { dockerRemove } from "../../../lib/docker/docker_remove.ts";
import { dockerStartAttached } from "../../../lib/docker/docker_start.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import { requireDocker, requirePodman } from "../../support/require_docker.ts";
import { SETTINGS } from "./entry_box.ts";

const host = openMachine();
const needs = await requireDocker({ images: ["busybox"] });
/** The same readers serve podman. */
const ENGINES = [["docker", needs], ["podman", await requirePodman()]] as const;

const REQUEST: Omit<CreateRequest, "name"> = {
  image: "qa-gate-test-busybox:1",
  labels: { "qa.test": "create", "qa.odd": "a b=c" },
  settings: { ...SETTINGS, ulimits: { nofile: "512:1024", nproc: "512:1024" } },
  mounts: [],
  workdir: "/",
  env: {},
  entrypoint: "/bin/sh",
  argv: ["-c", "true"],
  init: true,
  logDriver: null,
};

async function inContainer(
  bin: string,
  changes: Partial<CreateRequest>,
  body: (id: string, stdout: string) => Promise<void>,
): Promise<void> {
  const request = { ...REQUEST, ...changes, name: `qa-create-${host.randomHex(6)}` };
  const env = createEnvironment(request);
  const { result } = await host.run(dockerCreate(bin, request), { env });
  assert(result.ok, JSON.stringify(result));
  try {
    const argv = dockerStartAttached(bin, result.value);
    const started = await host.run({
      argv,
      timeoutMs: 30_000,
      read: ({ stdout }) => ({ ok: true, value: stdout }),
    });
    await body(result.value, started.output.stdout);
  } finally {
    await host.run(dockerRemove(bin, [result.value]));
  }
}

for (const [bin, options] of ENGINES) {
  Deno.test({
    name: `dockerCreate() mounts paths with every odd character with ${bin}`,
    ...options,
    async fn() {
      const dir = await Deno.makeTempDir({ prefix: "qa-create-" });
      const source = `${dir}/a, "b":ro\n=c,readonly`;
      await Deno.mkdir(source);
      await Deno.writeTextFile(`${source}/file`, "seen");
      const mounts = [{ source, target: '/w/x, "y"', readOnly: false }];
      const argv = ["-c", 'cat "/w/x, \\"y\\"/file"; echo new > "/w/x, \\"y\\"/made"'];
      await inContainer(bin, { mounts, argv }, async (_, stdout) => {
        assertEquals(stdout, "seen");
        assertEquals(await Deno.readTextFile(`${source}/made`), "new\n");
      });
      await Deno.remove(dir, { recursive: true });
    },
  });

  Deno.test({
    name:
      `dockerCreate() hands values on exactly, and its own engine's are not disturbed with ${bin}`,
    ...options,
    async fn() {
      const env = {
        A: "",
        B: " a\nb=c\"' ",
        DOCKER_HOST: "unix:///nowhere",
        HOME: "/h",
        QA_NOT_SET_ANYWHERE: null,
      };
      const argv = [
        "-c",
        'printf "[%s]" "$A" "$B" "$DOCKER_HOST" "$HOME" "${QA_NOT_SET_ANYWHERE-unset}"',
      ];
      await inContainer(bin, { env, argv }, (_, stdout) => {
        assertEquals(stdout, `[][ a\nb=c"' ][unix:///nowhere][/h][unset]`);
        return Promise.resolve();
      });
    },
  });

  Deno.test({
    name: `dockerCreate() refuses an image that looks like an option with ${bin}`,
    ...options,
    async fn() {
      const request = { ...REQUEST, image: "--privileged", name: `qa-create-${host.randomHex(6)}` };
      const { result } = await host.run(dockerCreate(bin, request));
      assertEquals(!result.ok && result.error.kind, "engine-refused");
    },
  });

  Deno.test({
    name:
      `dockerInspect(), dockerPs() and dockerCopyText() tell the end of a container with ${bin}`,
    ...options,
    async fn() {
      const argv = ["-c", "echo text > /file; exit 7"];
      const test = `t${host.randomHex(6)}`;
      await inContainer(bin, { argv, labels: { "qa.test": test } }, async (id) => {
        const inspected = await host.run(dockerInspect(bin, id));
        assert(inspected.result.ok && inspected.result.value !== null);
        const { state } = inspected.result.value;
        assertEquals([state.id, state.status, state.exitCode], [id, "exited", 7]);
        const listed = await host.run(dockerPs(bin, [`qa.test=${test}`]));
        assert(listed.result.ok);
        assertEquals(listed.result.value.map(({ id, state }) => [id, state]), [[id, "exited"]]);
        assertEquals(listed.result.value[0]?.labels["qa.test"], test);
        const copied = await host.run(dockerCopyText(bin, id, "/file"));
        assertEquals(copied.result, { ok: true, value: "text\n" });
        const gone = await host.run(dockerCopyText(bin, id, "/nosuch"));
        assertEquals(gone.result, { ok: true, value: null });
      });
    },
  });
}
