// The verdict's own tools on a host without a world: --fix, --self-test, --incident, --incident-close.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { loadGateRows } from "../../lib/catalog/gates.ts";
import { loadGateScenarios } from "../../lib/catalog/gate_scenarios.ts";
import { FullVerdictJson } from "../../lib/model/full_verdict_json.ts";
import { FixJson, SelfTestJson } from "../../lib/model/gate_tools_json.ts";
import { IncidentJson, NoIncidentJson } from "../../lib/model/incident_json.ts";
import "../../lib/pipeline/verdict_command.ts";
import "../../lib/pipeline/fix_gates.ts";
import "../../lib/pipeline/self_test_gates.ts";
import "../../lib/pipeline/incident_command.ts";
import "../../lib/pipeline/close_incident.ts";
import { makeReplayBundle } from "../../lib/report/make_replay_bundle.ts";
import { makeTriageDiff } from "../../lib/report/make_triage_diff.ts";
import { verdict } from "../../scripts/qa/verdict.ts";
import { type FakeHost, fakeHost, type FakeScript } from "../support/fake_host.ts";
import { recordFiles } from "../support/record_files.ts";
import { failingGate, sampleVerdict } from "../support/sample_incident.ts";
import { greenRecord, redRecord } from "../support/sample_record.ts";
import { sampleCounts, sampleTriage } from "../support/sample_triage.ts";

await loadGateRows();
const SCENARIOS = await loadGateScenarios();

const OUTPUTS = "/project/outputs/qa";
const SCRIPT = fromFileUrl(new URL("../../scripts/qa/verdict.ts", import.meta.url));
const STATUS = `# branch.oid ${"d".repeat(40)}\n# branch.head main\n`;
const CLASSES = {
  ...{ id: "classes", kind: "classification", manifest: "classes.jsonc" },
  ...{ files: ["tests/**/*_test.ts"], rules: [{ files: ["tests/**"], class: "unit" }] },
};

function project(config: object, script: FakeScript = {}): FakeHost {
  return fakeHost({
    startsAt: "2026-11-20T12:00:00.000Z",
    programs: [{ match: ([name]) => name === "git", stdout: STATUS }],
    ...script,
    files: { "/project/qa.jsonc": JSON.stringify(config), ...script.files },
  });
}

Deno.test("verdict --self-test finds what it must, and says the same every time with --now", async () => {
  const told = async () => {
    const host = fakeHost();
    assertEquals(
      await verdict(host, ["--self-test", "--json", "--now", "2026-01-02T03:04:05Z"]),
      0,
    );
    assertStringIncludes(host.stderr(), "pass  completion-audit/missing-push\n");
    return host.stdout();
  };
  const first = SelfTestJson.parse(JSON.parse(await told()));
  assertEquals([first.verdict, first.failed], ["passed", 0]);
  assertEquals(
    new Set(first.scenarios.map(({ kind }) => kind)),
    new Set(SCENARIOS.map(({ kind }) => kind)),
  );
  assertEquals(await told(), await told());
});

Deno.test("verdict --self-test refuses a time that is none", async () => {
  const host = fakeHost();
  assertEquals(await verdict(host, ["--self-test", "--now", "soon"]), 2);
  assertStringIncludes(host.stderr(), "--now");
});

Deno.test("verdict --fix writes what a gate mends, shows it, and then has nothing to mend", async () => {
  const files = {
    "/project/tests/b_test.ts": "",
    "/project/tests/a_test.ts": "",
    "/project/classes.jsonc": '{\n  "unit": [\n    "tests/b_test.ts" // slow\n  ]\n}\n',
  };
  const host = project({ gates: [CLASSES] }, { files });
  assertEquals(await verdict(host, ["--fix"]), 0, host.stderr());
  assertEquals(
    host.stdout(),
    [
      "classes: classes.jsonc: adds 1 file",
      '  +    "tests/a_test.ts",',
      `Judge again: cd /project && deno run -A ${SCRIPT}`,
      "",
    ].join("\n"),
  );
  assertEquals(
    host.files.text("/project/classes.jsonc"),
    '{\n  "unit": [\n    "tests/a_test.ts",\n    "tests/b_test.ts" // slow\n  ]\n}\n',
  );
  const again = project({ gates: [CLASSES] }, {
    files: { ...files, "/project/classes.jsonc": host.files.text("/project/classes.jsonc") },
  });
  assertEquals(await verdict(again, ["--fix", "--json"]), 0);
  assertEquals(FixJson.parse(JSON.parse(again.stdout())), {
    ...{ schema: "qa.fix.v1", files: [], skipped: [] },
  });
});

Deno.test("verdict --fix replaces no link, writes nothing outside, and no file twice", async () => {
  const gate = { ...CLASSES, manifest: "linked.jsonc" };
  const linked = project({ gates: [gate] }, {
    files: {
      "/project/tests/a_test.ts": "",
      "/project/other.jsonc": "{}",
      "/project/linked.jsonc": { kind: "link", to: "/project/other.jsonc" },
    },
  });
  await verdict(linked, ["--fix"]);
  assertEquals((await linked.files.stat("/project/linked.jsonc"))?.kind, "link");
  const outside = project({ gates: [{ ...CLASSES, manifest: "../classes.jsonc" }] }, {
    files: { "/project/tests/a_test.ts": "" },
  });
  await verdict(outside, ["--fix"]);
  assertEquals(await outside.files.stat("/classes.jsonc"), null);
  const twice = project({ gates: [CLASSES, { ...CLASSES, id: "again" }] }, {
    files: { "/project/tests/a_test.ts": "" },
  });
  assertEquals(await verdict(twice, ["--fix"]), 1);
  assertStringIncludes(twice.stderr(), "another gate has mended it just now");
});

const TRIAGE = sampleTriage();
const RED = { ...redRecord(), triage: TRIAGE };
const RUN = `${OUTPUTS}/logs/${RED.runId}`;
const json = (value: unknown) => `${JSON.stringify(value)}\n`;

/** What a gate and a verdict leave behind after a regression. */
function incidentFiles(gates = [failingGate()]): NonNullable<FakeScript["files"]> {
  return {
    ...recordFiles(RUN, RED),
    [`${RUN}/triage_diff.json`]: json(makeTriageDiff(RED)),
    [`${RUN}/replay_bundle.json`]: json(makeReplayBundle(RED)),
    [`${RUN}/failure_diagnostics_index.json`]: "{}\n",
    [`${RUN}/evidence/index.json`]: "{}\n",
    ...verdictFiles(sampleVerdict({ gates })),
    "/project/docs/contract.json": '{"token": "ghp_' + "a1B2".repeat(9) + '"}\n',
  };
}

function verdictFiles(full: ReturnType<typeof sampleVerdict>) {
  return {
    [`${OUTPUTS}/full_suite_verdict.json`]: json(full),
    [`${OUTPUTS}/full_suite_events.jsonl`]: "{}\n",
    [`${OUTPUTS}/full_suite_report.md`]: "# Failed\n",
  };
}

const CONFIG = { project: "shop", incident: { artifacts: ["docs/contract.json"] } };

function incidentOf(host: FakeHost): { readonly folder: string; readonly incident: IncidentJson } {
  const path = host.files.paths().find((one) => one.endsWith("/incident.json"));
  assert(path !== undefined, host.stdout() + host.stderr());
  const folder = path.slice(0, -"/incident.json".length);
  return { folder, incident: IncidentJson.parse(JSON.parse(host.files.text(path))) };
}

Deno.test("verdict --incident opens one with severity, target, triggers, replay and all its evidence", async () => {
  const host = project(CONFIG, { files: incidentFiles() });
  assertEquals(await verdict(host, ["--incident", "--note", "owner=ann"]), 1, host.stderr());
  const { folder, incident } = incidentOf(host);
  assertEquals([incident.severity, incident.status, incident.branch], ["SEV-1", "open", "main"]);
  assertEquals([incident.respond_by.slice(0, 16), incident.notes.owner], [
    "2026-11-20T12:30",
    "ann",
  ]);
  assertEquals(incident.triggers.map(({ code }) => code), ["regression", "blocking_gate"]);
  assertEquals(incident.failing_gates.map(({ id }) => id), ["unit-green"]);
  assertEquals(incident.triage?.ranked_diagnostics.length, 1);
  assert(incident.one_command_replay?.includes("--rerun-from"), incident.one_command_replay ?? "");
  assertEquals(incident.artifacts.map(({ missing }) => missing), Array(9).fill(null));
  for (const { path, sha256 } of incident.artifacts) {
    assertEquals(await host.sha256(host.files.text(`${folder}/${path}`)), sha256);
  }
  assert(!host.files.text(`${folder}/artifacts/declared/docs/contract.json`).includes("ghp_"));
  assertStringIncludes(host.files.text(`${folder}/incident.md`), "# SEV-1: ");
  assertStringIncludes(host.stdout(), "folder: outputs/qa/incidents/inc-20261120T12");
});

Deno.test("verdict --incident goes by the branch that is told, by a flag, a CI system or git", async () => {
  const severity = async (args: readonly string[], environment = {}) => {
    const host = project(CONFIG, { files: incidentFiles(), environment });
    await verdict(host, ["--incident", ...args]);
    const { incident } = incidentOf(host);
    return `${incident.severity} ${incident.branch} ${incident.branch_from}`;
  };
  assertEquals(await severity(["--branch", "try"]), "SEV-2 try --branch");
  assertEquals(
    await severity([], { GITHUB_HEAD_REF: "main", GITHUB_REF_NAME: "12/merge" }),
    "SEV-2 main GITHUB_HEAD_REF",
  );
  assertEquals(
    await severity([], { CI_COMMIT_BRANCH: "release/2" }),
    "SEV-1 release/2 CI_COMMIT_BRANCH",
  );
});

Deno.test("verdict --incident writes nothing where there is no need for one", async () => {
  const calm = greenRecord({
    triage: sampleTriage({ status: "stable", counts: sampleCounts(), regressions: 0, changes: [] }),
  });
  const host = project(CONFIG, {
    files: {
      ...recordFiles(`${OUTPUTS}/logs/${calm.runId}`, calm),
      [`${OUTPUTS}/logs/${calm.runId}/triage_diff.json`]: json(makeTriageDiff(calm)),
      ...verdictFiles(sampleVerdict()),
    },
  });
  assertEquals(await verdict(host, ["--incident", "--json"]), 0, host.stderr());
  assertStringIncludes(NoIncidentJson.parse(JSON.parse(host.stdout())).why, "says stable");
  assertEquals(host.files.paths().filter((path) => path.includes("/incidents/")), []);
});

Deno.test("verdict --incident gives no all-clear where there is no verdict", async () => {
  const host = project(CONFIG);
  assertEquals(await verdict(host, ["--incident"]), 2);
  assertStringIncludes(host.stderr(), "there is no full_suite_verdict.json");
});

Deno.test("verdict --incident takes evidence that cannot be read for a reason of its own", async () => {
  const files = { ...verdictFiles(sampleVerdict()), [`${OUTPUTS}/full_suite_verdict.json`]: "{" };
  const host = project(CONFIG, { files });
  assertEquals(await verdict(host, ["--incident"]), 1);
  const { incident } = incidentOf(host);
  assertEquals([incident.severity, incident.triggers[0]?.code], ["SEV-3", "unreadable_evidence"]);
});

Deno.test("verdict --incident opens no second one for the same run and verdict", async () => {
  const host = project(CONFIG, { files: incidentFiles() });
  assertEquals(await verdict(host, ["--incident"]), 1);
  assertEquals(await verdict(host, ["--incident"]), 1);
  assertEquals(host.files.paths().filter((path) => path.endsWith("/incident.json")).length, 1);
  assertStringIncludes(host.stdout(), "is open already");
});

Deno.test("verdict --incident records what is noted for one that is open already", async () => {
  const host = project(CONFIG, { files: incidentFiles() });
  await verdict(host, ["--incident"]);
  assertEquals(incidentOf(host).incident.responded_at, null);
  assertEquals(await verdict(host, ["--incident", "--note", "owner=ann"]), 1);
  const { incident } = incidentOf(host);
  assertEquals([incident.notes.owner, incident.responded_at !== null], ["ann", true]);
});

Deno.test("verdict --incident names every artifact that is missing, and never leaves the outputs", async () => {
  const files = { ...incidentFiles(), "/elsewhere": { kind: "folder" } as const };
  const kept = Object.fromEntries(
    Object.entries(files).filter(([path]) => !/replay_bundle|contract/.test(path)),
  );
  const host = project({
    ...CONFIG,
    incident: { artifacts: ["docs/contract.json", "../../etc/x"] },
  }, {
    files: kept,
  });
  assertEquals(await verdict(host, ["--incident"]), 1);
  const { incident } = incidentOf(host);
  const missing = incident.artifacts.filter((one) => one.missing !== null).map(({ name }) => name);
  assertEquals(missing, ["replay_bundle.json", "docs/contract.json", "../../etc/x"]);
  assertEquals(incident.checklist.find(({ id }) => id === "artifacts_attached")?.status, "open");
  const linked = project(CONFIG, {
    files: { ...files, [`${OUTPUTS}/incidents`]: { kind: "link", to: "/elsewhere" } },
  });
  assertEquals(await verdict(linked, ["--incident"]), 2);
  assertStringIncludes(linked.stderr(), "is a link");
});

/** What a green run and verdict leave behind after the incident. */
function afterFiles(): NonNullable<FakeScript["files"]> {
  const triage = sampleTriage({
    ...{ status: "stable", why: "nothing fails that did not" } as const,
    ...{ counts: sampleCounts(), regressions: 0, changes: [] },
  });
  const startedAt = "2026-11-20T12:30:00.000Z";
  const record = greenRecord({ runId: "20261120T123000Z-ffffff", startedAt, triage });
  const folder = `${OUTPUTS}/logs/${record.runId}`;
  const gates = [failingGate({ status: "pass" })];
  const generated_at = "2026-11-20T12:40:00.000Z";
  return {
    ...recordFiles(folder, record),
    [`${folder}/triage_diff.json`]: json(makeTriageDiff(record)),
    ...verdictFiles(sampleVerdict({ verdict_id: "v2", generated_at, gates })),
  };
}

const NOTED = ["detection", "attribution", "mitigation", "verification"]
  .flatMap((phase) => ["--note", `${phase}=said`]);

/** The world of a host, to which files are added, some while later. */
function later(host: FakeHost, files: NonNullable<FakeScript["files"]>, at: string): FakeHost {
  const before = Object.fromEntries(
    host.files.paths().map((path) => [path, host.files.text(path)]),
  );
  return project(CONFIG, { files: { ...before, ...files }, startsAt: at });
}

Deno.test("verdict --incident-close keeps what is noted, and stays open until all is shown", async () => {
  const opened = project(CONFIG, { files: incidentFiles() });
  await verdict(opened, ["--incident"]);
  const early = later(opened, {}, "2026-11-20T12:10:00.000Z");
  assertEquals(await verdict(early, ["--incident-close", ...NOTED]), 1);
  const { incident } = incidentOf(early);
  assertEquals(incident.checklist.filter(({ status }) => status === "open").map(({ id }) => id), [
    "triage_not_regression",
    "blocking_gates_pass",
  ]);
  assertEquals([incident.status, incident.notes.mitigation], ["open", "said"]);
  assertEquals(incident.responded_at?.slice(0, 16), "2026-11-20T12:10");
});

Deno.test("verdict --incident-close closes when every criterion is met, with the evidence of it", async () => {
  const opened = project(CONFIG, { files: incidentFiles() });
  await verdict(opened, ["--incident"]);
  const { incident: { id } } = incidentOf(opened);
  const late = later(opened, afterFiles(), "2026-11-20T13:00:00.000Z");
  assertEquals(await verdict(late, ["--incident-close", id, ...NOTED]), 0, late.stdout());
  const { folder, incident } = incidentOf(late);
  assertEquals([incident.status, incident.closed_by?.verdict_id], ["closed", "v2"]);
  assertEquals(incident.closed_at?.slice(0, 16), "2026-11-20T13:00");
  assertStringIncludes(late.stdout(), "LATE: due 2026-11-20T12:30");
  const closing = incident.artifacts.filter(({ path }) => path.startsWith("artifacts/closing/"));
  assertEquals(closing.map(({ name, missing }) => [name, missing]), [
    ["closing summary.json", null],
    ["closing triage_diff.json", null],
    ["closing full_suite_verdict.json", null],
    ["closing full_suite_report.md", null],
  ]);
  assertStringIncludes(host0(late, folder), `verdict \`v2\``);
  assertEquals(await verdict(late, ["--incident-close"]), 0);
  assertStringIncludes(late.stdout(), "was closed before");
});

function host0(host: FakeHost, folder: string): string {
  return host.files.text(`${folder}/incident.md`);
}

Deno.test("verdict --incident-close sees evidence that was changed or taken away", async () => {
  const opened = project(CONFIG, { files: incidentFiles() });
  await verdict(opened, ["--incident"]);
  const { folder } = incidentOf(opened);
  const touched = later(
    opened,
    { ...afterFiles(), [`${folder}/artifacts/run/summary.json`]: "{}" },
    "2026-11-20T13:00:00.000Z",
  );
  await touched.files.remove(`${folder}/artifacts/verdict/full_suite_report.md`);
  assertEquals(await verdict(touched, ["--incident-close", ...NOTED]), 1);
  assertStringIncludes(touched.stdout(), "summary.json was changed since");
  assertStringIncludes(touched.stdout(), "full_suite_report.md is missing: put it at artifacts/");
});

Deno.test("verdict --incident-close takes evidence that was put there by hand", async () => {
  const files = incidentFiles();
  const kept = Object.entries(files).filter(([path]) => path !== "/project/docs/contract.json");
  const opened = project(CONFIG, { files: Object.fromEntries(kept) });
  await verdict(opened, ["--incident"]);
  const { folder } = incidentOf(opened);
  const added = { [`${folder}/artifacts/declared/docs/contract.json`]: "{}" };
  const late = later(opened, { ...afterFiles(), ...added }, "2026-11-20T13:00:00.000Z");
  assertEquals(await verdict(late, ["--incident-close", ...NOTED]), 0, late.stdout());
});

Deno.test("verdict --incident-close says what is overdue, and refuses what it cannot use", async () => {
  const opened = project(CONFIG, { files: incidentFiles() });
  await verdict(opened, ["--incident"]);
  const late = later(opened, {}, "2026-11-20T13:00:00.000Z");
  assertEquals(await verdict(late, ["--incident-close"]), 1);
  assertStringIncludes(late.stdout(), "response OVERDUE since");
  for (
    const [args, fault] of [
      [["--incident-close", "none"], "there is no incident none"],
      [["--incident-close", "../../x"], "is no id of an incident"],
      [["--incident-close", "--note", "detecton=x"], 'Did you mean "detection=…"?'],
      [["--incident-close", "--note", "owner="], "says nothing"],
    ] as const
  ) {
    assertEquals(await verdict(late, args), 2);
    assertStringIncludes(late.stderr(), fault);
  }
  const { folder } = incidentOf(late);
  const torn = later(late, { [`${folder}/incident.json`]: "{" }, "2026-11-20T13:00:00.000Z");
  assertEquals(await verdict(torn, ["--incident-close"]), 2);
  const none = project(CONFIG);
  assertEquals(await verdict(none, ["--incident-close"]), 2);
  assertStringIncludes(none.stderr(), "there is no incident");
});

Deno.test("verdict tells the blockers of a closeout audit, and what an operator does next", async () => {
  const audit = {
    ...{ schema: "qa.completion_audit.v1", generated_at: "2026-11-20T11:00:00Z" },
    ...{ subject: "issue 42", commit: "d".repeat(40), push: null },
    commands: [{ id: "tests", argv: ["deno", "task", "test"], exit_code: 0 }],
    claims: [{ id: "c", claim: "done", evidence: [{ kind: "command", ref: "tests" }] }],
    ...{ artifacts: [], gaps: [] },
  };
  const gate = { id: "closeout", kind: "completion-audit", audit: "audit.json" };
  const files = { "/project/audit.json": JSON.stringify(audit) };
  const host = project({ gates: [gate] }, { files });
  assertEquals(await verdict(host, ["--json"]), 1, host.stderr());
  const { gates: [judged] } = FullVerdictJson.parse(JSON.parse(host.stdout()));
  assertEquals(judged?.report, {
    blockers: [{
      kind: "missing_push",
      subject: "d".repeat(40),
      message: `${"d".repeat(40)} was not pushed`,
    }],
    operator_next_actions: ["Push the closeout commit, and make the audit anew"],
  });
});
