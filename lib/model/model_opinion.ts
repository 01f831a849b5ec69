import * as z from "zod";

/** One thing that a language model says, and the words of the evidence that it says it from. */
export const ModelClaim = z.object({
  claim: z.string().min(1).max(1000).describe("one sentence: what is wrong, or what mends it"),
  quote: z.string().min(1).max(2000).describe("verbatim from one of the texts"),
  source: z.string().max(500).describe("the text it stands in"),
});
export type ModelClaim = z.infer<typeof ModelClaim>;

/** What a language model is asked to answer with. */
export const ModelAnswer = z.object({
  status: z.enum(["explained", "more-information-needed"]),
  claims: z.array(ModelClaim).max(20).default([]),
  needs: z.array(z.string().min(1).max(500)).max(10).default([])
    .describe("what it would have to see"),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

/** What a language model said of a failure, as stored: its own opinion, and no part of any verdict. */
export const ModelOpinion = z.object({
  said_by: z.string().describe("name of the model"),
  address: z.string(),
  status: z.enum(["explained", "more-information-needed"]),
  claims: z.array(
    z.object({
      ...ModelClaim.shape,
      line: z.int().positive().nullable().describe("of the quotation; null: no text of lines"),
    }),
  ).describe("only those whose quotation stands in the text that they name"),
  dropped: z.int().nonnegative().describe("claims without evidence"),
  needs: z.array(z.string()),
});
export type ModelOpinion = z.infer<typeof ModelOpinion>;
