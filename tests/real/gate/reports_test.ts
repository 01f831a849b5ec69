import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const GREEN = '<testsuite tests="1" failures="0"><testcase classname="c" name="ok"/></testsuite>';
const RED = '<testsuite tests="1" failures="1"><testcase classname="c" name="bad">' +
  '<failure message="no"/></testcase></testsuite>';

/** What a suite leaves instead of an honest report, and what must be said of it. */
interface Dishonesty {
  readonly script: string;
  readonly says: string;
  /** Fixed path of the report; it is at `{report}` unless said. */
  readonly report?: string;
}

const CASES: Readonly<Record<string, Dishonesty>> = {
  missing: { script: "true", says: "there is no report" },
  stale: { script: "true", says: "older than this run", report: "old/stale.xml" },
  empty: { script: ': >"$1"', says: "empty file" },
  "half-a-case": { script: `printf '%s' '${GREEN.slice(0, 50)}' >"$1"`, says: "malformed" },
  truncated: { script: `printf '%s' '${GREEN.slice(0, -8)}' >"$1"`, says: "truncated" },
  "no-tests": { script: `echo '<testsuite tests="0"/>' >"$1"`, says: "zero tests" },
  "green-but-failing": { script: `echo '${RED}' >"$1"`, says: "exit code 0, but" },
  "red-but-passing": { script: `echo '${GREEN}' >"$1"; exit 1`, says: "exit code 1" },
  link: { script: 'ln -s ../../../../../../elsewhere.xml "$1"', says: "refused" },
  "link-to-system": { script: 'ln -s /etc/passwd "$1"', says: "refused" },
  "linked-folder": {
    script: "rm -rf planted && ln -s outside planted",
    says: "refused",
    report: "planted/green.xml",
  },
  pipe: { script: 'mkfifo "$1"', says: "refused" },
  folder: { script: 'mkdir "$1"', says: "refused" },
};

function project() {
  return openProject({
    "qa.jsonc": {
      jobs: 4,
      container: { image: "qa-gate-test-busybox:1", network: "none" },
      suites: Object.entries(CASES).map(([name, { script, report }]) => ({
        name,
        runner: "junit",
        command: ["sh", "-c", script, "sh", report ?? "{report}"],
        failsafe: true,
        ...(report === undefined ? {} : { report }),
      })),
    },
    "old/stale.xml": GREEN,
    "elsewhere.xml": GREEN,
    "planted/.keep": "",
    // What a planted folder leads to must not be read, however green it is.
    "outside/green.xml": GREEN,
  });
}

async function checkAllUnproven(args: readonly string[]): Promise<void> {
  await using where = await project();
  const end = await runGate(where.root, args);
  const { results } = await checkRun(end);
  assertEquals([end.exit, results.verdict], [4, "unproven"], end.stdout + end.stderr);
  for (const suite of results.suites) {
    assertEquals(suite.outcome, "unproven", `${suite.name}: ${suite.why}`);
    assertStringIncludes(suite.why, CASES[suite.name]?.says ?? "", suite.name);
  }
  assertEquals(results.suites.length, Object.keys(CASES).length);
  assert(end.durationMs < 30_000, `took ${end.durationMs} ms`);
  // Nothing of what a link pointed to came into the run's folder.
  const copies = await new Deno.Command("grep", { args: ["-rl", "root:x:0", end.folder] }).output();
  assertEquals(new TextDecoder().decode(copies.stdout), "");
}

Deno.test({
  name: "qa_gate believes no dishonest report from a container",
  ...await requireDocker({ images: ["busybox"] }),
  fn: () => checkAllUnproven([]),
});

Deno.test("qa_gate believes no dishonest report from the failsafe", () =>
  checkAllUnproven(["--mode", "failsafe"]));

Deno.test("qa_gate takes a report at a fixed place when this run has written it", async () => {
  await using where = await openProject({
    "qa.jsonc": {
      suites: [{
        name: "fresh",
        command: ["sh", "-c", `echo '${GREEN}' >old/stale.xml`],
        report: "old/stale.xml",
        failsafe: true,
      }],
    },
    "old/stale.xml": `${GREEN}\n`,
  });
  const end = await runGate(where.root, ["--mode", "failsafe"]);
  assertEquals((await checkRun(end)).results.suites[0]?.outcome, "passed", end.stdout);
});
