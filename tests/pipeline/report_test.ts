import { assertEquals, assertMatch } from "@std/assert";
import { report } from "../../scripts/qa/report.ts";
import "../../lib/pipeline/report_command.ts";
import { makeTriageDiff } from "../../lib/report/make_triage_diff.ts";
import { fakeHost } from "../support/fake_host.ts";
import { redRecord } from "../support/sample_record.ts";
import { sampleTriage } from "../support/sample_triage.ts";
import { SHIPPED } from "../support/shipped_records.ts";

const RUN = "/project/outputs/qa/logs/r1";

function openHost(record: Readonly<Record<string, string>> = SHIPPED.red, more = {}) {
  const files = Object.entries(record).map(([name, text]) => [`${RUN}/${name}`, text]);
  return fakeHost({
    files: { "/project/qa.jsonc": "{}", ...Object.fromEntries(files), ...more },
  });
}

Deno.test("report shows the end of an old run, the whole of it", async () => {
  const host = openHost();
  assertEquals(await report(host, [RUN]), 0);
  assertEquals(host.stderr(), "");
  assertEquals(
    host.stdout(),
    `FAILED  1 of 2 suites passed; tests: 1 failed, 5 passed, 1 skipped; 1.6s in container; exit 1
why: unit: 1 of 6 tests failed (exit code 1)
mode: the container engine answered and the image is there
unit failed (container): 1 failed, 5 passed, 1 skipped; 1 of 6 tests failed (exit code 1)
  unit::tests/test_cart.py::tests.test_cart::test_names[[c]]
    AssertionError: assert '[c]' != '[c]' (tests/test_cart.py:11)
files: outputs/qa/logs/r1
logs: outputs/qa/logs/r1/suites/unit/container-1/stdout.log and stderr.log
replay: cd /tmp/shop && deno run -A /opt/qa-gate/scripts/qa/qa_gate.ts --rerun-from ${RUN}/summary.json
again: cd /tmp/shop && deno run -A /opt/qa-gate/scripts/qa/qa_gate.ts
`,
  );
  // It starts nothing.
  assertEquals(host.calls, []);
});

Deno.test("report tells a summary that stands alone, the whole of it", async () => {
  const host = fakeHost({ files: { "/project/lone.json": SHIPPED.red["summary.json"] } });
  assertEquals(await report(host, ["lone.json"]), 0);
  assertEquals(
    host.stderr(),
    "warning: the file stands alone: only what it tells itself is known\n",
  );
  const [title, why, run] = host.stdout().split("\n");
  assertMatch(title ?? "", /^\w+: FAILED \(exit 1\)$/);
  assertEquals(why, "why: unit: 1 of 6 tests failed (exit code 1)");
  assertMatch(run ?? "", /^run: .*, 1\.6s, mode container$/);
});

Deno.test("report leaves nothing behind but what was asked for", async () => {
  const host = openHost();
  const before = host.files.paths();
  assertEquals(await report(host, [RUN, "--format", "tests", "--to", "/project/out/t.jsonl"]), 0);
  assertEquals(host.files.paths().filter((path) => !before.includes(path)), [
    "/project/out/t.jsonl",
  ]);
  assertEquals(host.stdout(), "tests: /project/out/t.jsonl\n");
  assertEquals(host.files.text("/project/out/t.jsonl").trimEnd().split("\n").length, 7);
});

Deno.test("report names the place and the remedy where it cannot write", async () => {
  const host = openHost(SHIPPED.red, { "/project/file": "x" });
  assertEquals(await report(host, [RUN, "--to", "/project/file/below/out.txt"]), 2);
  assertMatch(host.stderr(), /^error: Cannot create "\/project\/file\/below"/);
});

Deno.test("report names files from the root of the checkout, for a project in a folder of it", async () => {
  // The run's own root, as its record tells it.
  const inRepository = { "/tmp/.git/HEAD": "ref: x" };
  const annotations = openHost(SHIPPED.red, inRepository);
  const args = [RUN, "--format", "annotations", "--ci", "github"];
  assertEquals(await report(annotations, args), 0);
  assertMatch(annotations.stdout(), /^::error file=shop\/tests\/test_cart\.py,line=11,/);
  const quality = openHost(SHIPPED.red, inRepository);
  assertEquals(await report(quality, [RUN, "--format", "code-quality"]), 0);
  const [issue] = JSON.parse(quality.stdout());
  assertEquals(issue.location, { path: "shop/tests/test_cart.py", lines: { begin: 11 } });
});

Deno.test("report tells what is new, where the record's files tell it", async () => {
  const runId: string = JSON.parse(SHIPPED.red["summary.json"]).run_id;
  const record = { ...redRecord(), runId, triage: sampleTriage() };
  const more = { [`${RUN}/triage_diff.json`]: JSON.stringify(makeTriageDiff(record)) };
  const host = openHost(SHIPPED.red, more);
  assertEquals(await report(host, [RUN, "--format", "markdown"]), 0);
  assertMatch(host.stdout(), /\n## Since `20261119T100000Z-000001`\n/);
  assertEquals(host.stderr(), "");
});
