import type { ModelMessage } from "../formats/model_prompt.ts";
import { readModelAnswer } from "../formats/read_model_answer.ts";
import type { Host } from "../host/host.ts";
import type { HttpAnswer, HttpCall } from "../model/http.ts";
import { MODEL_KEY, type ModelAddress } from "../model/model_address.ts";
import type { ModelAnswer } from "../model/model_opinion.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** What a model said, and which one it was. */
export interface AskedModel {
  readonly model: string;
  readonly answer: ModelAnswer;
}

const ANSWER_BYTES = 1024 ** 2;
const RETRY_WAIT_MS = 1_000;
/** A server that asks for a longer pause is not waited for. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Asks a language model once, and once more where the server is busy or gone. Everything it may send
 * is bounded; whatever it does wrong is one sentence, for a warning.
 */
export async function askModel(
  host: Host,
  address: ModelAddress,
  messages: readonly ModelMessage[],
): Promise<Result<AskedModel, Problem | string>> {
  const model = address.model ?? await firstModel(host, address);
  const call = callFor(host, address, {
    path: "chat/completions",
    body: { model, messages, temperature: 0, stream: false },
  });
  const answered = await sendTwice(host, call);
  if (!answered.ok) return answered;
  const { status, text, isCut } = answered.value;
  if (status !== 200) return err(`the server answered ${status}${explain(text)}`);
  if (isCut) return err("the server's answer is longer than a megabyte");
  const answer = readModelAnswer(text);
  return answer.ok ? ok({ model, answer: answer.value }) : answer;
}

async function sendTwice(host: Host, call: HttpCall): Promise<Result<HttpAnswer, Problem>> {
  const first = await host.sendRequest(call);
  const waitMs = pauseAfter(first);
  if (waitMs === null) return first;
  await host.sleep(waitMs);
  return await host.sendRequest(call);
}

/** How long to wait before the one retry; null where another try would be no better. */
function pauseAfter(result: Result<HttpAnswer, Problem>): number | null {
  if (!result.ok) {
    const isLate = result.error.kind === "network" && result.error.code === "timeout";
    return isLate ? null : RETRY_WAIT_MS;
  }
  const { status, headers } = result.value;
  if (status !== 429 && status < 500) return null;
  const told = headers["retry-after"] ?? "";
  const waitMs = /^\d+$/.test(told) ? Number(told) * 1000 : RETRY_WAIT_MS;
  return waitMs <= LONGEST_WAIT_MS ? waitMs : null;
}

/** What the server calls its first model; servers with one model take any name. */
async function firstModel(host: Host, address: ModelAddress): Promise<string> {
  const answered = await host.sendRequest(callFor(host, address, { path: "models", body: null }));
  const found = answered.ok ? /"id"\s*:\s*"([^"\\]{1,200})"/.exec(answered.value.text) : null;
  return found?.[1] ?? "default";
}

function callFor(
  host: Host,
  { url, timeoutMs }: ModelAddress,
  { path, body }: { readonly path: string; readonly body: object | null },
): HttpCall {
  const key = host.environment()[MODEL_KEY] ?? "";
  return {
    method: body === null ? "GET" : "POST",
    url: `${url.replace(/\/+$/, "")}/${path}`,
    headers: {
      accept: "application/json",
      ...(body !== null && { "content-type": "application/json" }),
      ...(key !== "" && { authorization: `Bearer ${key}` }),
    },
    body: body === null ? null : JSON.stringify(body),
    timeoutMs,
    maxBytes: ANSWER_BYTES,
  };
}

/** The beginning of what a server says of its refusal. */
function explain(text: string): string {
  const words = text.replace(/\s+/g, " ").trim().slice(0, 200);
  return words === "" ? "" : `: ${words}`;
}
