// The example workflows do what they say: their scripts are run, job by job, in a repository with a
// red suite; only the services around them are played. No engine is needed.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { SummaryJson } from "../../../lib/model/summary_json.ts";
import { loadCiExample } from "../../support/ci_documents.ts";
import { commit, openCiMachine, writeFiles } from "../../support/ci_simulation.ts";
import { simulateGithub } from "../../support/simulate_github.ts";
import { simulateGitlab } from "../../support/simulate_gitlab.ts";

const SUITES = ["cart", "orders", "stock", "users"];

/** A suite that leaves a report of two tests, of which one fails while a file is there. */
function suiteScript(name: string): string {
  return `report="$1"
if [ -f broken/${name} ]; then
  body='<failure message="AssertionError: assert 1 == 2">tests/${name}.sh:5</failure>'; failures=1
else body=''; failures=0; fi
printf '%s' "<testsuites><testsuite name='${name}' tests='2' failures='$failures' errors='0' skipped='0'>" > "$report"
printf '%s' "<testcase classname='${name}' name='test_one' file='tests/${name}.sh' line='5' time='0.1'>$body</testcase>" >> "$report"
printf '%s' "<testcase classname='${name}' name='test_two' file='tests/${name}.sh' line='9' time='0.1'/>" >> "$report"
printf '%s' '</testsuite></testsuites>' >> "$report"
exit "$failures"
`;
}

const FILES: Readonly<Record<string, string>> = {
  ".gitignore": "/outputs/\n/qa-*/\n",
  "qa.jsonc": JSON.stringify({
    project: "shop",
    suites: SUITES.map((name) => ({
      ...{ name, kind: "unit", runner: "junit", failsafe: true },
      command: ["sh", `tests/${name}.sh`, "{report}"],
    })),
    gates: [{ id: "all-suites", kind: "suite", suites: SUITES, place: "any" }],
  }),
  ...Object.fromEntries(SUITES.map((name) => [`tests/${name}.sh`, suiteScript(name)])),
  "broken/orders": "",
};

async function loadSummary(folder: string): Promise<SummaryJson> {
  return SummaryJson.parse(JSON.parse(await Deno.readTextFile(join(folder, "summary.json"))));
}

Deno.test("docs/ci/github.yml: shards, one red record with its summary, and a rerun of only what failed", async () => {
  await using machine = await openCiMachine(FILES);
  const [workflow] = await loadCiExample("github.yml");
  const first = await simulateGithub(machine, workflow, { id: "1", event: "push" });
  const log = first.map((one) => `== ${one.job}\n${one.log}`).join("\n");
  assertEquals(
    first.map(({ job }) => job),
    ["plan", "shards", "shards", "shards", "verdict"],
    log,
  );
  assertEquals(
    first.filter(({ isGreen }) => !isGreen).map(({ job }) => job),
    ["shards", "verdict"],
    log,
  );
  const verdict = first.at(-1)!;
  assert(verdict.summary.startsWith("# FAILED: shop\n"), verdict.summary + log);
  assertStringIncludes(verdict.summary, "joined from 3 records");
  assertEquals(first.slice(0, -1).map(({ summary }) => summary).join(""), "");
  assertEquals(log.match(/^::error .*/gm)?.map((line) => line.split("::")[1]), [
    "error file=tests/orders.sh,line=5,title=orders%3A%3Atests/orders.sh%3A%3Aorders%3A%3Atest_one",
  ], log);
  const record = await loadSummary(join(machine.store, "artifacts/1/qa-record"));
  const pages = (await Array.fromAsync(Deno.readDir(join(machine.store, "artifacts/1/qa-page"))))
    .map(({ name }) => name);
  assertEquals(pages.toSorted(), ["report.html", "report.md"], log);
  assertEquals([record.verdict, record.merge?.completeness.is_complete], ["failed", true], log);
  assertEquals([record.total_suites, record.counts.total, record.counts.failed], [4, 8, 1]);

  // Mended, and run again: what failed, and nothing else.
  await Deno.remove(join(machine.repository, "broken/orders"));
  await commit(machine.repository);
  const rerun = { id: "2", event: "workflow_dispatch", inputs: { rerun: "1" } } as const;
  const [again, ...others] = await simulateGithub(machine, workflow, rerun);
  assertEquals([others, again?.job, again?.isGreen], [[], "rerun", true], again?.log ?? "");
  const replayed = await loadSummary(join(machine.store, "artifacts/2/qa-record"));
  assertEquals([replayed.total_suites, replayed.verdict], [1, "degraded"], again?.log ?? "");
  assertStringIncludes(again?.summary ?? "", "# DEGRADED: shop\n");

  // The whole again, green, dealt out by what the first run has taught.
  const last = await simulateGithub(machine, workflow, { id: "3", event: "push" });
  const told = last.map((one) => `== ${one.job}\n${one.log}`).join("\n");
  assertEquals(last.filter(({ isGreen }) => !isGreen), [], told);
  const whole = await loadSummary(join(machine.store, "artifacts/3/qa-record"));
  assertEquals([whole.verdict, whole.merge?.completeness.is_complete], ["degraded", true], told);
});

Deno.test("docs/ci/gitlab.yml: shards, one red record with its reports, and a rerun of only what failed", async () => {
  await using machine = await openCiMachine(FILES);
  const [pipeline] = await loadCiExample("gitlab.yml");
  const first = await simulateGitlab(machine, pipeline, { id: "1" });
  const log = first.map((one) => `== ${one.job}\n${one.out}`).join("\n");
  assertEquals(
    first.map(({ job, code }) => [job, code === 0]).toSorted((a, b) =>
      String(a) < String(b) ? -1 : 1
    ),
    [
      ["qa-plan", true],
      ["qa-shard", false],
      ["qa-shard", true],
      ["qa-shard", true],
      ["qa-verdict", false],
    ],
    log,
  );
  const kept = join(first.at(-1)!.artifacts, "outputs/qa");
  const record = await loadSummary(kept);
  assertEquals([record.verdict, record.merge?.completeness.is_complete], ["failed", true], log);
  const issues = JSON.parse(await Deno.readTextFile(join(kept, "gl-code-quality-report.json")));
  assertEquals(issues.map(({ location }: { location: unknown }) => location), [
    { path: "tests/orders.sh", lines: { begin: 5 } },
  ]);
  assertStringIncludes(await Deno.readTextFile(join(kept, "junit.xml")), "orders");

  await Deno.remove(join(machine.repository, "broken/orders"));
  await commit(machine.repository);
  const [again, ...others] = await simulateGitlab(machine, pipeline, {
    id: "2",
    rerun: first.at(-1)!.artifacts,
  });
  assertEquals([others, again?.job, again?.code], [[], "qa-rerun", 0], again?.out ?? "");
  const replayed = await loadSummary(join(again!.artifacts, "outputs/qa"));
  assertEquals([replayed.total_suites, replayed.verdict], [1, "degraded"], again?.out ?? "");

  const last = await simulateGitlab(machine, pipeline, { id: "3" });
  const told = last.map((one) => `== ${one.job}\n${one.out}`).join("\n");
  assertEquals(last.filter(({ code }) => code !== 0), [], told);
  const whole = await loadSummary(join(last.at(-1)!.artifacts, "outputs/qa"));
  assertEquals([whole.verdict, whole.merge?.completeness.is_complete], ["degraded", true], told);
});

Deno.test("a hostile test in GitHub's log is text, and its annotation one line", async () => {
  const hostile = suiteScript("orders")
    .replaceAll("test_one", "::add-mask::x ##[endgroup]")
    .replace("assert 1 == 2", "%0A::set-output name=a::b ##vso[task.complete]@everyone");
  await using machine = await openCiMachine(FILES);
  await writeFiles(machine.repository, { "tests/orders.sh": hostile });
  const [workflow] = await loadCiExample("github.yml");
  const jobs = await simulateGithub(machine, workflow, { id: "1", event: "push" });
  const log = jobs.map((one) => one.log).join("\n");
  const obeyed = log.split("\n").filter((line) => /^\s*::|##\[|##vso\[/.test(line));
  assertEquals(obeyed.length, 1, log);
  assert(obeyed[0]?.startsWith("::error file=tests/orders.sh,line=5,title="), log);
});
