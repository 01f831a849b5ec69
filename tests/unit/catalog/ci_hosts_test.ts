import { assertEquals } from "@std/assert";
import { CI_HOSTS, findCiHost } from "../../../lib/catalog/ci_hosts.ts";

const JOBS: readonly (readonly [string, Record<string, string>, string | null])[] = [
  ["GitHub Actions", { CI: "true", GITHUB_ACTIONS: "true" }, "github"],
  ["GitLab CI", { CI: "true", GITLAB_CI: "true" }, "gitlab"],
  ["Buildkite", { CI: "true", BUILDKITE: "true" }, "buildkite"],
  ["Azure Pipelines", { TF_BUILD: "True" }, "azure"],
  ["CircleCI, which has only a log", { CI: "true", CIRCLECI: "true" }, null],
  ["a terminal", {}, null],
  ["a terminal that says so", { GITHUB_ACTIONS: "false", GITLAB_CI: "" }, null],
];
for (const [what, environment, id] of JOBS) {
  Deno.test(`findCiHost() knows ${what}`, () => {
    assertEquals(findCiHost(environment)?.id ?? null, id);
  });
}

Deno.test("every row of CI_HOSTS gives something beyond the log", () => {
  const idle = CI_HOSTS.filter(({ summary, annotations, file }) =>
    summary === null && annotations === null && file === null
  );
  assertEquals(idle, []);
});
