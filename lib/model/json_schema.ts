import * as z from "zod";

/**
 * The JSON Schema of a shape. Draft 7, because editors complete by it; of the input side, so that
 * objects stay open (additions are no break) except where the shape itself is strict.
 */
export function jsonSchemaOf(shape: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(shape, {
    target: "draft-7",
    io: "input",
    // zod's own format names mean nothing to others; the pattern beside them says the same.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === "starts_with") delete jsonSchema.format;
    },
  });
}
