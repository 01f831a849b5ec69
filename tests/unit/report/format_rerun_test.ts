import { assertEquals } from "@std/assert";
import { formatRerun } from "../../../lib/report/format_rerun.ts";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";
import { greenRecord } from "../../support/sample_record.ts";

const SCRIPT = "/opt/qa/scripts/qa/qa_gate.ts";

Deno.test("formatRerun() repeats the invocation from the root, without what named or showed that run", () => {
  const invocation = [SCRIPT, "--run-id", "x", "--json", "--run-id=y", "--quiet", "--mode", "auto"];
  assertEquals(formatRerun(greenRecord({ invocation })), {
    argv: ["deno", "run", "-A", SCRIPT, "--mode", "auto"],
    cwd: "/home/dev/my app",
    command: `cd '/home/dev/my app' && deno run -A ${SCRIPT} --mode auto`,
  });
});

Deno.test("formatRerun() of one suite replaces the choice of suites and keeps the rest", () => {
  const invocation = [SCRIPT, "--suite", "a", "--suite=b", "--exclude", "c", "--profile", "ci"];
  assertEquals(
    formatRerun(greenRecord({ invocation }), "unit").argv,
    ["deno", "run", "-A", SCRIPT, "--suite", "unit", "--profile", "ci"],
  );
});

Deno.test("formatRerun() quotes what a shell would take apart", () => {
  const invocation = ["/a b/gate.ts", "--suite", "x;id", "--toString"];
  assertEquals(
    formatRerun(greenRecord({ invocation })).command,
    "cd '/home/dev/my app' && deno run -A '/a b/gate.ts' --suite 'x;id' --toString",
  );
});

Deno.test("formatRerun() starts in the root, so that paths of the caller's folder still fit", () => {
  const invocation = [SCRIPT, "--root=../app", "--config", "../app/ci/qa.jsonc", "--jobs", "2"];
  const record = greenRecord({ invocation });
  const plan = { ...record.plan, configPath: "ci/qa.jsonc" };
  assertEquals(
    formatRerun({ ...record, plan }).argv.slice(4),
    ["--config", "ci/qa.jsonc", "--jobs", "2"],
  );
});

Deno.test("formatRerun() names a script inside the root from there, and carries the variables on", () => {
  const invocation = ["/home/dev/my app/scripts/qa/qa_gate.ts"];
  const record = greenRecord({ invocation });
  const source = { name: "image", value: "x:1", from: "environment", where: "QA_IMAGE" } as const;
  const plan = { ...record.plan, sources: [source] };
  const host = { ...record.host, environment: { QA_IMAGE: "x 1", LANG: "C" } };
  assertEquals(
    formatRerun({ ...record, plan, host }).command,
    "cd '/home/dev/my app' && env 'QA_IMAGE=x 1' deno run -A scripts/qa/qa_gate.ts",
  );
});

Deno.test("formatRerun() names a configuration that a variable had named", () => {
  const record = greenRecord({ invocation: [SCRIPT] });
  const plan = { ...record.plan, configPath: "ci/qa.jsonc" };
  assertEquals(formatRerun({ ...record, plan }).argv.slice(4), ["--config", "ci/qa.jsonc"]);
  assertEquals(formatRerun(record).argv.slice(4), []);
});

Deno.test("formatRerun() tells the same shard in flags, and one suite of it whole", () => {
  const { plan } = greenRecord();
  const source = {
    name: "shard-index",
    value: "1",
    from: "environment",
    where: "CI_NODE_INDEX",
  } as const;
  const { kind, index, total } = SAMPLE_SHARD;
  const record = greenRecord({
    invocation: [SCRIPT, "--shard-from-env", "--shard-kind=suite", "--mode", "auto"],
    plan: { ...plan, shard: SAMPLE_SHARD, shardRequest: { kind, index, total }, sources: [source] },
    host: { ...greenRecord().host, environment: { CI_NODE_INDEX: "1" } },
  });
  const start = ["deno", "run", "-A", SCRIPT];
  const shard = ["--shard-kind", "test", "--shard-index", "0", "--shard-total", "3"];
  const durations = ["--shard-durations", record.runId];
  assertEquals(formatRerun(record).argv, [...start, ...shard, ...durations, "--mode", "auto"]);
  const byCount = { ...record.plan, shard: { ...SAMPLE_SHARD, balanced_by: "count" as const } };
  const none = ["--shard-durations", "none"];
  assertEquals(formatRerun({ ...record, plan: byCount }).argv.slice(0, 12), [
    ...[...start, ...shard, ...none],
  ]);
  const notListed = { ...record.plan, shard: { ...SAMPLE_SHARD, plan_digest: "" } };
  assertEquals(formatRerun({ ...record, plan: notListed }).argv, [
    ...[...start, ...shard, "--mode", "auto"],
  ]);
  assertEquals(formatRerun(record, "unit").argv, [...start, "--suite", "unit", "--mode", "auto"]);
});

Deno.test("formatRerun() keeps the shard of its record that a replay was asked for", () => {
  const words = ["/red", "--shard-index", "1", "--debug"];
  const record = greenRecord({ invocation: ["/qa/replay.ts", ...words] });
  assertEquals(formatRerun(record).argv, ["deno", "run", "-A", "/qa/replay.ts", ...words]);
});
