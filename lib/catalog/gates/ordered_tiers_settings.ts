import * as z from "zod";
import { ARTIFACT_FIELDS, PathText } from "./artifact_fields.ts";
import { PointerText } from "./match_pointer.ts";

const TierId = z.string().min(1).max(200);
const Globs = z.array(z.string().min(1).max(500));

const Strict = z.strictObject({
  tiers: z.array(TierId).min(1).describe(
    "tiers that may be claimed only with the certified verdict",
  ),
  verdict: z.strictObject({
    path: PathText.describe("the JSON file that certifies, relative to the root"),
    ...ARTIFACT_FIELDS,
    at: PointerText.default("/overall_verdict").describe("JSON pointer to the verdict"),
    equals: z.union([z.string(), z.boolean()]).default("CERTIFIED")
      .describe("the verdict that certifies; every other one does not"),
  }).describe("what certifies; where it is missing or cannot be read, nothing is certified"),
  needs_at: PointerText.optional().describe(
    "pointer within a strict tier to the verdict that it says it needs; it must be the one above",
  ),
  claimed_at: PointerText.optional().describe(
    "pointer within a tier to whether it is claimed; true is a fault in a strict tier without the verdict",
  ),
});

const Wording = z.strictObject({
  files: Globs.min(1).describe("globs of texts in which claims may stand, relative to the root"),
  except: Globs.default([]).describe(
    "globs of texts that are left out; the file of the tiers always is",
  ),
  allowed_at: PointerText.default("/allowed_claim_language/*").describe(
    "pointer within a tier to its phrases; those of a strict tier without the verdict must stand nowhere",
  ),
  forbidden_at: PointerText.default("/forbidden_claim_language/*").describe(
    "pointer within a tier to what must not be said while it is the highest one in force",
  ),
});

/** Shape of an entry of the kind `ordered-tiers` beside its head. */
export const OrderedTiersSettings = z.strictObject({
  path: PathText.describe("the JSON file with the tiers, relative to the root"),
  ...ARTIFACT_FIELDS,
  list: PointerText.default("/tiers/*").describe("JSON pointer to every tier"),
  id_at: PointerText.default("/id").describe("pointer within a tier to its id"),
  order: z.array(TierId).min(1).max(1000)
    .refine((order) => new Set(order).size === order.length, "a tier is named twice")
    .describe("the ids of all tiers in their canonical order, the lowest first"),
  required_lists: z.array(PointerText).default([])
    .describe("pointers within each tier to lists that must have something in them"),
  strict: Strict.optional().describe("tiers that need a verdict; none unless said"),
  wording: Wording.optional()
    .describe("texts that are searched for what must not be claimed; not searched unless said"),
}).superRefine(({ strict, order }, context) => {
  for (const tier of strict?.tiers ?? []) {
    if (order.includes(tier)) continue;
    const message = `the strict tier ${tier} is not in order`;
    context.addIssue({ code: "custom", path: ["strict", "tiers"], message });
  }
});
/** What an entry of the kind `ordered-tiers` says. */
export type OrderedTiersSettings = z.infer<typeof OrderedTiersSettings>;
