import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import type { FallbackReason } from "../../../lib/model/verdict.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireRoot } from "../../support/require_root.ts";
import { UNPRIVILEGED } from "../../support/unprivileged.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { type GateCall, openProject, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });

/** One suite with a failsafe and one without, so that both halves of a fallback are seen. */
function project(container: object = {}) {
  return openProject({
    "qa.jsonc": {
      jobs: 1,
      container: { image: "qa-gate-test-busybox:1", network: "none", ...container },
      suites: [
        { name: "both", command: ["/bin/sh", "-c", "echo ran"], failsafe: true },
        { name: "inside", command: ["/bin/sh", "-c", "true"] },
      ],
    },
    "Dockerfile.broken": "FROM qa-gate-test-nowhere:1\n",
  });
}

/** Expects the failsafe for this reason before anything ran; gives the run for further questions. */
async function expectFallback(
  root: string,
  reason: FallbackReason,
  { args = [], ...call }: GateCall & { readonly args?: readonly string[] } = {},
) {
  const end = await runGate(root, args, call);
  const files = await checkRun(end);
  const said = `${end.stdout}\n${end.stderr}`;
  assertEquals(files.error?.reason, reason, said);
  assertEquals(
    [end.exit, files.results.verdict, files.run.mode],
    [0, "degraded", "failsafe"],
    said,
  );
  assertEquals([files.error?.what, files.error?.at], ["fell-back", "preflight"]);
  assert(files.error?.hint !== "", "a fallback without a hint");
  assertEquals(files.results.not_checked.map(({ suite }) => suite), ["inside"]);
  assertStringIncludes(files.run.why_this_mode, reason);
  assertStringIncludes(end.stdout, files.error?.hint ?? "?");
  return { ...files, end };
}

Deno.test("qa_gate falls back: docker-missing", async () => {
  await using where = await project();
  await expectFallback(where.root, "docker-missing", { env: { PATH: "/nowhere" } });
  await expectFallback(where.root, "docker-missing", { args: ["--docker-bin", "/nope"] });
});

Deno.test("qa_gate falls back: docker-missing, for a file that is no client", async () => {
  await using where = await project();
  const fake = join(where.root, "docker");
  await Deno.writeTextFile(fake, "not a program\n");
  await expectFallback(where.root, "docker-missing", { args: ["--docker-bin", fake] });
  await Deno.chmod(fake, 0o755);
  await expectFallback(where.root, "docker-missing", { args: ["--docker-bin", fake] });
});

Deno.test({
  name: "qa_gate falls back: daemon-unreachable, within a blink",
  ...needs,
  async fn() {
    await using where = await project();
    const env = { DOCKER_HOST: `unix://${where.root}/none.sock` };
    const { end, results } = await expectFallback(where.root, "daemon-unreachable", { env });
    assert(results.duration_ms < 2_000, `${results.duration_ms} ms`);
    assertStringIncludes(end.stdout, "none.sock");
  },
});

Deno.test({
  name: "qa_gate falls back: daemon-too-slow, for an engine that accepts and never answers",
  ...needs,
  async fn() {
    await using where = await project();
    const path = join(where.root, "mute.sock");
    using listener = Deno.listen({ transport: "unix", path });
    const accepted: Deno.Conn[] = [];
    const accepting = (async () => {
      for await (const connection of listener) accepted.push(connection);
    })();
    const env = { DOCKER_HOST: `unix://${path}` };
    const { results } = await expectFallback(where.root, "daemon-too-slow", { env });
    assert(results.duration_ms < 6_500, `${results.duration_ms} ms`);
    for (const connection of accepted) connection.close();
    listener.close();
    await accepting;
  },
});

Deno.test({
  name: "qa_gate falls back: daemon-permission-denied",
  ignore: needs.ignore || requireRoot("setpriv").ignore,
  async fn() {
    await using where = await project();
    await Deno.chown(where.root, 65534, 65534);
    const prefix = UNPRIVILEGED;
    const env = { HOME: where.root };
    await expectFallback(where.root, "daemon-permission-denied", { prefix, env });
  },
});

Deno.test({
  name: "qa_gate falls back: image-missing",
  ...needs,
  async fn() {
    await using where = await project({ image: "qa-gate-test-nowhere:1" });
    const { error } = await expectFallback(where.root, "image-missing", {
      args: ["--pull", "never"],
    });
    assertStringIncludes(error?.problem ?? "", "qa-gate-test-nowhere:1");
  },
});

Deno.test({
  name: "qa_gate falls back: image-pull-failed, whatever the registry answers",
  ...needs,
  async fn() {
    let status = 0;
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      () => new Response('{"errors":[{"code":"UNKNOWN","message":"no"}]}', { status }),
    );
    const registry = `127.0.0.1:${server.addr.port}`;
    await using where = await project({ image: `${registry}/shop/tests:1` });
    for (status of [401, 404, 429, 503]) await expectFallback(where.root, "image-pull-failed");
    await server.shutdown();
    await expectFallback(where.root, "image-pull-failed");
  },
});

Deno.test({
  name: "qa_gate falls back: image-build-failed",
  ...needs,
  async fn() {
    await using where = await project({
      image: undefined,
      build: { context: ".", dockerfile: "Dockerfile.broken" },
    });
    const { error } = await expectFallback(where.root, "image-build-failed");
    assertStringIncludes(error?.detail ?? "", "qa-gate-test-nowhere");
  },
});
