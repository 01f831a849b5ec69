import * as z from "zod";
import { PathText } from "./artifact_fields.ts";

const Glob = z.string().min(1).max(500);
const Name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

/** Settings of a gate of the kind `classification`. */
export const ClassificationSettings = z.strictObject({
  manifest: PathText.describe(
    'JSON with comments (`{ "unit": ["tests/a_test.ts"], … }`), or TOML (`[suite.unit]` with `files = […]`)',
  ),
  files: z.array(Glob).min(1).max(100).describe("globs of all test files, from the root"),
  except: z.array(Glob).max(100).default([]).describe("globs of files that are no tests"),
  classes: z.array(Name).min(1).max(50).default(["unit", "recorded", "e2e"])
    .describe("the classes there are"),
  base: z.string().max(500).default("")
    .describe('what entries leave away in front, such as "tests/"'),
  ending: z.string().max(50).default("")
    .describe('what entries leave away at the end, such as ".rs"'),
  rules: z.array(z.strictObject({
    files: z.array(Glob).min(1).max(100).describe("globs of test files"),
    class: Name.describe("the class of those files"),
  })).max(100)
    .default([]).describe(
      "to which class --fix adds a new file; the first one that matches counts",
    ),
  default_class: Name.optional().describe(
    "class of new files that no rule tells; else --fix leaves them",
  ),
}).refine(
  ({ classes, rules, default_class: rest }) =>
    [...rules.map((rule) => rule.class), ...(rest === undefined ? [] : [rest])]
      .every((name) => classes.includes(name)),
  "a rule or default_class names a class that is not in classes",
);
export type ClassificationSettings = z.infer<typeof ClassificationSettings>;
