import type { EngineErrorRow } from "./engine_errors.ts";

/** What BuildKit puts before its own words; older clients name its frontend too. */
const SOLVING =
  "(?:failed to build: )?(?:failed to solve(?: with frontend dockerfile\\.v0)?: )?(?:rpc error: code = \\w+ desc = )?";

/**
 * What a build refuses before its first step, because the configuration names what is not there, and
 * what is the engine's own want; only looked at in the very last line. BuildKit's words are those of its sources: `dockerfile2llb` and
 * `dockerui`.
 */
export const BUILD_ERRORS: readonly EngineErrorRow[] = [
  {
    id: "build-target",
    pattern: new RegExp(
      `^${SOLVING}(?:failed to reach build target \\S+ in Dockerfile|target stage "?[^"]*"? could not be found|The target "[^"]*" was not found in the provided Dockerfile)`,
      "i",
    ),
    meaning: "refused",
    hint: "Check `target` of the build: the Dockerfile has no stage of that name",
  },
  {
    id: "build-dockerfile",
    pattern: new RegExp(
      `^(?:unable to prepare context: )?unable to evaluate symlinks in Dockerfile path: .*no such file or directory$|^${SOLVING}failed to read dockerfile: .*no such file or directory|^stat .*: no such file or directory$`,
      "i",
    ),
    meaning: "refused",
    hint: "Check `dockerfile` of the build: there is no such file in its context",
  },
  {
    id: "build-context",
    pattern: /^unable to prepare context: path .* not found$|^context must be a directory: /i,
    meaning: "refused",
    hint: "Check `context` of the build: there is no such folder in the root",
  },
  {
    id: "build-disk-full",
    // BuildKit quotes the command of a step that failed, which may hold any words.
    pattern: /^(?!.*process ").*(?:no space left on device|disk quota exceeded)/i,
    meaning: "image-build-failed",
    hint: "Free space on the disk of the engine (docker system df)",
  },
];
