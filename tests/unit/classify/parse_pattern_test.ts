import { assertEquals } from "@std/assert";
import { parsePattern } from "../../../lib/classify/parse_pattern.ts";

Deno.test("parsePattern() sees classes, escapes, groups, choices and quantifiers", () => {
  assertEquals(parsePattern("^a(?:b|\\.){2,3}"), {
    kind: "sequence",
    parts: [
      { kind: "start" },
      { kind: "characters", source: "a", literal: "a" },
      {
        kind: "repeat",
        min: 2,
        max: 3,
        body: {
          kind: "choice",
          options: [
            { kind: "characters", source: "b", literal: "b" },
            { kind: "characters", source: "\\.", literal: "." },
          ],
        },
      },
    ],
  });
  assertEquals(parsePattern("[^\\]]"), { kind: "characters", source: "[^\\]]", literal: null });
  assertEquals(parsePattern("(?<a>x)(?!y)(?i:z)"), {
    kind: "sequence",
    parts: [
      { kind: "characters", source: "x", literal: "x" },
      { kind: "look", body: { kind: "characters", source: "y", literal: "y" } },
      { kind: "characters", source: "z", literal: "z" },
    ],
  });
});
