import type { ModelOpinion } from "../model/model_opinion.ts";
import { cleanLine } from "./clean_terminal.ts";
import { explainQuote } from "./explain_quote.ts";

/** What a language model says of a failure, visibly as its own, without a break at the end. */
export function formatOpinion({ said_by, status, claims, dropped, needs }: ModelOpinion): string {
  const model = cleanLine(said_by);
  const isOpen = status === "more-information-needed";
  return [
    claims.length === 0
      ? `${model} (a language model; it decides nothing) says: more information is needed.`
      : `${model} (a language model; it decides nothing) says, and quotes:`,
    ...claims.flatMap((claim) => [`  ${cleanLine(claim.claim)}`, `    ${explainQuote(claim)}`]),
    ...(isOpen && claims.length > 0 ? ["  It says too that more information is needed."] : []),
    ...(needs.length === 0 ? [] : [`  It would have to see: ${needs.map(cleanLine).join("; ")}`]),
    ...(dropped === 0 ? [] : [
      `  Not shown, because it quotes nothing that is there: ${
        dropped === 1 ? "1 claim" : `${dropped} claims`
      }`,
    ]),
  ].join("\n");
}
