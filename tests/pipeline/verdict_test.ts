import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { CertificationDossierJson } from "../../lib/model/certification_dossier_json.ts";
import { FullVerdictJson } from "../../lib/model/full_verdict_json.ts";
import { RemediationBacklogJson } from "../../lib/model/remediation_backlog_json.ts";
import { VerdictEventLine } from "../../lib/model/verdict_event_json.ts";
import { WaiverAuditJson } from "../../lib/model/waiver_audit_json.ts";
import "../../lib/pipeline/verdict_command.ts";
import { VERDICT_ARTIFACTS, VERDICT_TEXTS } from "../../lib/catalog/verdict_artifacts.ts";
import { verdict } from "../../scripts/qa/verdict.ts";
import { type FakeHost, fakeHost, type FakeScript } from "../support/fake_host.ts";
import { recordFiles } from "../support/record_files.ts";
import { greenRecord } from "../support/sample_record.ts";

const OUTPUTS = "/project/outputs/qa";
/** It works from any folder, and in any project. */
const SCRIPT = fromFileUrl(new URL("../../scripts/qa/verdict.ts", import.meta.url));
const AGAIN = `cd /project && deno run -A ${SCRIPT} --gate ready`;
const COMMIT = "d".repeat(40);
const STATUS = `# branch.oid ${COMMIT}\n# branch.head main\n`;
const CONTRACT = {
  ...{ id: "ready", kind: "artifact-contract", artifact: "ready.json" },
  rules: [{ rule: "required", at: "/status" }],
};
const WAIVER = {
  ...{ gate: "ready", owner: "ann", reason: "late", issue: "QA-1", scope: "*" },
  ...{ created: "2026-01-01", expires: "2026-01-20" },
};

/** A project on a commit, with this configuration and these files. */
function project(
  config: object,
  files: FakeScript["files"] = {},
  { status = STATUS, ...script }: FakeScript & { readonly status?: string } = {},
): FakeHost {
  return fakeHost({
    ...script,
    files: { "/project/qa.jsonc": JSON.stringify(config), ...files },
    programs: [{ match: ([name]) => name === "git", stdout: status }],
  });
}

const run = (host: FakeHost, ...args: string[]) => verdict(host, ["--run-id", "v1", ...args]);

function verdictOf(host: FakeHost, id = "v1"): FullVerdictJson {
  const text = host.files.text(`${OUTPUTS}/verdicts/${id}/full_suite_verdict.json`);
  return FullVerdictJson.parse(JSON.parse(text));
}

const GOOD = { "/project/ready.json": '{"status": "ready"}' };
const BAD = { "/project/ready.json": "{}" };

Deno.test("verdict() is green in two lines, and leaves every file in two places", async () => {
  const host = project({ gates: [CONTRACT] }, GOOD);
  assertEquals(await run(host), 0, host.stderr());
  assertEquals(
    host.stdout(),
    "passed: the one gate passes\nreport: outputs/qa/verdicts/v1/full_suite_report.md\n",
  );
  for (const { name } of [...VERDICT_ARTIFACTS, ...VERDICT_TEXTS]) {
    assertEquals(
      host.files.text(`${OUTPUTS}/${name}`),
      host.files.text(`${OUTPUTS}/verdicts/v1/${name}`),
    );
  }
  const { gates, counts, ...head } = verdictOf(host);
  assertEquals(counts, {
    ...{ total: 1, passed: 1, failed: 0, waived: 0, not_judged: 0, failed_deciding: 0 },
  });
  assertEquals(gates.map(({ id, status, remediation }) => [id, status, remediation]), [[
    "ready",
    "pass",
    [],
  ]]);
  assertEquals(
    [head.verdict, head.exit_code, head.mode, head.promotion_mode, head.commit, head.dirty],
    ["passed", 0, "full", "strict", COMMIT, false],
  );
});

Deno.test("verdict() says first what is wrong, then where, what to do and how to see it again", async () => {
  const config = { gates: [{ ...CONTRACT, owner: "ann", remediation: ["Make it ready"] }] };
  const host = project(config, BAD);
  assertEquals(await run(host), 1, host.stderr());
  assertEquals(
    host.stdout(),
    [
      "FAILED: 1 of 1 gate fails: ready",
      "",
      "fail ready (artifact-contract, owner ann)",
      "  - ready.json: /status is missing; it is wanted [ready.json#/status]",
      "  do:  Make it ready",
      `  run: ${AGAIN}`,
      "",
      "report: outputs/qa/verdicts/v1/full_suite_report.md",
      "",
    ].join("\n"),
  );
  const backlog = RemediationBacklogJson.parse(
    JSON.parse(host.files.text(`${OUTPUTS}/remediation_backlog.json`)),
  );
  assertEquals(
    backlog.entries.map(({ owner, artifact, command, remediation }) => ({
      ...{ owner, artifact, command, remediation },
    })),
    [{
      owner: "ann",
      artifact: "ready.json",
      command: AGAIN,
      remediation: ["Make it ready"],
    }],
  );
});

Deno.test("verdict() writes a line of events for each gate, in the shape of its schema", async () => {
  const host = project({ gates: [CONTRACT] }, GOOD);
  await run(host);
  const lines = host.files.text(`${OUTPUTS}/full_suite_events.jsonl`).trim().split("\n");
  const events = lines.map((line) => VerdictEventLine.parse(JSON.parse(line)));
  assertEquals(events.map(({ type }) => type), ["verdict-started", "gate-judged", "verdict-ended"]);
});

Deno.test("verdict() waives a gate for the days of its waiver, and tells what waivers did", async () => {
  const config = { gates: [CONTRACT], waivers: [WAIVER, { ...WAIVER, gate: "gone" }] };
  const host = project(config, BAD);
  assertEquals(await run(host), 0, host.stdout());
  assertStringIncludes(host.stdout(), "passed: 1 gate passes, 1 is waived\n");
  assertStringIncludes(host.stdout(), "note: waivers: waivers[1]: there is no gate gone;");
  const { gates } = verdictOf(host);
  assertEquals(gates.map(({ id, status }) => `${id} ${status}`), ["ready waived", "waivers pass"]);
  assertEquals(gates[0]?.waivers, ["waivers[0]"]);
  const audit = WaiverAuditJson.parse(JSON.parse(host.files.text(`${OUTPUTS}/waiver_audit.json`)));
  assertEquals(audit.waivers.map(({ status, excused }) => [status, excused]), [
    ["used", 1],
    ["unknown-gate", 0],
  ]);
  assertEquals(
    RemediationBacklogJson.parse(JSON.parse(host.files.text(`${OUTPUTS}/remediation_backlog.json`)))
      .entries,
    [],
  );
});

Deno.test("verdict() fails by a waiver that is over, and by one without its fields", async () => {
  const waivers = [{ ...WAIVER, expires: "2026-01-01" }, { gate: "ready", scope: "*" }];
  const host = project({ gates: [CONTRACT], waivers }, GOOD);
  assertEquals(await run(host), 1);
  assertEquals(verdictOf(host).gates.at(-1)?.faults.map(({ code, message }) => [code, message]), [
    ["waiver_expired", "waivers[0] for ready: its last day was 2026-01-01"],
    ["invalid_waiver", "waivers[1]: it has no owner, reason, issue, created and expires"],
  ]);
});

Deno.test("verdict() judges the same day again with --now, and leaves the stable names alone", async () => {
  const host = project({ gates: [CONTRACT], waivers: [WAIVER] }, BAD);
  assertEquals(await run(host, "--now", "2026-01-20T23:59:59Z"), 0, host.stdout());
  assertEquals(await host.files.stat(`${OUTPUTS}/full_suite_verdict.json`), null);
  assertEquals(await verdict(host, ["--run-id", "v2", "--now", "2026-01-21"]), 1);
  assertEquals(await verdict(host, ["--now", "soon"]), 2);
});

Deno.test("verdict() does not let a gate decide that does not block", async () => {
  const host = project({ gates: [{ ...CONTRACT, blocking: false }] }, BAD);
  assertEquals(await run(host), 0);
  assertStringIncludes(host.stdout(), "fail ready (artifact-contract, does not block)");
  assertEquals(verdictOf(host).counts.failed, 1);
});

Deno.test("verdict() stops a preflight at the first gate that blocks and fails", async () => {
  const gates = [
    { ...CONTRACT, id: "optional", blocking: false },
    { ...CONTRACT, id: "first" },
    { ...CONTRACT, id: "second" },
  ];
  const host = project({ gates }, BAD);
  assertEquals(await run(host, "--preflight"), 1);
  assertEquals(verdictOf(host).gates.map(({ id, status }) => `${id} ${status}`), [
    "optional fail",
    "first fail",
    "second not-judged",
  ]);
});

Deno.test("verdict() judges one gate with --gate, and names the nearest for none", async () => {
  const gates = [CONTRACT, { ...CONTRACT, id: "other" }];
  const host = project({ gates }, BAD);
  assertEquals(await run(host, "--gate", "other"), 1);
  const { partial, gates: judged } = verdictOf(host);
  assertEquals([partial, judged.map(({ id }) => id)], [true, ["other"]]);
  assertEquals(await host.files.stat(`${OUTPUTS}/full_suite_verdict.json`), null);
  assertEquals(await verdict(host, ["--gate", "othr"]), 2);
  assertStringIncludes(host.stderr(), "Did you mean --gate other?");
});

Deno.test("verdict() takes failures back for a rollback, and fails by one that is none", async () => {
  const host = project({ gates: [CONTRACT] }, BAD);
  const rollback = ["--promotion-mode", "rollback", "--rationale", "mirror down", "--expires"];
  assertEquals(await run(host, ...rollback, "2026-01-03"), 0, host.stdout());
  const { promotion, gates, counts } = verdictOf(host);
  assertEquals(promotion, {
    ...{
      mode: "rollback",
      rationale: "mirror down",
      expires: "2026-01-03",
      from: "--promotion-mode",
    },
  });
  assertEquals(gates.map(({ id, status, decides }) => [id, status, decides]), [
    ["promotion", "pass", true],
    ["ready", "fail", false],
  ]);
  assertEquals(counts.failed_deciding, 0);
  assertEquals(await verdict(host, ["--run-id", "v2", ...rollback, "2026-01-01"]), 1);
  assertEquals(verdictOf(host, "v2").gates.map(({ status, decides }) => [status, decides]), [
    ["fail", true],
    ["fail", true],
  ]);
  assertEquals(await verdict(host, ["--promotion-mode", "rolback"]), 2);
});

const RUN = { ...greenRecord(), git: { commit: COMMIT, branch: "main", dirty: false } };
const PROVED = {
  gates: [
    { id: "tests", kind: "suite" },
    {
      ...{ id: "files", kind: "evidence-bundle" },
      artifacts: [{ path: "ready.json" }],
    },
  ],
};

Deno.test("verdict() certifies a clean tree with a record of this commit, and says from which files", async () => {
  const files = { ...GOOD, ...recordFiles(`${OUTPUTS}/logs/${RUN.runId}`, RUN) };
  const host = project(PROVED, files, { startsAt: "2026-11-20T11:00:00.000Z" });
  assertEquals(await run(host, "--certify"), 0, host.stdout());
  assertStringIncludes(host.stdout(), "CERTIFIED\n");
  const dossier = CertificationDossierJson.parse(
    JSON.parse(host.files.text(`${OUTPUTS}/certification_dossier.json`)),
  );
  assertEquals([dossier.overall_verdict, dossier.reasons], ["CERTIFIED", []]);
  assertEquals(dossier.artifacts.map(({ path }) => path), ["ready.json"]);
  assertEquals(await verdict(host, ["--run-id", "v2"]), 0);
  const plain = JSON.parse(host.files.text(`${OUTPUTS}/certification_dossier.json`));
  assertEquals(plain.overall_verdict, "NOT_CERTIFIED");
});

Deno.test("verdict() certifies no tree with changes, no waiver, and no rollback", async () => {
  const files = { ...GOOD, ...recordFiles(`${OUTPUTS}/logs/${RUN.runId}`, RUN) };
  const dirty = project(PROVED, files, { status: `${STATUS}? new.txt\n` });
  assertEquals(await run(dirty, "--certify"), 1);
  const codes = verdictOf(dirty).gates.at(-1)?.faults.map(({ code }) => code);
  assertEquals(codes, ["dirty_tree"]);
  const waived = project({
    ...{ gates: [...PROVED.gates, { ...CONTRACT, artifact: "gone.json" }] },
    waivers: [WAIVER],
  }, files);
  assertEquals(await run(waived, "--certify", "--promotion-mode", "rollback"), 1);
  assertEquals(verdictOf(waived).gates.at(-1)?.faults.map(({ code }) => code), [
    "rollback_active",
    "waiver_used",
  ]);
  assertEquals(await verdict(waived, ["--certify", "--gate", "tests"]), 2);
});

Deno.test("verdict() judges the newest run where no gate is declared, and fails without any", async () => {
  const none = project({});
  assertEquals(await run(none), 1);
  assertStringIncludes(none.stdout(), "there is no run in /project/outputs/qa");
  assertStringIncludes(none.stdout(), "note: No gate is declared in qa.jsonc");
  const one = project({}, recordFiles(`${OUTPUTS}/logs/${RUN.runId}`, RUN));
  await run(one);
  assertEquals(verdictOf(one).gates.map(({ id }) => id), ["suites", "evidence"]);
  assertEquals(verdictOf(one).gates_declared, false);
});

Deno.test("verdict() refuses what is no gate, before it writes anything", async () => {
  for (
    const gates of [
      [{ id: "a", kind: "suit" }],
      [CONTRACT, CONTRACT],
      [{ ...CONTRACT, id: "waivers" }],
      [{ ...CONTRACT, id: "certification" }],
      [{ ...CONTRACT, pth: 1 }],
    ]
  ) {
    const host = project({ gates });
    assertEquals(await run(host), 2, JSON.stringify(gates));
    assertEquals(host.files.paths().some((path) => path.startsWith(OUTPUTS)), false);
  }
});

Deno.test("verdict() answers --json with the whole verdict, and an old id with exit 2", async () => {
  const host = project({ gates: [CONTRACT] }, GOOD);
  assertEquals(await run(host, "--json"), 0);
  assertEquals(FullVerdictJson.parse(JSON.parse(host.stdout())), verdictOf(host));
  assertEquals(await run(host), 2);
  assertStringIncludes(host.stderr(), "--run-id v1: there is already a verdict of that id");
});

Deno.test("verdict() judges a thousand gates, and shows twenty of those that fail", async () => {
  const gates = Array.from({ length: 1000 }, (_, at) => ({ ...CONTRACT, id: `g${at}` }));
  const host = project({ gates }, BAD);
  assertEquals(await run(host), 1);
  assertEquals(verdictOf(host).gates.length, 1000);
  assertStringIncludes(host.stdout(), "\n980 more failing gates: see the report\n");
  assert(host.stdout().split("\n").length < 150);
});

Deno.test("verdict() shows nothing of a hostile artifact that a terminal or Markdown would obey", async () => {
  const evil = "\u001b[2J<script>|`x`\n# y";
  const config = {
    gates: [{
      ...CONTRACT,
      rules: [{ rule: "equal", at: "/status", value: "ready" }],
    }],
  };
  const host = project(config, { "/project/ready.json": JSON.stringify({ status: evil }) });
  const exit = await run(host);
  assertEquals(exit, 1, host.stderr());
  assertEquals(host.stdout().includes("\u001b"), false);
  const report = host.files.text(`${OUTPUTS}/full_suite_report.md`);
  assertEquals([report.includes("<script>"), report.includes("\n# y")], [false, false]);
});

Deno.test("verdict() refuses flags of an incident or a rollback where there is none", async () => {
  for (const args of [["--note", "owner=ann"], ["--branch", "main"], ["--rationale", "why"]]) {
    const host = project({ gates: [CONTRACT] }, GOOD);
    assertEquals(await run(host, ...args), 2, args.join(" "));
    assertStringIncludes(host.stderr(), args[0]!);
  }
});

Deno.test("verdict() judges nothing in a preflight whose rollback is none", async () => {
  const host = project({ gates: [CONTRACT] }, BAD);
  assertEquals(await run(host, "--preflight", "--promotion-mode", "rollback"), 1);
  assertEquals(verdictOf(host).gates.map(({ id, status }) => `${id} ${status}`), [
    "promotion fail",
    "ready not-judged",
  ]);
  assertEquals(
    verdictOf(host).gates[0]?.reproduce_command,
    `cd /project && deno run -A ${SCRIPT} '--promotion-mode=rollback'`.replaceAll("'", ""),
  );
});

Deno.test("verdict() lets every gate decide in a certification, and says so", async () => {
  const host = project({ gates: [{ ...CONTRACT, blocking: false }] }, BAD);
  assertEquals(await run(host, "--certify"), 1);
  assertStringIncludes(host.stdout(), "fail ready (artifact-contract)");
  assertEquals(verdictOf(host).gates.map(({ decides }) => decides), [true, true]);
});

Deno.test("verdict() keeps its flags about place and day in the commands it tells", async () => {
  const host = project({ gates: [CONTRACT] }, BAD);
  await run(host, "--outputs", "/elsewhere", "--now", "2026-01-02");
  const text = host.files.text("/elsewhere/verdicts/v1/full_suite_verdict.json");
  assertEquals(
    FullVerdictJson.parse(JSON.parse(text)).gates[0]?.reproduce_command,
    `cd /project && deno run -A ${SCRIPT} --outputs /elsewhere --now 2026-01-02 --gate ready`,
  );
});
