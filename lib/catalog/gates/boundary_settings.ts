import * as z from "zod";
import { PathText } from "./artifact_fields.ts";
import { LinePattern } from "./own_pattern.ts";

const Glob = z.string().min(1).max(500);

/** Settings of a gate of the kind `boundary`. */
export const BoundarySettings = z.strictObject({
  manifest: PathText
    .describe("manifest of the shape qa.boundary.v1, JSON with or without comments"),
  modules: z.array(Glob).min(1).max(100).describe("globs of all modules, from the root"),
  except: z.array(Glob).max(100).default([]).describe("globs of files that are no modules"),
  imports: z.union([
    z.literal("by-language"),
    z.strictObject({
      pattern: LinePattern.describe(
        "its first group is the path of a module, from the root or from the file",
      ),
    }),
  ]).default("by-language")
    .describe(
      "how imports are found: by the ending of a file (js, ts, py, rs, go), or by a pattern",
    ),
  aliases: z.record(z.string().min(1), z.string()).default({})
    .describe('begins of imports and what they stand for, such as "@/" for "src/"'),
  roots: z.array(z.string()).min(1).max(20).default(["", "src"])
    .describe("folders in which Python and Rust look for modules"),
});
export type BoundarySettings = z.infer<typeof BoundarySettings>;
