import type { ModelAnswer, ModelOpinion } from "../model/model_opinion.ts";
import type { SignalText } from "../model/signature.ts";

/** A quotation of a few characters stands everywhere, and proves nothing. */
const QUOTE_MIN = 8;

/** What is left of an answer once every claim was held against the texts it was made from. */
export type CheckedClaims = Pick<ModelOpinion, "status" | "claims" | "dropped" | "needs">;

/**
 * Keeps the claims whose quotation stands, character by character, in the text that they name. One that
 * claims something and has nothing left to prove it with has explained nothing.
 */
export function checkClaims(answer: ModelAnswer, texts: readonly SignalText[]): CheckedClaims {
  const claims = answer.claims.flatMap((claim) => {
    const quote = claim.quote.trim();
    const found = quote.length < QUOTE_MIN ? null : findQuote(quote, claim.source, texts);
    return found === null ? [] : [{ claim: claim.claim, quote, ...found }];
  });
  const explains = answer.status === "explained" && claims.length > 0;
  return {
    status: explains ? "explained" : "more-information-needed",
    claims,
    dropped: answer.claims.length - claims.length,
    needs: answer.needs,
  };
}

/** Where a quotation stands; null where it does not stand in the named text. */
function findQuote(quote: string, source: string, texts: readonly SignalText[]) {
  for (const text of texts) {
    if (text.source !== source) continue;
    const at = text.text.indexOf(quote);
    if (at === -1) continue;
    return { source, line: text.firstLine + text.text.slice(0, at).split("\n").length - 1 };
  }
  return null;
}
