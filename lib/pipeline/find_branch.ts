import type { IncidentBranch } from "../classify/judge_incident.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { describeCommit } from "../observe/describe_commit.ts";

/** Variables by which CI systems name the branch of a pull request that is to be merged. */
const PULL_VARIABLES = [
  "GITHUB_HEAD_REF",
  "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
  "SYSTEM_PULLREQUEST_SOURCEBRANCH",
  "CHANGE_BRANCH",
] as const;
/** Variables by which they name the branch that was pushed to. */
const BRANCH_VARIABLES = [
  "GITHUB_REF_NAME",
  "CI_COMMIT_BRANCH",
  "BITBUCKET_BRANCH",
  "BUILD_SOURCEBRANCHNAME",
  "BUILDKITE_BRANCH",
  "CIRCLE_BRANCH",
  "DRONE_BRANCH",
  "BRANCH_NAME",
] as const;

/** The branch of the evidence: `--branch`, what the CI system says, git; null where nobody tells. */
export async function findBranch(
  host: Host,
  flags: ParsedFlags,
  root: string,
): Promise<IncidentBranch> {
  const given = flags.values.get("branch");
  if (typeof given === "string") return { name: given, from: "--branch", isPull: false };
  const environment = host.environment();
  const told = (names: readonly string[], isPull: boolean) =>
    names.flatMap((from) => {
      const name = environment[from];
      return name === undefined || name === "" ? [] : [{ name, from, isPull }];
    });
  const [first] = [...told(PULL_VARIABLES, true), ...told(BRANCH_VARIABLES, false)];
  if (first !== undefined) return first;
  const git = await describeCommit(host, root);
  const branch = git?.branch ?? null;
  return { name: branch, from: branch === null ? "nobody" : "git", isPull: false };
}
