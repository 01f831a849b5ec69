import type { FileErrorCode, Problem } from "../model/problem.ts";
import { unreachable } from "../model/unreachable.ts";
import type { FallbackReason } from "../model/verdict.ts";

/** What a person reads about a problem: what could not be done, and what to do about it. */
export interface Explanation {
  readonly message: string;
  /** "" where nothing can be advised. */
  readonly hint: string;
}

/** Puts a problem into words; the only place where that is done. */
export function explainProblem(problem: Problem): Explanation {
  switch (problem.kind) {
    case "usage":
      return { message: problem.message, hint: problem.hint };
    case "config":
      return {
        message: `${placeOf(problem)}: ${problem.message}`,
        hint: problem.hint,
      };
    case "engine":
      return {
        message: explainFallback(problem),
        hint: problem.hint || hintForReason(problem.reason),
      };
    case "engine-refused":
      return {
        message: withDetail("The container engine refused the request", problem.detail),
        hint: problem.hint || "Correct the setting it names, in qa.jsonc or on the command line",
      };
    case "network":
      return {
        message: withDetail(`${problem.address} did not answer`, problem.detail),
        hint: "Check the address, and that the server runs",
      };
    case "file":
      return {
        message: withDetail(
          `Cannot ${problem.action} "${problem.path}"`,
          problem.code === "other" ? problem.detail : wordsForCode(problem.code),
        ),
        hint: hintForCode(problem.code),
      };
    default:
      return unreachable(problem);
  }
}

/** Why the container was given up, with what was seen, as one sentence without a full stop. */
export function explainFallback(
  { reason, detail }: { readonly reason: FallbackReason; readonly detail: string },
): string {
  // A detail such as `"docker": not found in PATH` names the program itself.
  if (reason === "docker-missing" && detail.startsWith('"')) return `Cannot start ${detail}`;
  if (detail.startsWith("kubectl: ")) return `The cluster cannot be used: ${detail}`;
  return withDetail(REASONS[reason].message, detail);
}

/** What mends such a cause in general; the engine's own answer may know better. */
export function hintForReason(reason: FallbackReason): string {
  return REASONS[reason].hint;
}

const REASONS: Readonly<Record<FallbackReason, Explanation>> = {
  "docker-missing": {
    message: "Cannot use the container engine",
    hint: "Install Docker, or run with --mode failsafe",
  },
  "daemon-unreachable": {
    message: "Cannot reach the Docker daemon",
    hint: "Start Docker, check DOCKER_HOST and the context, or run with --mode failsafe",
  },
  "daemon-permission-denied": {
    message: "No permission to use the Docker daemon",
    hint: "Add your user to the group docker and log in again, or run with --mode failsafe",
  },
  "daemon-too-slow": {
    message: "The Docker daemon does not answer in time",
    hint: "Restart Docker, or run with --mode failsafe",
  },
  "image-missing": {
    message: "The image is not there",
    hint: "Build or pull it, or name another one with --image",
  },
  "image-pull-failed": {
    message: "Cannot pull the image",
    hint: "Check the name, the network and the login to the registry",
  },
  "image-build-failed": {
    message: "Cannot build the image",
    hint: "Run the build by hand and read its last lines",
  },
  "container-create-failed": {
    message: "Cannot create the container",
    hint: "Check the disk space of the engine and the settings under container in qa.jsonc",
  },
  "container-start-failed": {
    message: "Cannot start the container",
    hint: "Check that the command exists in the image and the mounts are right",
  },
  "container-lost": {
    message: "The container was lost",
    hint: "See container_events.jsonl for who removed it, then run again",
  },
  "daemon-lost": {
    message: "The Docker daemon went away during the run",
    hint: "Check that Docker is up again, then run again",
  },
  "mount-unusable": {
    message: "The project is not visible inside the container",
    hint: "A remote or nested engine cannot mount local folders: use a local one",
  },
};

function placeOf(problem: { path: string; line: number; column: number }): string {
  return problem.line === 0 ? problem.path : `${problem.path}:${problem.line}:${problem.column}`;
}

function withDetail(sentence: string, detail: string): string {
  return detail === "" ? sentence : `${sentence}: ${detail}`;
}

function wordsForCode(code: FileErrorCode): string {
  return code === "other" ? "" : FILE_CODES[code].message;
}

function hintForCode(code: FileErrorCode): string {
  return code === "other" ? "" : FILE_CODES[code].hint;
}

const FILE_CODES: Readonly<Record<Exclude<FileErrorCode, "other">, Explanation>> = {
  "not-found": { message: "no such file or folder", hint: "Check the path" },
  "permission-denied": {
    message: "permission denied",
    hint: "Check who owns it, or choose another folder with --outputs",
  },
  "already-exists": { message: "it exists already", hint: "Choose another name" },
  "disk-full": {
    message: "no space left on the disk",
    hint: "Free some space, or choose another disk with --outputs",
  },
  "read-only": {
    message: "the file system is read-only",
    hint: "Choose another folder with --outputs",
  },
  "not-a-file": { message: "not a regular file", hint: "Check the path" },
  "is-a-link": {
    message: "it is a symbolic link, and links are not followed here",
    hint: "Replace the link by the file itself",
  },
  "too-large": {
    message: "it is larger than is read here",
    hint: "Check that it is the right file",
  },
  "busy": {
    message: "another process is writing to it and did not end in time",
    hint: "Try again once that process has ended",
  },
  "damaged": {
    message: "its content is damaged, or it is something else",
    hint: "Move it away; what it held can be made again from the records of the runs",
  },
};
