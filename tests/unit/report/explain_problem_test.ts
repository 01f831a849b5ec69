import { assert, assertEquals } from "@std/assert";
import { FALLBACK_REASONS } from "../../../lib/model/verdict.ts";
import type { Problem } from "../../../lib/model/problem.ts";
import {
  explainFallback,
  explainProblem,
  type Explanation,
  hintForReason,
} from "../../../lib/report/explain_problem.ts";

const file = {
  kind: "file",
  action: "write",
  path: "/a b/run.json",
  detail: "os error 5",
} as const;
const engine = { kind: "engine", detail: "", hint: "" } as const;
const config = {
  kind: "config",
  path: "qa.jsonc",
  message: 'unknown key "suits"',
  hint: 'Did you mean "suites"?',
} as const;

const CASES: readonly (readonly [string, Problem, Explanation])[] = [
  [
    "bad usage in the words of who saw it",
    { kind: "usage", message: "Unknown flag --mod", hint: "Did you mean --mode?" },
    { message: "Unknown flag --mod", hint: "Did you mean --mode?" },
  ],
  [
    "a place in the configuration",
    { ...config, line: 3, column: 5 },
    { message: 'qa.jsonc:3:5: unknown key "suits"', hint: 'Did you mean "suites"?' },
  ],
  [
    "a whole configuration file",
    { ...config, line: 0, column: 0 },
    { message: 'qa.jsonc: unknown key "suits"', hint: 'Did you mean "suites"?' },
  ],
  [
    "a missing docker",
    { ...engine, reason: "docker-missing", detail: '"docker": not found in PATH' },
    {
      message: 'Cannot start "docker": not found in PATH',
      hint: "Install Docker, or run with --mode failsafe",
    },
  ],
  [
    "an engine problem with its own hint",
    { ...engine, reason: "image-pull-failed", detail: "toomanyrequests", hint: "Log in" },
    { message: "Cannot pull the image: toomanyrequests", hint: "Log in" },
  ],
  [
    "a refusal",
    { kind: "engine-refused", detail: "bind source path does not exist: /nope", hint: "" },
    {
      message: "The container engine refused the request: bind source path does not exist: /nope",
      hint: "Correct the setting it names, in qa.jsonc or on the command line",
    },
  ],
  [
    "a full disk",
    { ...file, code: "disk-full" },
    {
      message: 'Cannot write "/a b/run.json": no space left on the disk',
      hint: "Free some space, or choose another disk with --outputs",
    },
  ],
  [
    "an unknown file error in the words of the system",
    { ...file, code: "other" },
    { message: 'Cannot write "/a b/run.json": os error 5', hint: "" },
  ],
];
for (const [what, problem, words] of CASES) {
  Deno.test(`explainProblem() explains ${what}`, () => {
    assertEquals(explainProblem(problem), words);
  });
}

Deno.test("explainFallback() has a sentence of its own for every reason, and each a hint", () => {
  const sentences = FALLBACK_REASONS.map((reason) => explainFallback({ reason, detail: "" }));
  assertEquals(new Set(sentences).size, FALLBACK_REASONS.length);
  assert(FALLBACK_REASONS.every((reason) => hintForReason(reason) !== ""));
});
