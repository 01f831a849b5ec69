import { assertEquals } from "@std/assert";
import { nameBaseline } from "../../../lib/pipeline/load_baseline.ts";
import type { RecordedRun } from "../../../lib/model/recorded_run.ts";

const BASELINE: RecordedRun = {
  given: "latest",
  path: "/project/outputs/qa/logs/a",
  folder: "/project/outputs/qa/logs/a",
  runId: "a",
  project: "shop",
  verdict: "passed",
  exitCode: 0,
  startedAt: null,
  environment: null,
  shard: null,
  suites: [],
  knowsAllSuites: true,
  gaps: [],
  files: { summary: null, run: null, results: null, plan: null, environment: null, bundle: null },
};

function name(args: readonly string[], changes: Partial<RecordedRun> = {}, only = false) {
  const request = { baseline: { ...BASELINE, ...changes }, onlyRegressions: only };
  return nameBaseline(["qa_gate.ts", ...args], request).slice(1).join(" ");
}

Deno.test("nameBaseline() puts the run that was found in the place of the word that found it", () => {
  const path = "/project/outputs/qa/logs/a";
  assertEquals(name(["--diff-from", "latest", "--json"]), `--diff-from ${path} --json`);
  assertEquals(name(["--diff-from=latest"]), `--diff-from=${path}`);
  const alone = { folder: null, path: "/mail/summary.json" };
  assertEquals(name(["--diff-from", "summary.json"], alone), "--diff-from /mail/summary.json");
});

Deno.test("nameBaseline() makes flags of what variables had asked for", () => {
  const path = "/project/outputs/qa/logs/a";
  assertEquals(name(["--json"], {}, true), `--json --diff-from ${path} --only-regressions`);
  const both = ["--only-regressions", "--diff-from", "x"];
  assertEquals(name(both, {}, true), `--only-regressions --diff-from ${path}`);
});
