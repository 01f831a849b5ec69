import type { Host } from "../host/host.ts";
import type { Command } from "../model/command.ts";
import { ok } from "../model/result.ts";
import type { GitAccount } from "../model/run_record.ts";

const TIMEOUT_MS = 5_000;
const STATUS = ["status", "--porcelain=v2", "--branch"] as const;

/** The commit of a work tree, or null outside of git (or without git, or when git is too slow). */
export async function describeCommit(host: Host, root: string): Promise<GitAccount | null> {
  const { result } = await host.run(gitStatus(root));
  return result.ok ? result.value : null;
}

/** One call tells commit, branch and dirt: porcelain v2 with its branch header. */
export function gitStatus(root: string): Command<GitAccount | null> {
  return {
    // A container may have written the configuration of this repository, and that may name a program.
    argv: ["git", "-C", root, "-c", "core.fsmonitor=false", "--no-optional-locks", ...STATUS],
    timeoutMs: TIMEOUT_MS,
    read: (output) => ok(output.code === 0 ? readGitStatus(output.stdout) : null),
  };
}

/** Reads `git status --porcelain=v2 --branch`; null for a repository without a commit. */
export function readGitStatus(text: string): GitAccount | null {
  const lines = text.split("\n").filter((line) => line !== "");
  const header = (key: string): string | null =>
    lines.find((line) => line.startsWith(`# ${key} `))?.slice(key.length + 3) ?? null;
  const commit = header("branch.oid");
  if (commit === null || commit === "(initial)") return null;
  const branch = header("branch.head");
  return {
    commit,
    branch: branch === "(detached)" ? null : branch,
    dirty: lines.some((line) => !line.startsWith("#")),
  };
}
