import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { askDocker } from "../../support/ask_docker.ts";
import { startProxy } from "../../support/engine_proxy.ts";
import type { Fault } from "../../support/engine_proxy_faults.ts";
import { onCleanup } from "../../support/on_cleanup.ts";
import { requireDocker } from "../../support/require_docker.ts";

const LONG = "x".repeat(300_000);

/** An engine that tells what it was asked, on a socket of its own. */
async function startEcho() {
  const home = await Deno.makeTempDir({ prefix: "qa-echo-" });
  const path = join(home, "echo.sock");
  const asked: string[] = [];
  const server = Deno.serve({ path, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    const body = await request.text();
    asked.push(`${request.method} ${pathname} ${body.length}`);
    return new Response(pathname.endsWith("/logs") ? LONG : `you said ${body.length}`);
  });
  return {
    path,
    asked,
    ...onCleanup(async () => {
      await server.shutdown();
      await Deno.remove(home, { recursive: true });
    }),
  };
}

/** Sends one request to a socket and reads whatever comes back until the end. */
async function send(path: string, request: string): Promise<string> {
  using conn = await Deno.connect({ transport: "unix", path });
  await conn.write(new TextEncoder().encode(request));
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of conn.readable) chunks.push(chunk);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.ConnectionReset)) throw cause;
  }
  return await new Blob(chunks as BlobPart[]).text();
}

const CREATE =
  "POST /v1.41/containers/create HTTP/1.1\r\nHost: docker\r\nContent-Length: 5\r\n\r\nhello";
const LOGS = "GET /v1.41/containers/a/logs HTTP/1.1\r\nHost: docker\r\n\r\n";

Deno.test("startProxy() passes a call and its whole reply on when no fault is laid on it", async () => {
  await using engine = await startEcho();
  await using proxy = await startProxy({
    socket: engine.path,
    rules: [{ call: "wait", fault: { kind: "refuse" } }],
  });
  const path = proxy.env["DOCKER_HOST"]?.slice("unix://".length) ?? "";
  assertStringIncludes(await send(path, CREATE), "you said 5");
  const logs = await send(path, LOGS);
  assertEquals(logs.split("x").length - 1 >= LONG.length, true);
  assertEquals(engine.asked, ["POST /v1.41/containers/create 5", "GET /v1.41/containers/a/logs 0"]);
  assertEquals(proxy.calls.map(({ call, fault }) => [call, fault]), [
    ["create", null],
    ["logs", null],
  ]);
});

/** What the client hears under each fault, and whether the engine was asked. */
const FAULTS: readonly (readonly [Fault, string | RegExp, boolean])[] = [
  [{ kind: "status", status: 500 }, "500 Injected", false],
  [{ kind: "html", status: 200 }, "<html>", false],
  [{ kind: "refuse" }, "", false],
  [{ kind: "lose-reply" }, "", true],
  [{ kind: "cut", afterBytes: 12 }, "HTTP/1.1 200", true],
  [{ kind: "delay", ms: 20 }, "you said 5", true],
];

for (const [fault, hears, reaches] of FAULTS) {
  Deno.test(`startProxy() does to a call: ${JSON.stringify(fault)}`, async () => {
    await using engine = await startEcho();
    await using proxy = await startProxy({
      socket: engine.path,
      rules: [{ call: "create", fault }],
    });
    const path = proxy.env["DOCKER_HOST"]?.slice("unix://".length) ?? "";
    const heard = await send(path, CREATE);
    if (hears === "" || fault.kind === "cut") assertEquals(heard, hears);
    else assertStringIncludes(heard, String(hears));
    assertEquals(engine.asked.length, reaches ? 1 : 0);
    assertEquals(proxy.calls[0]?.fault, fault);
  });
}

Deno.test("startProxy() asks the engine late although the client has left", async () => {
  await using engine = await startEcho();
  await using proxy = await startProxy({
    socket: engine.path,
    rules: [{ call: "create", fault: { kind: "late", ms: 50 } }],
  });
  const path = proxy.env["DOCKER_HOST"]?.slice("unix://".length) ?? "";
  const conn = await Deno.connect({ transport: "unix", path });
  await conn.write(new TextEncoder().encode(CREATE));
  conn.close();
  while (engine.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(engine.asked, ["POST /v1.41/containers/create 5"]);
});

Deno.test("startProxy() outlives what is no HTTP, an engine that is away, and its own end with open calls", async () => {
  const proxy = await startProxy({
    socket: "/nowhere.sock",
    rules: [{ call: "wait", fault: { kind: "hang" } }],
  });
  const path = proxy.env["DOCKER_HOST"]?.slice("unix://".length) ?? "";
  assertEquals(await send(path, "\x16\x03\x01 nonsense\r\n\r\n"), "");
  assertEquals(await send(path, LOGS), "");
  const hanging = send(path, "POST /containers/a/wait HTTP/1.1\r\n\r\n");
  while (proxy.calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await proxy[Symbol.asyncDispose]();
  assertEquals(await hanging, "");
  await assertRejects(() => send(path, LOGS));
});

Deno.test({
  name: "startProxy() carries a docker client through create, an attached start and an end",
  ...await requireDocker({ images: ["busybox"] }),
  async fn() {
    await using proxy = await startProxy();
    const argv = ["run", "--rm", "--network=none", "--init", "qa-gate-test-busybox:1"];
    const ran = await askDocker([...argv, "sh", "-c", "echo out; echo err >&2; exit 3"], proxy.env);
    assertEquals(ran, { code: 3, stdout: "out", stderr: "err" });
    const names = new Set(proxy.calls.map(({ call }) => call));
    for (const call of ["ping", "create", "attach", "wait", "start"] as const) {
      assertEquals(names.has(call), true, call);
    }
  },
});
