import { checkClaims } from "../classify/check_claims.ts";
import { formatModelPrompt } from "../formats/model_prompt.ts";
import type { Host } from "../host/host.ts";
import type { ModelAddress } from "../model/model_address.ts";
import type { ModelAnswer, ModelOpinion } from "../model/model_opinion.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Classification, SignalText } from "../model/signature.ts";
import { askModel } from "../observe/ask_model.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { formatDuration } from "../report/format_duration.ts";

/** What a language model is asked about. */
export interface OpinionRequest {
  readonly address: ModelAddress;
  readonly texts: readonly SignalText[];
  readonly known: Pick<Classification, "class" | "confidence">;
  /** Takes out what must leave this machine as little as it may be shown. */
  readonly clean: (text: string) => string;
}

/**
 * What a language model says of a failure, with the claims whose quotations really stand in the
 * evidence; else one sentence why it said nothing. Neither the evidence it is sent nor what comes back
 * holds a secret that is known here.
 */
export async function askOpinion(
  host: Host,
  { address, texts, known, clean }: OpinionRequest,
): Promise<Result<ModelOpinion, string>> {
  const shown = texts.filter(({ text }) => text.trim() !== "")
    .map((one) => ({ ...one, source: clean(one.source), text: clean(one.text) }));
  if (shown.length === 0) return err("there is no text that it could be shown");
  const asked = await askModel(host, address, formatModelPrompt(shown, known));
  if (!asked.ok) return err(clean(explain(asked.error, address)));
  const answer = cleanAnswer(asked.value.answer, clean);
  const checked = checkClaims(answer, shown);
  return ok({
    said_by: clean(asked.value.model),
    address: address.url,
    ...checked,
    claims: checked.claims.map((claim) => ({ ...claim, line: lineOf(claim) })),
    needs: [...checked.needs],
  });
}

/** Whoever has a key may repeat it; quotations are of what was cleaned already. */
function cleanAnswer(answer: ModelAnswer, clean: (text: string) => string): ModelAnswer {
  return {
    ...answer,
    claims: answer.claims.map((claim) => ({ ...claim, claim: clean(claim.claim) })),
    needs: answer.needs.map(clean),
  };
}

/** Texts of tests stand within lines of JSON: a line counted in such a text is none of the file. */
function lineOf({ source, line }: ModelOpinion["claims"][number]): number | null {
  return source.endsWith(".jsonl") ? null : line;
}

function explain(error: Problem | string, { url, timeoutMs }: ModelAddress): string {
  if (typeof error === "string") return error;
  if (error.kind === "network" && error.code === "timeout") {
    return `${url} gave no whole answer within ${formatDuration(timeoutMs)}`;
  }
  return explainProblem(error).message;
}
