import { join } from "@std/path";
import { type EngineCall, nameCall } from "./engine_proxy_calls.ts";
import { type Fault, type FaultRule, makeReply, pickFaults } from "./engine_proxy_faults.ts";
import { headForEngine, readBody, readRequest, type RequestHead } from "./engine_proxy_request.ts";
import { onCleanup } from "./on_cleanup.ts";

/** A call that went through the proxy, and what was done to it. */
export interface ProxiedCall {
  readonly call: EngineCall;
  readonly method: string;
  readonly target: string;
  readonly fault: Fault | null;
}

/** A proxy in front of an engine's socket; every connection of it ends with its scope. */
export interface EngineProxy extends AsyncDisposable {
  /** Variables that lead a docker client to it. */
  readonly env: Readonly<Record<string, string>>;
  /** Every call so far, in order of arrival. */
  readonly calls: readonly ProxiedCall[];
  /** Waits until every call that reaches the engine late has reached it and was answered. */
  settled(): Promise<void>;
}

/** How a proxy is started. */
export interface ProxyOptions {
  readonly rules?: readonly FaultRule[];
  /** Socket of the engine; that of DOCKER_HOST, or the usual one, unless said. */
  readonly socket?: string;
}

/** The socket of an engine by the variables that lead a client to it. */
export function socketOf(env: Readonly<Record<string, string>> = {}): string {
  const address = env["DOCKER_HOST"] ?? Deno.env.get("DOCKER_HOST") ?? "";
  return address.startsWith("unix://") ? address.slice(7) : "/var/run/docker.sock";
}

/**
 * Listens on a socket of its own and passes what docker clients say on to the engine, but for the
 * calls on which a fault is laid. Each request has its own connection to the engine, also streams
 * and the raw ones of attach; nothing that either side does ends the proxy.
 */
export async function startProxy(options: ProxyOptions = {}): Promise<EngineProxy> {
  const home = await Deno.makeTempDir({ prefix: "qa-proxy-" });
  await Deno.chmod(home, 0o755);
  const path = join(home, "docker.sock");
  const listener = Deno.listen({ transport: "unix", path });
  const over = new AbortController();
  const calls: ProxiedCall[] = [];
  const parts: Parts = {
    socket: options.socket ?? socketOf(),
    pick: pickFaults(options.rules ?? []),
    calls,
    open: new Set(),
    late: [],
    over: over.signal,
  };
  const serving = new Set<Promise<void>>();
  const accepting = (async () => {
    for await (const client of listener) {
      const served = serve(parts, client);
      serving.add(served);
      served.finally(() => serving.delete(served));
    }
  })();
  return {
    env: { DOCKER_HOST: `unix://${path}` },
    calls,
    settled: async () => {
      await Promise.all(parts.late);
    },
    ...onCleanup(async () => {
      listener.close();
      over.abort();
      await accepting;
      for (const conn of parts.open) end(parts, conn);
      await Promise.all(serving);
      await Deno.remove(home, { recursive: true });
    }),
  };
}

interface Parts {
  readonly socket: string;
  readonly pick: (call: EngineCall) => Fault | null;
  readonly calls: ProxiedCall[];
  /** Every connection that is not closed yet. */
  readonly open: Set<Deno.Conn>;
  /** Calls that are held back for later. */
  readonly late: Promise<void>[];
  /** Aborted when the proxy ends. */
  readonly over: AbortSignal;
}

async function serve(parts: Parts, client: Deno.Conn): Promise<void> {
  parts.open.add(client);
  try {
    const head = await readRequest(client);
    if (head !== null) await answer(parts, client, head);
  } catch (cause) {
    // A side that leaves in the middle is what this is for; anything else is a bug of the proxy.
    if (!isGone(cause)) throw cause;
  } finally {
    end(parts, client);
  }
}

async function answer(parts: Parts, client: Deno.Conn, head: RequestHead): Promise<void> {
  const { method, target } = head;
  const call = nameCall(method, target);
  const fault = parts.pick(call);
  parts.calls.push({ call, method, target, fault });
  switch (fault?.kind) {
    case "refuse":
      return;
    case "status":
    case "html":
      await readBody(client, head);
      return await writeAll(client, makeReply(fault, method) ?? new Uint8Array());
    case "hang":
      return void await copy(client, null);
    case "late":
      return await forwardLate(parts, client, head, fault.ms);
    case "delay":
      await pause(fault.ms, parts.over);
      return await forward(parts, client, head, Infinity);
    case "lose-reply":
      return await forward(parts, client, head, 0);
    case "cut":
      return await forward(parts, client, head, fault.afterBytes);
    case undefined:
      return await forward(parts, client, head, Infinity);
  }
}

/** Passes a request on and so many bytes of its reply back; the engine has begun to answer by then. */
async function forward(
  parts: Parts,
  client: Deno.Conn,
  head: RequestHead,
  replyBytes: number,
): Promise<void> {
  const engine = await connect(parts);
  await writeAll(engine, headForEngine(head));
  await writeAll(engine, head.rest);
  const asking = copy(client, engine).then(() => leave(parts, engine, head.upgrades));
  await copy(engine, client, replyBytes);
  end(parts, engine);
  end(parts, client);
  await asking;
}

/** A client that has left wants no reply; one of a raw stream may only have nothing more to say. */
async function leave(parts: Parts, engine: Deno.Conn, upgrades: boolean): Promise<void> {
  if (!upgrades) return end(parts, engine);
  await engine.closeWrite().catch(() => {});
}

/** The client hears nothing and may leave; either way the engine will be asked. */
async function forwardLate(
  parts: Parts,
  client: Deno.Conn,
  head: RequestHead,
  ms: number,
): Promise<void> {
  const body = await readBody(client, head);
  const asked = askLate(parts, head, body, ms);
  parts.late.push(asked);
  const waiting = copy(client, null);
  await asked;
  end(parts, client);
  await waiting;
}

async function askLate(
  parts: Parts,
  head: RequestHead,
  body: Uint8Array,
  ms: number,
): Promise<void> {
  await pause(ms, parts.over);
  if (parts.over.aborted) return;
  try {
    const engine = await connect(parts);
    await writeAll(engine, headForEngine(head));
    await writeAll(engine, body);
    // Once it begins to answer it has done it; a stream would never end.
    await copy(engine, null, 1);
    end(parts, engine);
  } catch (cause) {
    if (!isGone(cause)) throw cause;
  }
}

async function connect(parts: Parts): Promise<Deno.UnixConn> {
  const engine = await Deno.connect({ transport: "unix", path: parts.socket });
  parts.open.add(engine);
  if (!parts.over.aborted) return engine;
  end(parts, engine);
  throw new Deno.errors.BadResource("the proxy has ended");
}

/** Copies until an end, either side's leaving, or the limit; with nobody to copy to, it only reads. */
async function copy(from: Deno.Conn, to: Deno.Conn | null, limit = Infinity): Promise<void> {
  const chunk = new Uint8Array(64 * 1024);
  let left = limit;
  try {
    for (;;) {
      const count = await from.read(chunk);
      if (count === null) return;
      if (to !== null) await writeAll(to, chunk.subarray(0, Math.min(count, left)));
      left -= count;
      if (left <= 0) return;
    }
  } catch (cause) {
    if (!isGone(cause)) throw cause;
  }
}

async function writeAll(to: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await to.write(bytes.subarray(at));
}

function end(parts: Parts, conn: Deno.Conn): void {
  if (parts.open.delete(conn)) conn.close();
}

/** True for what a socket says when its other side, or we, have closed it. */
function isGone(cause: unknown): boolean {
  const { BadResource, BrokenPipe, ConnectionReset, ConnectionRefused, Interrupted } = Deno.errors;
  const { NotConnected, NotFound } = Deno.errors;
  return [
    ...[BadResource, BrokenPipe, ConnectionReset, ConnectionRefused, Interrupted],
    ...[NotConnected, NotFound],
  ].some((kind) => cause instanceof kind);
}

function pause(ms: number, until: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (until.aborted) resolve();
  const timer = setTimeout(resolve, ms);
  until.addEventListener("abort", () => resolve(), { once: true });
  return promise.finally(() => clearTimeout(timer));
}
