import type { HttpAnswer, HttpCall } from "../model/http.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/**
 * Sends one request and reads its answer, both within its bounds. No redirect is followed: what a
 * request carries is meant for one address.
 */
export async function sendRequest(call: HttpCall): Promise<Result<HttpAnswer, Problem>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Late()), call.timeoutMs);
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: call.headers,
      ...(call.body !== null && { body: call.body }),
      redirect: "manual",
      signal: call.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, call.signal]),
    });
    const { text, isCut } = await readBody(response, call.maxBytes);
    const headers = Object.fromEntries(response.headers);
    return ok({ status: response.status, headers, text, isCut });
  } catch (cause) {
    return err(describeFailure(call, cause));
  } finally {
    clearTimeout(timer);
    // A server that goes on sending after the bound is not listened to any longer.
    stop.abort();
  }
}

class Late extends Error {}

async function readBody(response: Response, maxBytes: number) {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    sizeBytes += piece.length;
    if (sizeBytes > maxBytes) break;
  }
  const bytes = new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  const text = new TextDecoder().decode(bytes.subarray(0, maxBytes));
  return { text, isCut: sizeBytes > maxBytes };
}

function describeFailure({ url, timeoutMs }: HttpCall, cause: unknown): Problem {
  // Name and password that stand in an address are nobody else's.
  const { origin, pathname } = new URL(url);
  const address = `${origin}${pathname}`;
  if (cause instanceof Late) {
    const detail = `no whole answer within ${timeoutMs} ms`;
    return { kind: "network", address, code: "timeout", detail };
  }
  // "fetch failed" says nothing; what it was caused by does.
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const words = inner instanceof Error ? inner.message : String(inner);
  const isRefused = /refused/i.test(words);
  return { kind: "network", address, code: isRefused ? "refused" : "other", detail: plain(words) };
}

/** Deno tells the whole address in its errors, with whatever secret stands in it. */
function plain(words: string): string {
  return words.replace(/ for url \([^)]*\)/g, "").slice(0, 300);
}
