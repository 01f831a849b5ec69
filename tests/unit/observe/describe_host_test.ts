import { assertEquals } from "@std/assert";
import { describeHost } from "../../../lib/observe/describe_host.ts";
import { FAKE_MACHINE, fakeHost } from "../../support/fake_host.ts";

Deno.test("describeHost() copies the machine's facts and no more of them", () => {
  const { hostname, os, arch, kernel, cpus, memoryBytes, denoVersion } = FAKE_MACHINE;
  assertEquals(describeHost(fakeHost()), {
    ...{ hostname, os, arch, kernel, cpus, memoryBytes, denoVersion },
    ci: null,
    environment: {},
  });
});

Deno.test("describeHost() lets only listed variables through", () => {
  const environment = {
    ...{ LANG: "C.UTF-8", TZ: "UTC", NODE_ENV: "test", SHELL: "/bin/sh", LANGUAGE: "de" },
    ...{ AWS_SECRET_ACCESS_KEY: "canary-1", PATH: "/canary-2", HOME: "/canary-3" },
    ...{ DOCKER_HOST: "tcp://u:canary-4@h", DOCKER_AUTH_CONFIG: "canary-5", lang: "canary-6" },
    ...{ QA_IMAGE: "canary-7", GITHUB_TOKEN: "canary-8", LANG_TOKEN: "canary-9" },
  };
  const account = describeHost(fakeHost({ environment }));
  assertEquals(account.environment, {
    ...{ LANG: "C.UTF-8", NODE_ENV: "test", SHELL: "/bin/sh", TZ: "UTC" },
  });
  assertEquals(JSON.stringify(account).includes("canary"), false);
});

Deno.test("describeHost() adds the settings this run has used, and only those that are set", () => {
  const environment = { QA_IMAGE: "example/app:1", QA_PROFILE: "ci", QA_OTHER: "unused" };
  const account = describeHost(fakeHost({ environment }), ["QA_IMAGE", "QA_PROFILE", "QA_MODE"]);
  assertEquals(account.environment, { QA_IMAGE: "example/app:1", QA_PROFILE: "ci" });
});

const SYSTEMS: readonly (readonly [Record<string, string>, string | null])[] = [
  [{ CI: "true", GITHUB_ACTIONS: "true" }, "GitHub Actions"],
  [{ CI: "true", GITLAB_CI: "true" }, "GitLab CI"],
  [{ CI: "true", CIRCLECI: "true" }, "CircleCI"],
  [{ CI: "true", BUILDKITE: "true" }, "Buildkite"],
  [{ TF_BUILD: "True" }, "Azure Pipelines"],
  [{ JENKINS_URL: "https://jenkins.example/" }, "Jenkins"],
  [{ TEAMCITY_VERSION: "2026.1" }, "TeamCity"],
  [{ CI: "1" }, "CI"],
  [{ CI: "" }, null],
];

Deno.test("describeHost() names the CI system, the particular one before the general one", () => {
  const named = SYSTEMS.map(([environment]) => describeHost(fakeHost({ environment })).ci);
  assertEquals(named, SYSTEMS.map(([, name]) => name));
});
