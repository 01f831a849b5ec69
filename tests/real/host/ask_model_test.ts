import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openMachine } from "../../../lib/host/machine.ts";
import type { Host } from "../../../lib/host/host.ts";
import { askModel } from "../../../lib/observe/ask_model.ts";

const ANSWER = { status: "explained", claims: [], needs: ["the log"] };
const MESSAGES = [{ role: "user", content: "why?" }] as const;

function completion(content: string): Response {
  return Response.json({ choices: [{ message: { content } }] });
}

/** A server on the loopback that speaks the protocol, in whatever way a test wants. */
function serve(answer: (request: Request, count: number) => Response | Promise<Response>) {
  const seen: { path: string; key: string | null; body: string }[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      const body = await request.text();
      seen.push({ path: pathname, key: request.headers.get("authorization"), body });
      return await answer(request, seen.length);
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/v1`,
    seen,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The real machine, with this key in its environment. */
function machine(key: string | null): Host {
  return { ...openMachine(), environment: () => key === null ? {} : { QA_LLM_KEY: key } };
}

async function ask(url: string, { key = null as string | null, timeoutMs = 60_000 } = {}) {
  return await askModel(machine(key), { url, model: "small", timeoutMs }, MESSAGES);
}

Deno.test("askModel() asks once, with the key from the environment", async () => {
  await using server = serve(() => completion(JSON.stringify(ANSWER)));
  const asked = await ask(`${server.url}/`, { key: "k-123" });
  assert(asked.ok, JSON.stringify(asked));
  assertEquals([asked.value.model, asked.value.answer.needs], ["small", ["the log"]]);
  const [only] = server.seen;
  assertEquals([server.seen.length, only?.path], [1, "/v1/chat/completions"]);
  assertEquals(only?.key, "Bearer k-123");
  const sent = JSON.parse(only?.body ?? "");
  assertEquals([sent.model, sent.stream, sent.messages], ["small", false, MESSAGES]);
});

Deno.test("askModel() takes the first model that the server names", async () => {
  await using server = serve((request) =>
    request.url.endsWith("/models")
      ? Response.json({ data: [{ id: "tiny" }, { id: "huge" }] })
      : completion(JSON.stringify(ANSWER))
  );
  const asked = await askModel(
    machine(null),
    { url: server.url, model: null, timeoutMs: 60_000 },
    MESSAGES,
  );
  assertEquals(asked.ok && asked.value.model, "tiny");
  assertEquals(server.seen.map(({ key }) => key), [null, null]);
});

Deno.test("askModel() tries once more where the server is busy, and not a third time", async () => {
  const busy = () => new Response("slow down", { status: 429, headers: { "retry-after": "0" } });
  await using once = serve((_, count) => count === 1 ? busy() : completion(JSON.stringify(ANSWER)));
  assert((await ask(once.url)).ok);
  await using always = serve(busy);
  const asked = await ask(always.url);
  assertEquals(asked, { ok: false, error: "the server answered 429: slow down" });
  assertEquals([once.seen.length, always.seen.length], [2, 2]);
});

Deno.test("askModel() does not wait for a server that wants a long pause", async () => {
  const headers = { "retry-after": "3600" };
  await using server = serve(() => new Response("", { status: 429, headers }));
  assertEquals(await ask(server.url), { ok: false, error: "the server answered 429" });
  assertEquals(server.seen.length, 1);
});

Deno.test("askModel() gives up on a server that stalls, before and in the middle of its answer", async () => {
  const over = Promise.withResolvers<void>();
  const stalled = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new TextEncoder().encode('{"choices": [')),
  });
  await using silent = serve(() => over.promise.then(() => new Response("late")));
  await using half = serve(() => new Response(stalled));
  for (const { url } of [half, silent]) {
    const asked = await ask(url, { timeoutMs: 500 });
    assert(!asked.ok && typeof asked.error === "object" && asked.error.kind === "network");
    assertEquals(asked.error.code, "timeout");
  }
  over.resolve();
});

Deno.test("askModel() reads a stream that was not asked for", async () => {
  const text = JSON.stringify(ANSWER);
  const lines = [...text].map((content) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`
  );
  await using server = serve(() => new Response(`${lines.join("")}data: [DONE]\n\n`));
  const asked = await ask(server.url);
  assertEquals(asked.ok && asked.value.answer.status, "explained");
});

Deno.test("askModel() takes garbage, floods, redirects and refusals for what they are", async () => {
  await using garbage = serve(() => new Response(new Uint8Array([0xff, 0, 0x80, 0x1b])));
  const odd = await ask(garbage.url);
  assertEquals(odd, { ok: false, error: "the server's answer is no chat completion" });
  await using flood = serve(() => new Response("x".repeat(3 * 1024 ** 2)));
  const long = await ask(flood.url);
  assertEquals(long, { ok: false, error: "the server's answer is longer than a megabyte" });
  await using other = serve(() => completion(JSON.stringify(ANSWER)));
  await using moved = serve(() => Response.redirect(`${other.url}/chat/completions`));
  const followed = await ask(moved.url, { key: "k-123" });
  assert(!followed.ok);
  assertEquals(other.seen.length, 0);
  await using locked = serve(() => Response.json({ error: "no such key" }, { status: 401 }));
  const refused = await ask(locked.url);
  assertEquals(refused, { ok: false, error: 'the server answered 401: {"error":"no such key"}' });
});

Deno.test("askModel() names the address that nobody listens at, without what is secret in it", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  const asked = await ask(`http://user:secret@127.0.0.1:${port}/v1`);
  assert(!asked.ok && typeof asked.error === "object" && asked.error.kind === "network");
  assertEquals([asked.error.code, asked.error.address], [
    "refused",
    `http://127.0.0.1:${port}/v1/chat/completions`,
  ]);
  assertEquals(JSON.stringify(asked).includes("secret"), false);
  assertStringIncludes(asked.error.detail, "refused");
});
