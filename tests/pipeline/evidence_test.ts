import { assertEquals } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
import { checkEvidenceCommand } from "../../scripts/dev/check_evidence.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/finish_gate.ts";
import green from "../../fixtures/runners/pytest/green/report.xml" with { type: "text" };
import red from "../../fixtures/runners/pytest/outcomes/report.xml" with { type: "text" };
import { EvidenceJson } from "../../lib/model/evidence_json.ts";
import { ctrfFaults } from "../support/ctrf_faults.ts";
import { engineHost } from "../support/fake_engine.ts";
import type { FakeHost } from "../support/fake_host.ts";

const CONFIG = `{
  "project": "shop",
  "container": { "image": "shop:1", "network": "none" },
  "suites": [
    { "name": "unit", "runner": "pytest", "paths": ["tests"] },
    { "name": "e2e", "kind": "e2e", "runner": "pytest", "paths": ["e2e"] }
  ]
}`;
const OUTPUTS = "/project/outputs/qa";
const SECRET = "correct-horse-battery";
/** A report that tells a secret wherever a report can tell something. */
const TELLING = `<testsuite name="s" tests="1" failures="1">
  <testcase classname="C.${SECRET}" file="${SECRET}.py" name="GET /x/${SECRET}[${SECRET}]" time="0.1">
    <failure type="failed" message="m ${SECRET}">t ${SECRET}</failure>
    <rerunFailure type="failed" message="m ${SECRET}"><stackTrace>t ${SECRET}</stackTrace></rerunFailure>
  </testcase>
</testsuite>`;

async function gate(report: string = red): Promise<FakeHost> {
  const files = { "/project/qa.jsonc": CONFIG, "/project/tests/test_a.py": "" };
  const environment = { PATH: "/usr/bin", DB_PASSWORD: SECRET };
  const host = engineHost({ files, environment }, {
    containers: { unit: { report, exitCode: 1 }, e2e: { report: green, stdout: "ok\n" } },
  });
  assertEquals(await qaGate(host, ["--run-id", "r1"]), 1, host.stdout());
  return host;
}

Deno.test("qaGate() lists every file it left in evidence/index.json, and the command agrees", async () => {
  const host = await gate();
  const index = EvidenceJson.parse(JSON.parse(host.files.text(`${OUTPUTS}/evidence/index.json`)));
  const there = host.files.paths().filter((path) => path.startsWith(`${OUTPUTS}/logs/r1/`))
    .map((path) => path.slice(`${OUTPUTS}/logs/r1/`.length));
  assertEquals([...index.artifacts.map(({ path }) => path), "evidence/index.json"].sort(), there);
  assertEquals([index.left_out, index.run_id], [[], "r1"]);
  assertEquals(index.artifacts.filter(({ kind }) => kind === "other"), []);
  assertEquals(await checkEvidenceCommand(host, []), 0, host.stderr());
  host.files.put(`${OUTPUTS}/logs/r1/summary.json`, "{}");
  assertEquals(await checkEvidenceCommand(host, [`${OUTPUTS}/logs/r1`]), 1);
});

Deno.test("checkEvidenceCommand() exits 2 without an index, and for anything but one folder", async () => {
  const host = await gate();
  for (const args of [["/project"], ["a", "b"], ["--json"]]) {
    assertEquals(await checkEvidenceCommand(host, args), 2, args.join());
  }
});

Deno.test("qaGate() tells the tests of all suites in ctrf.json", async () => {
  const host = await gate();
  const document = JSON.parse(host.files.text(`${OUTPUTS}/ctrf.json`));
  assertEquals(ctrfFaults(document), []);
  const results = JSON.parse(host.files.text(`${OUTPUTS}/results.json`));
  const { tests, failed, suites } = document.results.summary;
  assertEquals([tests, failed, suites], [results.total, results.failed, 2]);
});

Deno.test("qaGate() leaves no file that tells a secret, of whatever part of a report", async () => {
  const host = await gate(TELLING);
  const paths = host.files.paths().filter((path) => path.startsWith(OUTPUTS));
  assertEquals(paths.filter((path) => host.files.text(path).includes(SECRET)), []);
  const [test] = host.files.text(`${OUTPUTS}/tests.jsonl`).split("\n");
  const { class: group, earlier } = JSON.parse(test ?? "");
  assertEquals(group, "C.[redacted:env:DB_PASSWORD]");
  assertEquals(earlier[0].details, "t [redacted:env:DB_PASSWORD]");
});
