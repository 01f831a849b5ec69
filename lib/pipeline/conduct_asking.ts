import type { Asking } from "../model/gate.ts";
import type { AnswerRights, GateAnswers } from "../model/verdict_input.ts";

/** Plays a conversation to its end: what it asks for is answered, batch by batch, until it returns. */
export async function conductAsking<T>(
  asking: Asking<T>,
  answers: GateAnswers,
  rights: AnswerRights,
): Promise<T> {
  let step = asking.next();
  while (step.done !== true) step = asking.next(await answers.answer(step.value, rights));
  return step.value;
}
