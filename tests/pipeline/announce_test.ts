import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { MERGE_FLAGS } from "../../lib/config/merge_flags.ts";
import { isAnnounced } from "../../lib/pipeline/is_announced.ts";
import { merge } from "../../scripts/qa/merge.ts";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
import { replay } from "../../scripts/qa/replay.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/announce_run.ts";
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/pipeline/run_suite_locally.ts";
import red from "../../fixtures/runners/pytest/outcomes/report.xml" with { type: "text" };
import green from "../../fixtures/runners/pytest/green/report.xml" with { type: "text" };
import type { FakeFailure } from "../support/fake_files.ts";
import { type FakeHost, fakeHost } from "../support/fake_host.ts";

const SUMMARY = "/runner/summary.md";
const GITHUB = {
  PATH: "/usr/bin",
  GITHUB_ACTIONS: "true",
  GITHUB_WORKSPACE: "/",
  GITHUB_STEP_SUMMARY: SUMMARY,
};
const OUTPUTS = "/project/outputs/qa";

interface Scene {
  readonly environment: Readonly<Record<string, string>>;
  readonly report?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly failures?: readonly FakeFailure[];
}

/** A host whose pytest leaves this report. */
function open({ environment, report = red, files = {}, failures = [] }: Scene): FakeHost {
  const suites = [{ name: "unit", runner: "pytest", failsafe: true }];
  const host: FakeHost = fakeHost({
    files: {
      "/runner": { kind: "folder" },
      "/project/qa.jsonc": JSON.stringify({ project: "shop", suites }),
      ...files,
    },
    failures,
    programs: [{
      match: ([program]) => program === "python3",
      code: report === red ? 1 : 0,
      delayMs: 30,
      effect: ({ argv }) => {
        const path = argv.find((word) => word.startsWith("--junitxml="))?.slice(11);
        if (path) host.files.put(path, report);
      },
    }],
    machine: { cwd: "/project" },
    environment: { PATH: "/usr/bin", ...environment },
  });
  return host;
}

async function gate(scene: Scene, ...args: readonly string[]) {
  const host = open(scene);
  const exit = await qaGate(host, ["--mode", "failsafe", "--history", "off", ...args]);
  return { host, exit, out: host.stdout(), error: host.stderr() };
}

Deno.test("a run in GitHub Actions appends its summary, and annotates what failed, last", async () => {
  const files = { [SUMMARY]: "# earlier\n" };
  const { host, exit, out } = await gate({ environment: GITHUB, files });
  assertEquals(exit, 1);
  const page = host.files.text(SUMMARY);
  assert(page.startsWith("# earlier\n\n# FAILED: shop\n"), page);
  assertStringIncludes(page, "## Failures by cause");
  const lines = out.trimEnd().split("\n");
  const from = lines.findIndex((line) => line.startsWith("::"));
  assert(from > 0 && lines.slice(from).every((line) => /^::(?:error|notice) /.test(line)), out);
  assertStringIncludes(lines[from] ?? "", "::error file=project/");
});

Deno.test("a run that speaks JSON annotates on standard error, and standard output stays one object", async () => {
  const { out, error } = await gate({ environment: GITHUB }, "--json");
  assertEquals(JSON.parse(out).verdict, "failed");
  assertStringIncludes(error, "\n::error file=project/");
});

Deno.test("a green run in GitHub Actions has a summary, and annotates nothing", async () => {
  const { host, exit, out } = await gate({ environment: GITHUB, report: green });
  assertEquals(exit, 0);
  assert(/^# (?:PASSED|DEGRADED): shop\n/.test(host.files.text(SUMMARY)));
  assertEquals(out.match(/^::/gm), null);
});

for (
  const [what, args, more] of [
    ["--no-announce", ["--no-announce"], {}],
    ["QA_ANNOUNCE=off", [], { QA_ANNOUNCE: "off" }],
    ["QA_ANNOUNCE=0", [], { QA_ANNOUNCE: "0" }],
  ] as const
) {
  Deno.test(`${what} tells the CI system nothing but the log`, async () => {
    const { host, out } = await gate({ environment: { ...GITHUB, ...more } }, ...args);
    assertEquals(await host.files.stat(SUMMARY), null);
    assertEquals(out.match(/^::/gm), null);
  });
}

Deno.test("merge and replay announce too, each at its own end, and merge warns of a wrong word", async () => {
  const host = open({ environment: { ...GITHUB, QA_OUTPUTS: OUTPUTS } });
  const common = ["--mode", "failsafe", "--history", "off"];
  for (const id of ["a", "b"]) await qaGate(host, [...common, "--run-id", id]);
  await replay(host, [`${OUTPUTS}/logs/a`, ...common]);
  const records = ["a", "b"].map((id) => `${OUTPUTS}/logs/${id}`);
  assertEquals(await merge(host, [...records, "--history", "off"]), 1);
  const heads = host.files.text(SUMMARY).match(/^# .*$/gm);
  assertEquals(heads, Array.from({ length: 4 }, () => "# FAILED: shop"));
  assertStringIncludes(host.files.text(SUMMARY), "joined from 2 records");
  await merge(host, [...records, "--no-announce", "--history", "off"]);
  assertEquals(host.files.text(SUMMARY).match(/^# .*$/gm)?.length, 4);
});

Deno.test("a wrong word in QA_ANNOUNCE stops a gate, and a merge, that has made its record, is warned", async () => {
  const { exit, error } = await gate({ environment: { ...GITHUB, QA_ANNOUNCE: "perhaps" } });
  assertEquals(exit, 2);
  assertStringIncludes(error, 'QA_ANNOUNCE in the environment: "perhaps" is not one of');
  const warned: string[] = [];
  const host = fakeHost({ environment: { QA_ANNOUNCE: "perhaps" } });
  const flags = { values: new Map(), words: [], rest: [], rows: MERGE_FLAGS };
  assertEquals(isAnnounced(host, flags, (message) => void warned.push(message)), true);
  assertStringIncludes(warned[0] ?? "", 'QA_ANNOUNCE is not used: "perhaps" is not one of');
});

const MIB = 1024 ** 2;
const REFUSED: readonly (readonly [string, Scene, string])[] = [
  [
    "no variable",
    { environment: { GITHUB_ACTIONS: "true" } },
    "GITHUB_STEP_SUMMARY is not set",
  ],
  [
    "a relative path",
    { environment: { ...GITHUB, GITHUB_STEP_SUMMARY: "a/b" } },
    "GITHUB_STEP_SUMMARY is no absolute path",
  ],
  [
    "a full file",
    { environment: GITHUB, files: { [SUMMARY]: "x".repeat(MIB - 100) } },
    `${MIB - 100} bytes of ${MIB} are in it`,
  ],
  [
    "a file that cannot be written",
    {
      environment: GITHUB,
      failures: [{ path: SUMMARY, code: "permission-denied" }],
    },
    SUMMARY,
  ],
];
for (const [what, scene, said] of REFUSED) {
  Deno.test(`a job summary with ${what} is a warning, and changes no verdict`, async () => {
    const { exit, error } = await gate(scene);
    assertEquals(exit, 1);
    assertStringIncludes(error, `warning: the job summary was not written: `);
    assertStringIncludes(error, said);
  });
}

Deno.test("a summary takes only the room that is left in its file", async () => {
  const before = "x".repeat(MIB - 800);
  const { host } = await gate({ environment: GITHUB, files: { [SUMMARY]: before } });
  const page = host.files.text(SUMMARY);
  assert(page.length > before.length && new TextEncoder().encode(page).length <= MIB);
});

Deno.test("a run in GitLab leaves a Code Quality report under a stable name, an empty one when green", async () => {
  const environment = { GITLAB_CI: "true", CI_PROJECT_DIR: "/project" };
  const name = `${OUTPUTS}/gl-code-quality-report.json`;
  const { host } = await gate({ environment });
  const [issue] = JSON.parse(host.files.text(name));
  assertEquals(Object.keys(issue), [
    "description",
    "check_name",
    "fingerprint",
    "severity",
    "location",
  ]);
  const quiet = await gate({ environment, report: green });
  assertEquals(JSON.parse(quiet.host.files.text(name)), []);
  const index = JSON.parse(host.files.text(`${OUTPUTS}/evidence/index.json`));
  assert(
    index.artifacts.some(({ path }: { path: string }) => path === "gl-code-quality-report.json"),
  );
});

Deno.test("a run in Buildkite leaves an annotation, and the command that shows it", async () => {
  const { host, out } = await gate({ environment: { BUILDKITE: "true" } });
  assert(host.files.text(`${OUTPUTS}/buildkite-annotation.md`).startsWith("# FAILED: shop\n"));
  assertStringIncludes(out, "buildkite-agent annotate --context qa-gate --style info < /project/");
});

Deno.test("a run in Azure Pipelines logs issues, and hands over its page", async () => {
  const { out } = await gate({
    environment: { TF_BUILD: "True", BUILD_SOURCESDIRECTORY: "/project" },
  });
  assertStringIncludes(out, "\n##vso[task.logissue type=error;sourcepath=");
  assert(
    /\n##vso\[task\.uploadsummary\]\/project\/outputs\/qa\/logs\/[^/\n]+\/report\.md\n$/.test(out),
    out,
  );
});

Deno.test("report.md is there without any CI system, and is listed; nothing for one is", async () => {
  const { host, out } = await gate({ environment: {} });
  assert(host.files.text(`${OUTPUTS}/report.md`).startsWith("# FAILED: shop\n"));
  const { artifacts } = JSON.parse(host.files.text(`${OUTPUTS}/summary.json`));
  const names = artifacts.map(({ name }: { name: string }) => name);
  assert(names.includes("report.md") && !names.includes("buildkite-annotation.md"));
  assertEquals(out.match(/^(?:::|##)/gm), null);
});
