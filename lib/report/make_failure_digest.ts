import { CLUSTERS_TOLD, type FailureCluster } from "../model/diagnosis.ts";
import type { FailureDigestJson } from "../model/failure_digest_json.ts";
import type { SuiteCommand } from "../model/plan.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { countedExecution, countedTests, namedTests } from "./counted_execution.ts";
import { diagnosisOf, digestPath, firstAssertion, suitesToReplay } from "./diagnosis_of.ts";
import { formatBareCommand } from "./format_bare_command.ts";
import { formatRecordReplay } from "./format_record_replay.ts";

/** Failing tests that a digest names; `tests.jsonl` has all of them. */
const IMPACTED_NAMED = 200;

/** The digest of every suite that did not pass, by its path in the run's folder. */
export function makeFailureDigests(
  record: RunRecord,
): readonly { readonly name: string; readonly value: FailureDigestJson }[] {
  return suitesToReplay(record.suites)
    .map((suite) => ({ name: digestPath(suite.name), value: makeFailureDigest(record, suite) }));
}

/** `failures/<suite>.json`: why one suite did not pass, from which evidence, and how it is replayed. */
export function makeFailureDigest(record: RunRecord, suite: SuiteRecord): FailureDigestJson {
  const { classification, disproof, clusters, opinion } = diagnosisOf(suite);
  const { runnerUp } = classification;
  const impacted = namedTests(suite).failures.slice(0, IMPACTED_NAMED).map(({ id }) => id);
  return {
    schema: "qa.failure_digest.v1",
    run_id: record.runId,
    suite: suite.name,
    outcome: suite.outcome,
    why: suite.why,
    root_cause_class: classification.class,
    confidence: classification.confidence,
    signature: classification.signature,
    runner_up: runnerUp === null
      ? null
      : { class: runnerUp.class, confidence: runnerUp.confidence },
    evidence: classification.evidence.map(({ source, line, quote }) => ({ source, line, quote })),
    disproof,
    impacted_scenario_ids: impacted,
    impacted_left_out: Math.max(0, countedTests(suite).failed - impacted.length),
    first_failing_assertion: firstAssertion(suite),
    clusters: clusters.slice(0, CLUSTERS_TOLD).map(makeCluster),
    remediation_pointer: makePointer(record, suite),
    ...(opinion && { model_opinion: opinion }),
  };
}

/** Failures of one cause, as stored. */
export function makeCluster(cluster: FailureCluster): FailureDigestJson["clusters"][number] {
  const { fingerprint, count, tests, assertion } = cluster;
  return { fingerprint, count, tests: [...tests], first_failing_assertion: assertion };
}

function makePointer(
  record: RunRecord,
  suite: SuiteRecord,
): FailureDigestJson["remediation_pointer"] {
  const { remedy, read, targeted } = diagnosisOf(suite);
  return {
    steps: [...remedy],
    read: [...read],
    replay_command: formatRecordReplay(record, { suite: suite.name }),
    suite_replay_command: formatOwn(record, suite, null) ?? "",
    targeted_test_replay_command: targeted === null ? null : formatOwn(record, suite, targeted),
  };
}

/** The tool's own command, where the suite ran or would have run first; narrowed where one is given. */
function formatOwn(
  { plan, engine }: RunRecord,
  suite: SuiteRecord,
  narrowed: SuiteCommand | null,
): string | null {
  const planned = plan.suites.find(({ name }) => name === suite.name);
  if (planned === undefined) return null;
  const execution = countedExecution(suite);
  const place = execution?.place ?? "container";
  const one = narrowed === null ? planned : { ...planned, full: narrowed, failsafe: narrowed };
  const built = planned.container?.image === null ? execution?.container?.imageId : undefined;
  const image = built ?? planned.container?.image ?? engine?.image ?? null;
  return formatBareCommand(one, { root: plan.root, place, image });
}
