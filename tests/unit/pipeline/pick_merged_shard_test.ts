import { assertEquals } from "@std/assert";
import type { MergeJson } from "../../../lib/model/merge_json.ts";
import type { SuiteOutcome } from "../../../lib/model/outcome.ts";
import type { RecordedTest } from "../../../lib/model/replay.ts";
import type { Verdict } from "../../../lib/model/verdict.ts";
import { pickMergedShard } from "../../../lib/pipeline/pick_merged_shard.ts";
import { makeResultsJson } from "../../../lib/report/make_results_json.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { greenRecord } from "../../support/sample_record.ts";
import { sampleRecordedTest, sampleSource, sampleSuiteState } from "../../support/sample_replay.ts";
import { recordedPart } from "../../support/recorded_shard.ts";

const PLAN = ["a", "b"].map((name, shard) => `${JSON.stringify(recordedPart(name, shard))}\n`)
  .join("");
const NONE = { count: 0, first: [] };

function mergeOf(verdicts: readonly Verdict[]): MergeJson {
  return {
    kind: "shards",
    sources: verdicts.map((verdict, shard) => ({
      ...{ run_id: `s${shard}`, record: `/s${shard}`, shard, verdict },
    })),
    completeness: {
      ...{ is_complete: true, problems: [], commands: [] },
      ...{ missing: NONE, doubled: NONE, unexpected: NONE },
    },
    imbalance: null,
  };
}

const failed = (name: string): RecordedTest => sampleRecordedTest("unit", name);

interface Scene {
  readonly outcome: SuiteOutcome;
  readonly tests?: readonly RecordedTest[];
  readonly unnamed?: number;
  readonly verdicts?: readonly Verdict[];
  /** Runs that the suite is told to come from. */
  readonly runs?: readonly string[];
  readonly plan?: string;
}

/** What a replay of shard 1 looks at: its suite's outcome and tests, or null for the whole record. */
async function pick(
  { outcome, tests = [], unnamed = 0, verdicts = ["failed", "failed"], runs, plan = PLAN }: Scene,
) {
  const record = greenRecord({ merge: mergeOf(verdicts) });
  const suites = record.suites.map((suite) => ({ ...suite, name: "unit", ...(runs && { runs }) }));
  const results = makeResultsJson({ ...record, suites: suites.slice(0, 1) });
  const source = sampleSource([sampleSuiteState("unit", tests, { outcome, unnamed })], {
    folder: "/merged",
    files: { ...sampleSource([]).record.files, results },
  });
  const host = fakeHost({ files: plan === "" ? {} : { "/merged/shard_plan.jsonl": plan } });
  const [picked] = await pickMergedShard(host, [source], 1);
  if (picked === source) return null;
  return picked?.suites.map((suite) => [suite.outcome, suite.tests.map(({ name }) => name)]);
}

Deno.test("pickMergedShard() keeps the failures of the shard, and takes those of others for none of its own", async () => {
  const tests = [failed("a"), failed("b")];
  assertEquals(await pick({ outcome: "failed", tests }), [["failed", ["b"]]]);
  assertEquals(await pick({ outcome: "failed", tests: [failed("a")] }), [["passed", []]]);
});

Deno.test("pickMergedShard() leaves what no test tells to every shard that did not pass", async () => {
  const green: readonly Verdict[] = ["failed", "passed"];
  assertEquals(await pick({ outcome: "crashed" }), [["crashed", []]]);
  assertEquals(await pick({ outcome: "crashed", verdicts: green }), [["passed", []]]);
  assertEquals(await pick({ outcome: "crashed", tests: [failed("b")] }), [["crashed", ["b"]]]);
  assertEquals(await pick({ outcome: "failed" }), [["failed", []]]);
  assertEquals(await pick({ outcome: "failed", tests: [failed("a")], unnamed: 2 }), [
    ["failed", []],
  ]);
  // It is not of the plan, so nobody knows which shard told it.
  assertEquals(await pick({ outcome: "failed", tests: [failed("hook")] }), [["failed", ["hook"]]]);
});

Deno.test("pickMergedShard() leaves out suites that the shard did not run", async () => {
  assertEquals(await pick({ outcome: "crashed", runs: ["s0"] }), []);
  assertEquals(await pick({ outcome: "crashed", runs: ["s0", "s1"] }), [["crashed", []]]);
});

Deno.test("pickMergedShard() changes nothing without a whole plan, or without that shard", async () => {
  assertEquals(await pick({ outcome: "failed", plan: "" }), null);
  assertEquals(await pick({ outcome: "failed", plan: `${PLAN}{"suite": 7}\n` }), null);
  assertEquals(await pick({ outcome: "failed", verdicts: ["failed"] }), null);
});
