import type { Command, CommandOutput } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";
import { asObject, asText, asTexts, type JsonObject, readJsonObject } from "./json_object.ts";

/** What an image brings along. */
export interface ImageFacts {
  /** `sha256:…` of its configuration. */
  readonly id: string;
  /** `name@sha256:…` for each registry it is known from. */
  readonly digests: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** "" for root. */
  readonly user: string;
  readonly os: string;
  readonly arch: string;
  /** Names only: values may be secrets. */
  readonly env: readonly string[];
}

/** Asks for the facts of an image on the engine; null when it is not present there. */
export function dockerImageInspect(bin: string, reference: string): Command<ImageFacts | null> {
  return {
    argv: [bin, "image", "inspect", "--format", "{{json .}}", "--", reference],
    timeoutMs: 10_000,
    read: readImage,
  };
}

function readImage(output: CommandOutput): Result<ImageFacts | null, Problem> {
  if (hasFailed(output)) {
    const problem = readEngineError("image inspect", output);
    return problem.kind === "engine" && problem.reason === "image-missing"
      ? ok(null)
      : err(problem);
  }
  const image = readJsonObject(output.stdout);
  const id = asText(image?.["Id"]);
  return image === null || id === "" ? err(unreadable()) : ok(readFacts(image, id));
}

function readFacts(image: JsonObject, id: string): ImageFacts {
  const config = asObject(image["Config"]) ?? {};
  return {
    // Podman leaves the prefix out.
    id: id.includes(":") ? id : `sha256:${id}`,
    digests: asTexts(image["RepoDigests"]),
    entrypoint: asTexts(config["Entrypoint"]),
    command: asTexts(config["Cmd"]),
    user: asText(config["User"]),
    os: asText(image["Os"]),
    arch: asText(image["Architecture"]),
    env: asTexts(config["Env"]).map((entry) => entry.split("=", 1)[0] ?? ""),
  };
}

function unreadable(): Problem {
  return {
    kind: "engine",
    reason: "daemon-unreachable",
    detail: "the facts of the image cannot be read",
    hint: "Check that --docker-bin is a docker client",
  };
}
