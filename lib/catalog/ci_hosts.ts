import type { CiHostRow } from "../model/ci_host.ts";
import { formatAzureCommand, formatAzureSummary } from "../report/format_azure_command.ts";
import { formatBuildkiteCommand } from "../report/format_buildkite_command.ts";
import { formatGithubCommand } from "../report/format_github_command.ts";

const MIB = 1024 ** 2;

/**
 * CI systems that show more of a run than its log. Where the numbers come from:
 *
 * - GitHub: a summary has at most 1 MiB for each step ("upload aborted, supports content up to a size
 *   of 1024k", docs.github.com, "Workflow commands", job summaries); ten errors, ten warnings and ten
 *   notices of a step are kept, a message at most 4096 characters long (`ExecutionContext.cs` of
 *   actions/runner: `_maxIssueCount`, `_maxIssueMessageLength`); a title has at most 255 characters
 *   (REST API, check runs).
 * - GitLab: an array of objects with description, check_name, fingerprint, severity and location
 *   (docs.gitlab.com, "Code Quality", report format); how large it may be is a setting of each server,
 *   so that 10 MiB is a bound of ours.
 * - Buildkite: the body of an annotation has at most 1 MiB (buildkite.com/docs, "Annotations").
 * - Azure: ten errors and ten warnings of a step are kept (`ExecutionContext.cs` of
 *   microsoft/azure-pipelines-agent: `_maxIssueCount`); commands and `uploadsummary` are in
 *   learn.microsoft.com, "Logging commands".
 */
export const CI_HOSTS: readonly CiHostRow[] = [
  {
    id: "github",
    name: "GitHub Actions",
    detectedBy: "GITHUB_ACTIONS",
    workspace: "GITHUB_WORKSPACE",
    summary: { how: "append", variable: "GITHUB_STEP_SUMMARY", maxBytes: MIB },
    annotations: {
      maxErrors: 10,
      maxWarnings: 10,
      maxMessageBytes: 4096,
      maxTitleBytes: 255,
      format: formatGithubCommand,
    },
    file: null,
  },
  {
    id: "gitlab",
    name: "GitLab CI",
    detectedBy: "GITLAB_CI",
    workspace: "CI_PROJECT_DIR",
    summary: null,
    annotations: null,
    file: { name: "gl-code-quality-report.json", make: "code-quality", maxBytes: 10 * MIB },
  },
  {
    id: "buildkite",
    name: "Buildkite",
    detectedBy: "BUILDKITE",
    workspace: "BUILDKITE_BUILD_CHECKOUT_PATH",
    summary: { how: "none", maxBytes: MIB, tell: formatBuildkiteCommand },
    annotations: null,
    file: { name: "buildkite-annotation.md", make: "markdown", maxBytes: MIB },
  },
  {
    id: "azure",
    name: "Azure Pipelines",
    detectedBy: "TF_BUILD",
    workspace: "BUILD_SOURCESDIRECTORY",
    summary: { how: "command", maxBytes: MIB, tell: formatAzureSummary },
    annotations: {
      maxErrors: 10,
      // One of the ten is left for the line that says what is missing: Azure has no notices.
      maxWarnings: 9,
      maxMessageBytes: 4096,
      maxTitleBytes: 255,
      format: formatAzureCommand,
    },
    file: null,
  },
];

/** The CI system that these variables tell of; null for none, and for one that only has a log. */
export function findCiHost(environment: Readonly<Record<string, string>>): CiHostRow | null {
  return CI_HOSTS.find(({ detectedBy }) => isSet(environment[detectedBy])) ?? null;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !["", "false", "0"].includes(value.toLowerCase());
}
