import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/diagnose_suites.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/classify/describe_failure.ts";
import green from "../../fixtures/runners/pytest/green/report.xml" with { type: "text" };
import red from "../../fixtures/traces/pytest/long.xml" with { type: "text" };
import { loadSignatures } from "../../lib/catalog/signatures.ts";
import { FailureDigestJson, FailureIndexJson } from "../../lib/model/failure_digest_json.ts";
import { ReplayBundleJson } from "../../lib/model/replay_bundle_json.ts";
import { SummaryJson } from "../../lib/model/summary_json.ts";
import { TestRecord } from "../../lib/model/test_result.ts";
import { engineHost } from "../support/fake_engine.ts";
import type { FakeHost } from "../support/fake_host.ts";

await loadSignatures();

const CONFIG = `{
  "project": "shop",
  "container": { "image": "shop:1", "network": "none" },
  "suites": [
    { "name": "unit", "kind": "unit", "runner": "pytest" },
    { "name": "more", "kind": "unit", "runner": "pytest" }
  ]
}`;
const OUTPUTS = "/project/outputs/qa";

function shop(unit: string, more: string, files: Readonly<Record<string, string>> = {}): FakeHost {
  const containers = {
    unit: { report: unit, exitCode: unit === red ? 1 : 0, stderr: "a line\nanother line\n" },
    more: { report: more, exitCode: more === red ? 1 : 0 },
  };
  const script = {
    files: { "/project/qa.jsonc": CONFIG, ...files },
    environment: { PATH: "/bin" },
  };
  return engineHost(script, { containers });
}

function read(host: FakeHost, name: string): unknown {
  return JSON.parse(host.files.text(`${OUTPUTS}/${name}`));
}

Deno.test("qaGate() leaves a digest for every suite that failed, with its first assertion and clusters", async () => {
  const host = shop(red, green);
  assertEquals(await qaGate(host, []), 1, host.stdout());
  const digest = FailureDigestJson.parse(read(host, "failures/unit.json"));
  assertEquals(await host.files.stat(`${OUTPUTS}/failures/more.json`), null);
  assertEquals(digest.first_failing_assertion, {
    type: "NetworkXNoPath",
    message: "No path between 1 and 4.",
    file: "test_traces.py",
    line: 9,
  });
  assertEquals([digest.clusters[0]?.count, digest.clusters[0]?.tests.length], [2, 2]);
  assertEquals(digest.impacted_scenario_ids.length, 12);
  const { targeted_test_replay_command: targeted } = digest.remediation_pointer;
  assert(targeted?.endsWith("test_traces.py::test_in_library"), targeted ?? "none");
});

Deno.test("qaGate() marks every failing test, and joins what suites have in common", async () => {
  const host = shop(red, red);
  assertEquals(await qaGate(host, []), 1, host.stdout());
  const tests = host.files.text(`${OUTPUTS}/tests.jsonl`).trim().split("\n")
    .map((line) => TestRecord.parse(JSON.parse(line)));
  assertEquals(tests.filter(({ fingerprint }) => fingerprint === null), []);
  const index = FailureIndexJson.parse(read(host, "failure_diagnostics_index.json"));
  assertEquals(index.failed_suites.map(({ suite }) => suite), ["unit", "more"]);
  assertEquals(index.clusters[0]?.suites, ["unit", "more"]);
  assertEquals(index.clusters[0]?.count, 4);
  assertStringIncludes(host.stdout(), "4 tests fail with this, in unit, more");
});

Deno.test("qaGate() tells in summary and bundle how all that failed is replayed", async () => {
  const host = shop(red, green);
  await qaGate(host, []);
  const summary = SummaryJson.parse(read(host, "summary.json"));
  const bundle = ReplayBundleJson.parse(read(host, "replay_bundle.json"));
  const path = `${OUTPUTS}/logs/${summary.run_id}/summary.json`;
  assertEquals(summary.replay_bundle?.one_command_replay, bundle.one_command_replay);
  assertEquals(summary.replay_bundle?.environment, bundle.environment);
  assert(
    bundle.one_command_replay?.endsWith(`--rerun-from ${path}`),
    bundle.one_command_replay ?? "",
  );
  assertEquals(summary.failures[0]?.first_failing_assertion?.line, 9);
  assertEquals(summary.failures[0]?.fingerprint?.length, 16);
});

Deno.test("qaGate() leaves no digest of an earlier run beside a green one", async () => {
  const old = { [`${OUTPUTS}/failures/gone.json`]: "{}" };
  const host = shop(green, green, old);
  assertEquals(await qaGate(host, []), 0, host.stdout());
  assertEquals(host.files.paths().filter((one) => one.startsWith(`${OUTPUTS}/failures/`)), []);
  assertEquals(await host.files.stat(`${OUTPUTS}/failure_diagnostics_index.json`), null);
  assertEquals(ReplayBundleJson.parse(read(host, "replay_bundle.json")).one_command_replay, null);
});

Deno.test("qaGate() shows what a check said that nobody knows, in every report", async () => {
  const config = `{
    "project": "shop",
    "container": { "image": "shop:1", "network": "none" },
    "suites": [{ "name": "lint", "kind": "check", "command": ["lint"] }]
  }`;
  const said = "src/a.ts:3: odd: a comma is missing";
  const host = engineHost({
    files: { "/project/qa.jsonc": config },
    environment: { PATH: "/bin" },
  }, { containers: { lint: { exitCode: 1, stderr: `${said}\n` } } });
  assertEquals(await qaGate(host, []), 1, host.stdout());
  const digest = FailureDigestJson.parse(read(host, "failures/lint.json"));
  const source = "suites/lint/container-1/stderr.log";
  assertEquals(digest.evidence, [{ source, line: 1, quote: said }]);
  assertStringIncludes(host.stdout(), `\n  it said: ${said}\n`);
  const page = host.files.text(`${OUTPUTS}/report.md`);
  assertStringIncludes(page, `\n- \`${source}:1\`: \`${said}\`\n`);
});
