import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { diagnosticRun } from "../../scripts/qa/diagnostic_run.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/diagnose_command.ts";
import "../../lib/catalog/signatures.ts";
import passed from "../../fixtures/runners/pytest/flaky/passed.xml" with { type: "text" };
import deadText from "../../fixtures/docker/version/no-socket/stderr.txt" with { type: "text" };
import { AttemptJson, DiagnosticSummaryJson } from "../../lib/model/diagnostic_json.ts";
import { engineHost, type EngineScript } from "../support/fake_engine.ts";
import type { FakeHost } from "../support/fake_host.ts";

const CONFIG = JSON.stringify({
  project: "shop",
  container: { image: "shop:1", network: "none", memory: "256m", timeout: "10m" },
  suites: [{ name: "unit", runner: "pytest" }, { name: "lint", command: ["lint"] }],
});

function open(engine: EngineScript, files = {}): FakeHost {
  return engineHost({
    files: { "/project/qa.jsonc": CONFIG, "/project/tests/test_a.py": "", ...files },
    environment: { PATH: "/usr/bin", SECRET_TOKEN: "hunter2-hunter2" },
  }, engine);
}

async function diagnose(host: FakeHost, ...args: string[]) {
  const exit = await diagnosticRun(host, ["--run-id", "d1", ...args]);
  const folder = "/project/outputs/qa/logs/d1";
  const has = host.files.paths().includes(`${folder}/summary.json`);
  assert(has, host.stderr());
  const text = host.files.text(`${folder}/summary.json`);
  return { exit, folder, summary: DiagnosticSummaryJson.parse(JSON.parse(text)) };
}

const remediesOf = ({ remedies }: DiagnosticSummaryJson) => remedies.map(({ remedy }) => remedy);

Deno.test("diagnostic_run raises the memory of what ran out of it, and ends where all passes", async () => {
  const host = open({
    containers: {
      "unit#1": { exitCode: 137, oomKills: 1 },
      "unit#2": { report: passed },
    },
  });
  const { exit, summary, folder } = await diagnose(host);
  assertEquals([exit, summary.outcome], [0, "healthy"], host.stdout() + host.stderr());
  assertEquals(remediesOf(summary), ["raise-memory"]);
  assertEquals(summary.cause?.class, "oom");
  assertEquals(summary.settings_to_keep?.qa_jsonc, { container: { memory: "512m" } });
  assertStringIncludes(summary.settings_to_keep?.command ?? "", "qa:gate --memory 512m");
  assertEquals(summary.other_suites, ["lint"]);
  const lines = host.files.text(`${folder}/attempts.jsonl`).trim().split("\n");
  const attempts = lines.map((line) => AttemptJson.parse(JSON.parse(line)));
  assertEquals(attempts.map(({ settings }) => settings["memory"]), ["256m", "512m"]);
  assertEquals(attempts.map(({ is_success }) => is_success), [false, true]);
  for (const name of ["report.md", "host_telemetry.json", "docker_version.txt", "exit.json"]) {
    assert(host.files.paths().includes(`${folder}/${name}`), name);
  }
});

Deno.test("diagnostic_run never asks for more memory than it may, and says so", async () => {
  const dies = { exitCode: 137, oomKills: 1 };
  const host = open({ containers: { "unit#1": dies, "unit#2": dies, "unit#3": dies } });
  const { exit, summary } = await diagnose(host, "--max-memory", "300m", "--attempts", "3");
  assertEquals([exit, summary.outcome], [4, "not-mended"]);
  assertEquals(remediesOf(summary), ["raise-memory", "lower-parallelism"]);
  const created = host.calls.filter(({ argv }) => argv[1] === "create")
    .flatMap(({ argv }) => argv.filter((word) => word.startsWith("--memory=")));
  assertEquals(new Set(created), new Set([`--memory=${256 << 20}`, `--memory=${300 << 20}`]));
  assertStringIncludes(summary.stopped_because, "all 3 attempts are used");
});

Deno.test("diagnostic_run allows no attempt more than the user does, the first one neither", async () => {
  const host = open({ containers: { unit: { report: passed } } });
  const { summary } = await diagnose(host, "--max-memory", "100m", "--max-timeout", "1m");
  assertEquals(summary.outcome, "healthy");
  const created = host.calls.find(({ argv }) => argv[1] === "create")?.argv ?? [];
  assert(created.includes(`--memory=${100 << 20}`), created.join(" "));
});

Deno.test("diagnostic_run --quiet says the end only, --json one object for a program", async () => {
  const quiet = open({ containers: { unit: { report: passed } } });
  await diagnose(quiet, "--quiet");
  assert(!quiet.stdout().includes("attempt 1"));
  assertStringIncludes(quiet.stdout(), "HEALTHY");
  const host = open({ containers: { unit: { report: passed } } });
  const { summary } = await diagnose(host, "--json");
  assertEquals(JSON.parse(host.stdout()), summary);
  assertStringIncludes(host.stderr(), "attempt 1");
});

Deno.test("diagnostic_run without an engine still writes what it knows of the machine", async () => {
  const host = open({ version: { code: 1, stdout: "", stderr: deadText } });
  const { exit, summary, folder } = await diagnose(host);
  assertEquals([exit, summary.outcome, summary.success], [3, "no-engine", false]);
  assertEquals(summary.cause?.class, "daemon");
  assertStringIncludes(host.files.text(`${folder}/host_telemetry.json`), '"hostname": "builder"');
  assert(!host.files.text(`${folder}/host_telemetry.json`).includes("hunter2"));
});

Deno.test("diagnostic_run takes a command, and judges it by its end", async () => {
  const host = open({ containers: { command: {} } });
  const { exit, summary } = await diagnose(host, "--image", "x:1", "--", "make", "check");
  assertEquals([exit, summary.outcome, summary.suite.name], [0, "healthy", "command"]);
  assertEquals(summary.suite.argv, ["make", "check"]);
});

Deno.test("diagnostic_run splits --pytest-args as a shell does, and runs none", async () => {
  const host = open({ containers: { unit: { report: passed } } });
  const { summary } = await diagnose(host, "--pytest-args", `-k "a or b" -x`);
  assertEquals(summary.suite.argv.slice(4, 7), ["-k", "a or b", "-x"]);
  const wrong = open({});
  assertEquals(await diagnosticRun(wrong, ["--pytest-args", `"a`]), 2);
  assertStringIncludes(wrong.stderr(), "--pytest-args");
});

Deno.test("diagnostic_run refuses bad usage with the nearest spelling", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["--atempts", "3"], "--attempts"],
    [["--attempts", "0"], "--attempts"],
    [["--max-memory", "much"], "--max-memory"],
    [["--sample-interval", "1ms"], "Give 50ms or more"],
    [["--suite", "unti"], "unit"],
  ];
  for (const [args, says] of cases) {
    const host = open({});
    assertEquals(await diagnosticRun(host, args), 2, args.join(" "));
    assertStringIncludes(host.stderr(), says);
  }
});

Deno.test("diagnostic_run --help names its flags and what it exits with", async () => {
  const host = open({});
  assertEquals(await diagnosticRun(host, ["--help"]), 0);
  for (const flag of ["--attempts", "--max-memory", "--pytest-args", "--mount", "--suite"]) {
    assertStringIncludes(host.stdout(), flag);
  }
});
