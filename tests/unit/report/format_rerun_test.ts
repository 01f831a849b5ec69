import { assertEquals } from "@std/assert";
import { formatRerun } from "../../../lib/report/format_rerun.ts";
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
