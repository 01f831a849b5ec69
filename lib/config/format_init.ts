import type { DetectedSuite } from "../model/runner.ts";

/** What a first configuration names besides its suites. */
export interface InitOptions {
  /** Image to run in; null where the Dockerfile is built, or nothing is known. */
  readonly image: string | null;
  /** Path of a Dockerfile relative to the root, or null. */
  readonly dockerfile: string | null;
  /** Address or path of the JSON Schema that editors complete by. */
  readonly schema: string;
}

/** A suite for a project in which nothing was detected: it reads back and fails until it is edited. */
const EXAMPLE: DetectedSuite = {
  name: "example",
  kind: "check",
  runner: "command",
  paths: [],
  command: ["false"],
  cwd: ".",
  why: "nothing was detected: put the command of your tests here",
};

/** What `--init` found, one sentence a suite; of nothing found, that the file is but an example. */
export function explainDetected(detected: readonly DetectedSuite[]): readonly string[] {
  return detected.length === 0
    ? ["Nothing was detected: the file holds an example to edit"]
    : detected.map(({ name, why }) => `${name}: ${why}`);
}

/**
 * A commented `qa.jsonc` that reads back to exactly these suites. Values are written as JSON; words
 * of a project only stand in comments after their line breaks are gone.
 */
export function formatInit(
  detected: readonly DetectedSuite[],
  { image, dockerfile, schema }: InitOptions,
): string {
  const suites = detected.length === 0 ? [EXAMPLE] : detected;
  return [
    "{",
    `  "$schema": ${JSON.stringify(schema)},`,
    "",
    "  // Where suites run. Without Docker, those with a failsafe form run here instead.",
    '  "container": {',
    ...imageLines(image, dockerfile),
    "    // Limits; without them, a leak takes the whole machine.",
    '    // "memory": "2g",',
    '    // "cpus": 2,',
    '    // "network": "none",',
    '    // "timeout": "30m"',
    "  },",
    "",
    '  "suites": [',
    suites.map(formatSuite).join(",\n"),
    "  ]",
    "}",
    "",
  ].join("\n");
}

function imageLines(image: string | null, dockerfile: string | null): readonly string[] {
  if (image !== null) return [`    "image": ${JSON.stringify(image)}`];
  if (dockerfile !== null) {
    const dockerfileWords = JSON.stringify(dockerfile);
    return [`    "build": { "context": ".", "dockerfile": ${dockerfileWords} }`];
  }
  return [
    "    // An image that holds the project's toolchain; until it is named, the failsafe runs.",
    '    // "image": "python:3.12-slim"',
  ];
}

function formatSuite(suite: DetectedSuite): string {
  const { name, kind, runner, command, paths, cwd, why } = suite;
  const comment = why.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
  const fields = [
    ["name", name],
    ["kind", kind],
    ["runner", runner],
    ...(command === null ? [] : [["command", command]] as const),
    ...(paths.length === 0 ? [] : [["paths", paths]] as const),
    ...(cwd === "." ? [] : [["cwd", cwd]] as const),
    // The same command without a container; { "paths": [...], "timeout": "5m" } would reduce it.
    ["failsafe", true],
  ] as const;
  const lines = fields.map(([key, value]) => `      ${JSON.stringify(key)}: ${inline(value)}`);
  return [`    // ${comment}`, "    {", lines.join(",\n"), "    }"].join("\n");
}

function inline(value: unknown): string {
  return Array.isArray(value)
    ? `[${value.map((item) => JSON.stringify(item)).join(", ")}]`
    : JSON.stringify(value);
}
