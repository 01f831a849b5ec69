import type { CommandOutput, SpawnFailure } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { FallbackReason } from "../model/verdict.ts";
import { BUILD_ERRORS } from "./build_errors.ts";
import { DAEMON_ERRORS, ENGINE_ERRORS, type EngineErrorRow } from "./engine_errors.ts";
import type { EngineVerb } from "./engine_verb.ts";
import { PULL_ERRORS } from "./pull_errors.ts";
import { readEngineLines } from "./read_engine_lines.ts";

export type { EngineVerb } from "./engine_verb.ts";

/** Reason of a failure that no row explains, by the call that failed. */
const UNEXPLAINED: Readonly<Record<EngineVerb, FallbackReason>> = {
  "version": "daemon-unreachable",
  "image inspect": "image-missing",
  "pull": "image-pull-failed",
  "build": "image-build-failed",
  "create": "container-create-failed",
  "start": "container-start-failed",
  "inspect": "daemon-lost",
  "events": "daemon-lost",
  "stop": "daemon-lost",
  "kill": "daemon-lost",
  "remove": "daemon-lost",
  "ps": "daemon-unreachable",
  "copy": "daemon-lost",
  "swarm": "daemon-unreachable",
};

/**
 * What a failed call of the engine's client means: `engine` with a reason to fall back, or
 * `engine-refused` for what the user asked wrongly. Give it only standard error that the client
 * alone has written, never a container's output: a test can print any of these lines.
 */
export function readEngineError(verb: EngineVerb, output: CommandOutput): Problem {
  if (output.spawnFailure !== null) return readSpawnFailure(output.spawnFailure);
  if (output.timedOut) return explainDeadline(verb, output.durationMs);
  const lines = readEngineLines(output.stderr);
  const found = findRow(verb, lines);
  if (found !== null) return toProblem(verb, found.row, found.line);
  const detail = verb === "build" ? tail(output, lines) : lines.at(-1) ?? silence(verb, output);
  return { kind: "engine", reason: UNEXPLAINED[verb], detail, hint: HINTS[verb] ?? DEFAULT_HINT };
}

/** Success when the client ended with 0, else the problem it reports. */
export function readEngineSuccess(verb: EngineVerb, output: CommandOutput): Result<void, Problem> {
  return hasFailed(output) ? err(readEngineError(verb, output)) : ok(undefined);
}

/** True when the call never started, ran into its deadline or ended with another code than 0. */
export function hasFailed(output: CommandOutput): boolean {
  return output.spawnFailure !== null || output.timedOut || output.code !== 0;
}

const DEFAULT_HINT = "Look at the engine's own log";
const HINTS: Readonly<Partial<Record<EngineVerb, string>>> = {
  "pull": "Pull the image by hand to see more",
  "build": "Build the image by hand to see the whole output",
};

function findRow(
  verb: EngineVerb,
  lines: readonly string[],
): { readonly row: EngineErrorRow; readonly line: string } | null {
  // A build prints what its steps print: only its very last line is the client's own word.
  const seen = verb === "build" ? lines.slice(-1) : lines;
  const rows = rowsFor(verb);
  for (const row of rows) {
    const line = seen.find((line) => row.pattern.test(line));
    if (line !== undefined) return { row, line };
  }
  return null;
}

function rowsFor(verb: EngineVerb): readonly EngineErrorRow[] {
  if (verb === "build") return [...DAEMON_ERRORS, ...BUILD_ERRORS];
  return verb === "pull" ? [...ENGINE_ERRORS, ...PULL_ERRORS] : ENGINE_ERRORS;
}

function toProblem(verb: EngineVerb, row: EngineErrorRow, detail: string): Problem {
  if (row.meaning === "refused") return { kind: "engine-refused", detail, hint: row.hint };
  return { kind: "engine", reason: reasonOf(verb, row.meaning), detail, hint: row.hint };
}

function reasonOf(verb: EngineVerb, meaning: FallbackReason | "by-verb" | "unreachable") {
  if (meaning === "by-verb") return UNEXPLAINED[verb];
  if (meaning !== "unreachable") return meaning;
  // After a container was made, an engine that does not answer is one that we lost.
  return UNEXPLAINED[verb] === "daemon-lost" || verb === "start"
    ? "daemon-lost"
    : "daemon-unreachable";
}

function readSpawnFailure(failure: SpawnFailure): Problem {
  switch (failure) {
    case "bad-cwd":
      return {
        kind: "engine-refused",
        detail: "the folder to start in does not exist",
        hint: "Check --root",
      };
    case "arguments-too-long":
      return {
        kind: "engine-refused",
        detail: "the command line is longer than this system allows",
        hint: "Pass fewer or shorter arguments",
      };
    case "permission-denied":
      return missing(
        "the client is not an executable file",
        "Make it executable, or name another one with --docker-bin",
      );
    case "not-found":
    case "other":
      return missing(
        "the client was not found",
        "Install Docker, or name another client with --docker-bin",
      );
  }
}

function missing(detail: string, hint: string): Problem {
  return { kind: "engine", reason: "docker-missing", detail, hint };
}

function explainDeadline(verb: EngineVerb, durationMs: number): Problem {
  const detail = `\`${verb}\` gave no answer within ${(durationMs / 1000).toFixed(1)} s`;
  if (verb === "pull" || verb === "build") {
    return {
      kind: "engine",
      reason: UNEXPLAINED[verb],
      detail,
      hint: "Allow more time, or prepare the image beforehand",
    };
  }
  const hint = "The engine hangs or is overloaded: restart it, or look at its log";
  return { kind: "engine", reason: "daemon-too-slow", detail, hint };
}

function tail(output: CommandOutput, lines: readonly string[]): string {
  const steps = readEngineLines(output.stdout).slice(-4);
  return [...steps, ...lines.slice(-4)].join(" | ").slice(-1000) || silence("build", output);
}

function silence(verb: EngineVerb, output: CommandOutput): string {
  const how = output.signal === null ? `code ${output.code}` : output.signal;
  return `\`${verb}\` ended with ${how} and said nothing`;
}
