import type { Host } from "../host/host.ts";
import type { HostAccount } from "../model/run_record.ts";

/** Variables that name a CI system, and how people call it. */
const CI_SYSTEMS: readonly (readonly [variable: string, name: string])[] = [
  ["GITHUB_ACTIONS", "GitHub Actions"],
  ["GITLAB_CI", "GitLab CI"],
  ["CIRCLECI", "CircleCI"],
  ["BUILDKITE", "Buildkite"],
  ["TF_BUILD", "Azure Pipelines"],
  ["JENKINS_URL", "Jenkins"],
  ["TEAMCITY_VERSION", "TeamCity"],
  ["CI", "CI"],
];

/**
 * Variables whose values help to reproduce and are never secret. An allow-list: everything else of
 * the environment stays out of the artifacts.
 */
const HINTS: readonly string[] = [
  "CI",
  "DOCKER_CONTEXT",
  "DOCKER_DEFAULT_PLATFORM",
  "LANG",
  "LC_ALL",
  "NODE_ENV",
  "PYTHONHASHSEED",
  "RUST_BACKTRACE",
  "SHELL",
  "TERM",
  "TZ",
];

/**
 * Where a run takes place, as far as it helps to reproduce it; `settings` are the `QA_…` variables
 * that this run has used.
 */
export function describeHost(host: Host, settings: readonly string[] = []): HostAccount {
  const { machine } = host;
  const environment = host.environment();
  const hints = [...HINTS, ...settings].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    hostname: machine.hostname,
    os: machine.os,
    arch: machine.arch,
    kernel: machine.kernel,
    cpus: machine.cpus,
    memoryBytes: machine.memoryBytes,
    denoVersion: machine.denoVersion,
    ci: CI_SYSTEMS.find(([variable]) => environment[variable])?.[1] ?? null,
    environment: Object.fromEntries(hints),
  };
}
