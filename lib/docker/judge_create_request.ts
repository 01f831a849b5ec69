import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { CreateRequest } from "./docker_create.ts";

/** Refuses what no engine could mean well: an image that looks like an option, names and paths that cannot be passed. */
export function judgeCreateRequest(request: CreateRequest): Result<CreateRequest, Problem> {
  const detail = firstFault(request);
  if (detail === null) return ok(request);
  return err({ kind: "engine-refused", detail, hint: "Check the settings of the container" });
}

function firstFault(request: CreateRequest): string | null {
  const { image, mounts, env, argv } = request;
  if (image === "") return "image must not be empty";
  if (image.startsWith("-")) return `image must not start with "-": ${JSON.stringify(image)}`;
  if (/\s/.test(image)) return `image must not hold spaces: ${JSON.stringify(image)}`;
  const badName = Object.keys(env).find((name) => name === "" || /[=\0]/.test(name));
  if (badName !== undefined) return `not the name of a variable: ${JSON.stringify(badName)}`;
  const badMount = mounts.find((mount) =>
    isUnmountable(mount.source) || isUnmountable(mount.target)
  );
  if (badMount !== undefined) return `not an absolute path to mount: ${JSON.stringify(badMount)}`;
  if (argv.some((argument) => argument.includes("\0"))) return "an argument holds a NUL character";
  return null;
}

/** The client's CSV reader turns a carriage return before a newline into nothing. */
function isUnmountable(path: string): boolean {
  return !path.startsWith("/") || /[\0\r]/.test(path);
}
