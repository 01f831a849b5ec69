import { answerRegistry, type RegistryAnswer, type RegistryFault } from "./registry_answers.ts";
import type { RegistryImage } from "./registry_image.ts";

export type { RegistryFault } from "./registry_answers.ts";

/** A registry on the loopback, which engines ask without TLS; it ends with its scope. */
export interface FakeRegistry extends AsyncDisposable {
  /** `127.0.0.1:<port>/qa-gate/tests:<fault>`. */
  readonly reference: string;
  /** Requests so far, as `GET /v2/…`, in order. */
  readonly requests: readonly string[];
  /** How many pulls were begun, this one included. */
  pulls(): number;
}

/** How a registry behaves. */
export interface RegistryScript {
  /** One for each pull, the last for all that follow. */
  readonly faults: readonly RegistryFault[];
  readonly image: RegistryImage;
  /** A free one unless said. */
  readonly port?: number;
}

/** An engine asks each once per pull, or only one of them. */
const BEGINNINGS = [/^GET \/v2\/$/, /^HEAD .*\/manifests\/(?!sha256:)/];
const HEAD_BYTES = 16 * 1024;

/**
 * Opens a registry that answers as the faults say. It speaks HTTP/1.1 itself, because a server
 * library would not break off, stay silent, or send less than it promised.
 */
export function openFakeRegistry({ faults, image, port = 0 }: RegistryScript): FakeRegistry {
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  const requests: string[] = [];
  const open = new Set<Deno.Conn>();
  const closed = new AbortController();
  const pulls = (): number =>
    Math.max(...BEGINNINGS.map((begins) => requests.filter((one) => begins.test(one)).length));
  const faultNow = (): RegistryFault =>
    faults[Math.min(Math.max(pulls(), 1), faults.length) - 1] ?? "none";

  async function serve(connection: Deno.Conn): Promise<void> {
    open.add(connection);
    try {
      for (let head = await readHead(connection); head; head = await readHead(connection)) {
        const [method = "", target = ""] = head.split(" ", 2);
        requests.push(`${method} ${target}`);
        const answer = answerRegistry({ method, path: target, image, fault: faultNow() });
        if (!await send(connection, answer, { method, signal: closed.signal })) break;
      }
    } catch {
      // The engine hung up: a pull was given up, or the client was killed.
    }
    open.delete(connection);
    close(connection);
  }

  const serving: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) serving.push(serve(connection));
  })();
  return {
    reference: `127.0.0.1:${listener.addr.port}/qa-gate/tests:${faults.at(-1) ?? "none"}`,
    requests,
    pulls,
    [Symbol.asyncDispose]: async () => {
      closed.abort();
      listener.close();
      for (const connection of open) close(connection);
      await accepting;
      await Promise.all(serving);
    },
  };
}

/** The head of the next request, or null when there is none or it is no HTTP (engines try TLS first). */
async function readHead(connection: Deno.Conn): Promise<string | null> {
  const bytes = new Uint8Array(HEAD_BYTES);
  let size = 0;
  while (size < HEAD_BYTES) {
    const count = await connection.read(bytes.subarray(size));
    if (count === null) return null;
    size += count;
    const text = new TextDecoder("latin1").decode(bytes.subarray(0, size));
    if (!/^[A-Z]/.test(text)) return null;
    if (text.includes("\r\n\r\n")) return text;
  }
  return null;
}

/** False when the connection is not to be used again. */
async function send(
  connection: Deno.Conn,
  answer: RegistryAnswer,
  { method, signal }: { method: string; signal: AbortSignal },
): Promise<boolean> {
  if (answer.breaks === "before-head") return false;
  if (answer.breaks === "silent") return await untilAborted(signal);
  const headers = Object.entries({
    "Content-Length": `${answer.body.length}`,
    "Docker-Distribution-Api-Version": "registry/2.0",
    ...answer.headers,
  });
  const head = `HTTP/1.1 ${answer.status} ${answer.statusText}\r\n` +
    headers.map(([name, value]) => `${name}: ${value}\r\n`).join("") + "\r\n";
  await writeAll(connection, new TextEncoder().encode(head));
  if (method === "HEAD") return true;
  if (answer.breaks === null) return await writeAll(connection, answer.body);
  if (answer.breaks === "drips") return await drip(connection, answer.body, signal);
  await writeAll(connection, answer.body.subarray(0, answer.body.length >> 1));
  return answer.breaks === "in-body" ? false : await untilAborted(signal);
}

const DRIPS = 20;
const DRIP_MS = 250;

/** A slow line: all of it comes, in small pieces over five seconds. */
async function drip(
  connection: Deno.Conn,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<boolean> {
  const size = Math.ceil(body.length / DRIPS);
  for (let at = 0; at < body.length && !signal.aborted; at += size) {
    await writeAll(connection, body.subarray(at, at + size));
    await new Promise((resolve) => setTimeout(resolve, DRIP_MS));
  }
  return true;
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<true> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
  return true;
}

function untilAborted(signal: AbortSignal): Promise<false> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(false), { once: true });
  });
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // Closed already, by the other path.
  }
}
