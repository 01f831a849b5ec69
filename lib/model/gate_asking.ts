import type { Asking, GateAnswer, GateRequest, Unread } from "./gate.ts";

/** The answer to one kind of request, or why there is none. */
export type AnswerOf<As extends GateRequest["as"]> =
  | Extract<GateAnswer, { readonly is: As }>
  | Unread;

/** Asks for one thing: `const read = yield* ask({ as: "json", path })`. */
export function* ask<As extends GateRequest["as"]>(
  request: Extract<GateRequest, { readonly as: As }>,
): Asking<AnswerOf<As>> {
  const [answer] = yield [request];
  return ofKind(request.as, answer);
}

/** Asks for many things of one kind at once; the answers come in the order of the requests. */
export function* askAll<As extends GateRequest["as"]>(
  requests: readonly Extract<GateRequest, { readonly as: As }>[],
): Asking<readonly AnswerOf<As>[]> {
  if (requests.length === 0) return [];
  const answers = yield requests;
  return requests.map((request, index) => ofKind(request.as as As, answers[index]));
}

/** An answer of another kind than its request is a bug of whoever answers. */
function ofKind<As extends GateRequest["as"]>(
  as: As,
  answer: GateAnswer | undefined,
): AnswerOf<As> {
  if (answer?.is !== as && answer?.is !== "unread") {
    throw new Error(`a request for ${as} was answered with ${answer?.is ?? "nothing"}`);
  }
  return answer as AnswerOf<As>;
}
