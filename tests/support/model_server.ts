/** A request that a server of a test has seen. */
export interface SeenRequest {
  readonly path: string;
  /** The header `authorization`. */
  readonly key: string | null;
  readonly body: string;
}

/** A server on the loopback that speaks as language models do, in whatever way a test wants. */
export interface ModelServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

/** Starts one; every request for a completion is answered by this, given what was asked and how often. */
export function serveModel(
  answer: (asked: SeenRequest, count: number) => Response | Promise<Response>,
): ModelServer {
  const seen: SeenRequest[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname: path } = new URL(request.url);
      if (path.endsWith("/models")) return Response.json({ data: [{ id: "tiny" }] });
      const asked = { path, key: request.headers.get("authorization"), body: await request.text() };
      seen.push(asked);
      return await answer(asked, seen.length);
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/v1`,
    seen,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A completion that says this. */
export function completion(content: unknown): Response {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return Response.json({ choices: [{ message: { content: text } }] });
}
