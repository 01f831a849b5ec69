import type { TestPast } from "../model/history.ts";
import type { PastJson } from "../model/history_json.ts";

/** The past of a test, as stored. */
export function makePast(past: TestPast): PastJson {
  const { failingSince: since } = past;
  return {
    first_seen: past.firstSeen,
    runs: past.runs,
    failures: past.failures,
    flaky_runs: past.flakyRuns,
    flake_rate: past.flakeRate,
    failing_since: since === null
      ? null
      : { run_id: since.runId, started_at: since.startedAt, git_sha: since.commit },
    failing_runs: past.failingRuns,
    expected_ms: past.expectedMs,
  };
}
