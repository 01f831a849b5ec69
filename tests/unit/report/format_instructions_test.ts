import { assertEquals } from "@std/assert";
import { rightOptions } from "../../../lib/model/container_rights.ts";
import { formatInstructions } from "../../../lib/report/format_instructions.ts";
import { sampleContainer } from "../../support/sample_facts.ts";
import { degradedRecord, greenRecord, redRecord } from "../../support/sample_record.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";
import { sampleEntry } from "../../support/sample_entry.ts";
import { sampleCounts, sampleExecution, sampleSuite } from "../../support/sample_suite.ts";

const OPTIONS = { runFolder: "/home/dev/my app/outputs/qa/logs/x" };

const RIGHTS = rightOptions(SAMPLE_PLAN.container!).join(" ");

const RED = [
  "# How to run sample again",
  "",
  "- Verdict: **failed** (exit 1): the required suite unit failed",
  "- Mode: **container**: the engine and the image are there",
  "",
  "## This run",
  "",
  "From any folder:",
  "",
  "```sh",
  "cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  "```",
  "",
  "Where `deno` is not on the PATH:",
  "",
  "```sh",
  "cd '/home/dev/my app' && npx -y deno@2.9.6 run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  "```",
  "",
  "## Only what failed",
  "",
  "Why, and what mends it:",
  "",
  "```sh",
  "cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/replay.ts --explain '/home/dev/my app/outputs/qa/logs/20261120T100000Z-a1b2c3/summary.json'",
  "```",
  "",
  "`unit`, failed: 3 of 37 tests failed",
  "",
  "```sh",
  "cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --rerun-from '/home/dev/my app/outputs/qa/logs/20261120T100000Z-a1b2c3/summary.json' --suite unit",
  "```",
  "",
  "## Without QA Gate",
  "",
  "`unit` (container):",
  "",
  "```sh",
  `docker run --rm --init ${RIGHTS} --memory 1073741824 --memory-swap 1073741824 --cpus 2 --pids-limit 512 --network none --mount 'type=bind,source=/home/dev/my app,target=/workspace' --workdir /workspace example/app:1 python3 -m pytest --junitxml=/tmp/qa-report-unit.xml tests`,
  "```",
  "",
  "`lint` (container):",
  "",
  "```sh",
  `docker run --rm --init ${RIGHTS} --memory 1073741824 --memory-swap 1073741824 --cpus 2 --pids-limit 512 --network none --mount 'type=bind,source=/home/dev/my app,target=/workspace' --workdir /workspace example/app:1 python3 -m compileall -q src`,
  "```",
  "",
  "## Notes",
  "",
  "- Commit: `dddddddddddddddddddddddddddddddddddddddd` on `main`",
  "- Image: `example/app:1`, exactly `sha256:1111111111111111111111111111111111111111111111111111111111111111`",
  "- Limits: 30m 00s per suite, memory 1 GiB, cpus 2, processes 512, network none",
  "- Profile: ci; 4.2s",
  "- Configuration: `qa.jsonc`, digest `cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc`",
  "- Files of this run: `/home/dev/my app/outputs/qa/logs/x`",
];

const DEGRADED = [
  "# How to run sample again",
  "",
  "- Verdict: **degraded** (exit 0): the failsafe passed, and the container never ran",
  "- Mode: **failsafe**: the container could not be used",
  '- Container: Cannot start "docker": not found in PATH',
  "- To mend that: Install Docker, or run with --mode failsafe",
  "",
  "## This run",
  "",
  "From any folder:",
  "",
  "```sh",
  "cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  "```",
  "",
  "Where `deno` is not on the PATH:",
  "",
  "```sh",
  "cd '/home/dev/my app' && npx -y deno@2.9.6 run -A /opt/qa/scripts/qa/qa_gate.ts --profile ci",
  "```",
  "",
  "## Without QA Gate",
  "",
  "`unit` (failsafe):",
  "",
  "```sh",
  "cd '/home/dev/my app' && python3 -m pytest --junitxml=/tmp/qa-report-unit.xml tests/fast",
  "```",
  "",
  "`lint` (failsafe):",
  "",
  "```sh",
  "cd '/home/dev/my app' && python3 -m compileall -q src",
  "```",
  "",
  "## Not checked",
  "",
  "- `unit`: everything but tests/fast (the failsafe runs a reduced form)",
  "",
  "## Notes",
  "",
  "- Commit: `dddddddddddddddddddddddddddddddddddddddd` on `main`",
  "- Profile: ci; 4.2s",
  "- Configuration: `qa.jsonc`, digest `cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc`",
  "- Files of this run: `/home/dev/my app/outputs/qa/logs/x`",
];

Deno.test("formatInstructions() of a red run has the run, the red suite and every tool's own command", () => {
  assertEquals(formatInstructions(redRecord(), OPTIONS).split("\n"), [...RED, ""]);
});

Deno.test("formatInstructions() of a degraded run says why and what was not checked", () => {
  assertEquals(formatInstructions(degradedRecord(), OPTIONS).split("\n"), [...DEGRADED, ""]);
});

Deno.test("formatInstructions() cannot be broken out of by names and messages", () => {
  const why = "# <script>alert(1)</script>\n```\n[x](javascript:y) `a` \u001b[2J";
  const name = "```\n<img src=x>";
  const suite = sampleSuite(sampleExecution({ outcome: "failed", why }), { name });
  const planned = { ...SAMPLE_PLAN.suites[0]!, name };
  const record = {
    ...greenRecord({ suites: [suite], why, modeWhy: why, warnings: [why], verdict: "failed" }),
    plan: { ...SAMPLE_PLAN, project: "*p* <b>", suites: [planned] },
    notChecked: [{ suite: name, what: why, why }],
    git: { commit: "``x", branch: "a`b", dirty: true },
  };
  const words = "&lt;script&gt;alert(1)&lt;/script&gt; \\`\\`\\` \\[x\\](javascript:y) \\`a\\`";
  const parts = formatInstructions(record, OPTIONS).split("\n\n");
  assertEquals(parts.filter((part) => !part.startsWith("````sh") && !part.startsWith("```sh")), [
    "# How to run \\*p\\* &lt;b&gt; again",
    `- Verdict: **failed** (exit 0): \\# ${words}\n- Mode: **container**: \\# ${words}`,
    "## This run",
    "From any folder:",
    "Where `deno` is not on the PATH:",
    "## Only what failed",
    "Why, and what mends it:",
    "```` ``` <img src=x> ````, failed: \\# " + words,
    "## Without QA Gate",
    "```` ``` <img src=x> ```` (container):",
    "## Not checked",
    "- ```` ``` <img src=x> ````: \\# " + words + " (\\# " + words + ")",
    "## Notes",
    "- Commit: ``` ``x ``` on ``a`b``, with changes that are not committed\n" +
    `- Image: \`example/app:1\`, exactly \`sha256:${"1".repeat(64)}\`\n` +
    "- Limits: 30m 00s per suite, memory 1 GiB, cpus 2, processes 512, network none\n" +
    "- Profile: ci; 4.2s\n" +
    `- Configuration: \`qa.jsonc\`, digest \`${"c".repeat(64)}\`\n` +
    "- Files of this run: `/home/dev/my app/outputs/qa/logs/x`\n" +
    `- Warning: \\# ${words}\n`,
  ]);
  const blocks = parts.filter((part) => part.startsWith("````sh") || part.startsWith("```sh"));
  assertEquals(blocks.map((block) => block.split("\n").at(-1)), [
    "```",
    "```",
    "```",
    "````",
    "````",
  ]);
});

Deno.test("formatInstructions() tells which variables the command does not carry", () => {
  const from = { from: "environment", where: "QA_PROFILE" } as const;
  const plan = { ...SAMPLE_PLAN, sources: [{ name: "profile", value: "ci", ...from }] };
  const lines = formatInstructions(greenRecord({ plan }), OPTIONS).split("\n");
  assertEquals(
    lines.filter((line) => line.includes("variable")),
    ["- Set by a variable: `QA_PROFILE` is `ci`"],
  );
});

Deno.test("formatInstructions() puts npx where deno stood, behind settings from variables", () => {
  const from = { from: "environment", where: "QA_PROFILE" } as const;
  const plan = { ...SAMPLE_PLAN, sources: [{ name: "profile", value: "ci", ...from }] };
  const green = greenRecord({ plan });
  const host = { ...green.host, environment: { QA_PROFILE: "ci" } };
  const lines = formatInstructions({ ...green, host }, OPTIONS).split("\n");
  assertEquals(
    lines.find((line) => line.includes("npx")),
    "cd '/home/dev/my app' && env QA_PROFILE=ci npx -y deno@2.9.6 run -A " +
      "/opt/qa/scripts/qa/qa_gate.ts --profile ci",
  );
});

Deno.test("formatInstructions() names the variables that suites get from the caller", () => {
  const [unit, lint] = SAMPLE_PLAN.suites;
  const full = { ...lint!.full, env: { CI: null, MODE: "fast" } };
  const container = { ...unit!.container!, env: { TOKEN: null } };
  const suites = [{ ...unit!, container }, { ...lint!, full }];
  const plan = { ...SAMPLE_PLAN, suites };
  const lines = formatInstructions(greenRecord({ plan }), OPTIONS).split("\n");
  assertEquals(
    lines.filter((line) => line.includes("Passed on")),
    ["- Passed on from the caller's environment: `TOKEN`, `CI`"],
  );
});

Deno.test("formatInstructions() names the image of each suite, a second built one by its id", () => {
  const [unit, lint] = SAMPLE_PLAN.suites;
  const build = { context: "/r", dockerfile: null, target: null, args: {} };
  const built = { ...unit!, container: { ...unit!.container!, image: null, build } };
  const other = { ...lint!, container: { ...lint!.container!, image: "other:2" } };
  const execution = greenRecord().suites[0]!.executions[0]!;
  const container = { ...sampleContainer(0).account, imageId: "sha256:2222" };
  const record = greenRecord({
    plan: { ...SAMPLE_PLAN, suites: [built, other] },
    suites: [
      sampleSuite({ ...execution, container }),
      sampleSuite(execution, { name: "lint" }),
    ],
  });
  const lines = formatInstructions(record, OPTIONS).split("\n");
  const images = lines.filter((line) => line.startsWith("docker run"))
    .map((line) => line.split("--workdir /workspace ")[1]?.split(" ")[0]);
  assertEquals(images, ["sha256:2222", "other:2"]);
});

Deno.test("formatInstructions() tells of attempts, flaky tests and quarantine", () => {
  const counts = { ...sampleCounts(34), flaky: 1, quarantined: 2 };
  const named = { failures: [], flaky: [], quarantined: [] };
  const merged = { ...named, attempts: 2, folder: "suites/unit", counts };
  const record = greenRecord({
    suites: [sampleSuite(sampleExecution(), { merged })],
    counts,
    quarantine: [{ entry: sampleEntry(), isExpired: true, matched: "yes" }],
  });
  const text = formatInstructions(record, OPTIONS);
  for (
    const line of [
      "- Tried again: `unit` in 2 attempts\n",
      "- Tests that passed only when tried again: 1\n",
      "- Failures in quarantine: 2\n",
      "- Expired quarantine entries: 1\n",
    ]
  ) assertEquals(text.includes(line), true, text);
});
