// What a real run leaves for others: junit.xml, ctrf.json and the index of evidence with its command.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { copyProject, type GateEnd, openProject, runGate } from "../../support/run_gate.ts";

const ROOT = fromFileUrl(new URL("../../../", import.meta.url));

/** A report in Surefire's dialect: one test each that passed, failed twice, was flaky, was skipped. */
const REPORT = `<testsuite name="s" tests="4" failures="1" errors="0" skipped="1">
  <testcase classname="api.UsersTest" name="test_get_users_id" time="0.010"/>
  <testcase classname="api.UsersTest" name="test_post_users" time="0.020">
    <failure type="AssertionError" message="409 != 201">E 409</failure>
    <rerunFailure type="AssertionError" message="500 != 201"><stackTrace>E 500</stackTrace></rerunFailure>
  </testcase>
  <testcase classname="api.UsersTest" name="list" time="0.030">
    <properties><property name="route" value="GET /people"/></properties>
    <flakyFailure type="AssertionError" message="slow"><stackTrace>E slow</stackTrace></flakyFailure>
  </testcase>
  <testcase classname="api.UsersTest" name="later"><skipped message="not yet"/></testcase>
</testsuite>
`;

const FILES = {
  "qa.jsonc": {
    suites: [
      { name: "lint", kind: "check", command: ["true"], failsafe: true },
      {
        name: "api",
        runner: "junit",
        command: ["sh", "-c", 'cat report.xml >"$1"; exit 1', "sh", "{report}"],
        failsafe: true,
      },
    ],
  },
  "report.xml": REPORT,
};

async function readCtrf(end: GateEnd) {
  return JSON.parse(await Deno.readTextFile(`${end.folder}/ctrf.json`)).results;
}

/** Runs the task as a user does. */
async function evidence(folder: string): Promise<{ code: number; out: string; error: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "evidence", folder],
    cwd: ROOT,
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

Deno.test("qa_gate leaves each test once, with its tries and its route, in ctrf.json and junit.xml", async () => {
  await using where = await openProject(FILES);
  const end = await runGate(where.root, ["--mode", "failsafe"]);
  // Schema, stable names and index are checked for every run.
  const { results, tests } = await checkRun(end);
  assertEquals([end.exit, results.total], [1, 4], end.stdout + end.stderr);
  assertEquals(tests.map(({ outcome, route }) => [outcome, route]), [
    ["passed", "GET /users/{id}"],
    ["failed", "POST /users"],
    ["flaky", "GET /people"],
    ["skipped", null],
  ]);
  const ctrf = await readCtrf(end);
  const { start, stop, duration, ...counts } = ctrf.summary;
  assert(start <= stop && duration >= 0);
  assertEquals(counts, {
    ...{ tests: 5, passed: 3, failed: 1, skipped: 1, pending: 0, other: 0, flaky: 1, suites: 2 },
  });
  assertEquals(ctrf.extra.verdict, "failed");
  const byName = new Map(ctrf.tests.map((test: { name: string }) => [test.name, test]));
  const [posted, listed] = ["test_post_users", "list"].map((name) =>
    byName.get(name) as Record<string, unknown>
  );
  assertEquals([posted?.status, posted?.retries, posted?.message], ["failed", 1, "409 != 201"]);
  assertEquals([listed?.status, listed?.flaky, listed?.retries], ["passed", true, 1]);
  const junit = await Deno.readTextFile(`${end.folder}/junit.xml`);
  assertStringIncludes(junit, `<rerunFailure type="failed" message="500 != 201">`);
  assertStringIncludes(junit, "<stackTrace>E slow</stackTrace></flakyFailure>");
});

Deno.test("deno task evidence names what changed, what is missing and what is new", async () => {
  await using where = await openProject(FILES);
  const end = await runGate(where.root, ["--mode", "failsafe"]);
  const outputs = `${where.root}/outputs/qa`;
  for (const folder of [end.folder, outputs]) {
    const whole = await evidence(folder);
    assertEquals([whole.code, whole.error], [0, ""], whole.out);
    assertStringIncludes(whole.out, `${end.runId}: `);
  }
  const log = `${end.folder}/suites/api/failsafe-1/stdout.log`;
  await Deno.writeTextFile(log, "I was here\n", { append: true });
  await Deno.remove(`${end.folder}/RUN_INSTRUCTIONS.md`);
  await Deno.writeTextFile(`${end.folder}/planted.txt`, "x");
  for (const folder of [end.folder, outputs]) {
    const { code, out } = await evidence(folder);
    assertEquals(code, 1, out);
    assertEquals(out.split("\n").slice(0, 3).map((line) => line.split(":")[0]), [
      "missing RUN_INSTRUCTIONS.md",
      "extra planted.txt",
      "changed suites/api/failsafe-1/stdout.log",
    ]);
  }
  const none = await evidence(where.root);
  assertEquals(none.code, 2, none.out);
  assertStringIncludes(none.error, "evidence/index.json");
});

Deno.test({
  name: "qa_gate counts in ctrf.json what pytest counted in a container",
  ...await requireDocker({ images: ["python"] }),
  fn: async () => {
    await using where = await copyProject("pytest");
    await Deno.writeTextFile(
      `${where.root}/qa.jsonc`,
      JSON.stringify({
        container: { image: "qa-gate-test-python:1", network: "none" },
        suites: [{ name: "unit", runner: "pytest", paths: ["."] }],
      }),
    );
    const end = await runGate(where.root, []);
    const { results } = await checkRun(end);
    assert(results.total > 0, end.stdout + end.stderr);
    const { summary } = await readCtrf(end);
    assertEquals(
      [summary.tests, summary.passed, summary.failed, summary.skipped],
      [results.total, results.passed, results.failed, results.skipped],
    );
  },
});
