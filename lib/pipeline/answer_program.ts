import { isAbsolute, join } from "@std/path";
import type { Host } from "../host/host.ts";
import type { GateAnswer, GateRequest, Unread } from "../model/gate.ts";
import { ok } from "../model/result.ts";
import { type ArtifactPlaces, findArtifact, shown } from "./find_artifact.ts";

type ProgramRequest = Extract<GateRequest, { readonly as: "program" }>;

/** Kept of each stream; the rest is read and dropped. */
const MAX_BYTES = 64 * 1024;
/** No check of a verdict may take longer, whatever it asks for. */
const LONGEST_MS = 10 * 60_000;

/**
 * Runs a local program to its end: no shell, no input, killed with its group at its deadline or when
 * the signal is aborted, in a folder inside of the project. One that cannot be started is `unread`.
 */
export async function answerProgram(
  host: Host,
  { argv, cwd, timeoutMs, env = {} }: ProgramRequest,
  places: ArtifactPlaces & { readonly signal?: AbortSignal },
): Promise<GateAnswer> {
  const folder = await findArtifact(host, cwd === "" ? "." : cwd, places);
  if (!folder.ok) return folder.error;
  const [name = ""] = argv;
  if (name === "" || argv.some((word) => word.includes("\0"))) return refused(name);
  const { output } = await host.run({
    argv,
    timeoutMs: Math.min(Math.max(timeoutMs, 1), LONGEST_MS),
    read: (output) => ok(output),
  }, {
    ...{ cwd: folder.value, env: { NO_COLOR: "1", ...env }, maxBytes: MAX_BYTES },
    ...places.signal && { signal: places.signal },
  });
  if (output.spawnFailure !== null) return neverStarted(name, output.spawnFailure);
  const isEnded = output.timedOut || output.signal !== null;
  return {
    is: "program",
    exitCode: isEnded ? null : output.code,
    timedOut: output.timedOut,
    stdout: output.stdout,
    stderr: output.stderr,
    path: await findProgram(host, name, folder.value),
  };
}

/** Where a program really is, links resolved, as the system looks for it; null where that is unknown. */
async function findProgram(host: Host, name: string, cwd: string): Promise<string | null> {
  if (name.includes("/")) {
    return await host.files.realPath(isAbsolute(name) ? name : join(cwd, name));
  }
  const folders = (host.environment()["PATH"] ?? "").split(":").filter((folder) => folder !== "");
  for (const folder of folders) {
    const real = await host.files.realPath(join(folder, name));
    const facts = real === null ? null : await host.files.stat(real);
    const isProgram = facts?.kind === "file" && (facts.mode === null || (facts.mode & 0o111) !== 0);
    if (isProgram) return real;
  }
  return null;
}

function refused(name: string): Unread {
  return { is: "unread", code: "refused", why: `${shown(name)} is no program that can be started` };
}

function neverStarted(name: string, failure: string): Unread {
  const code = failure === "not-found" || failure === "permission-denied" ? failure : "other";
  const words = failure === "not-found"
    ? "is not found in PATH"
    : `could not be started: ${failure.replaceAll("-", " ")}`;
  return { is: "unread", code, why: `${shown(name)} ${words}` };
}
