import { REPLAY_KEPT, type ReplayJson } from "../model/replay_json.ts";
import type { ReplayOrigin } from "../model/replay.ts";

/** Where a replay comes from and what it leaves to be done, as stored; long lists are cut and counted. */
export function makeReplayJson(replay: ReplayOrigin): ReplayJson {
  const { runIds, records, differences, suites, outstanding } = replay;
  return {
    run_ids: [...runIds],
    records: [...records],
    differences: differences.map((one) => ({ ...one })),
    suites: suites.map(({ suite, scope, tests, why }) => ({
      suite,
      scope,
      tests: tests.slice(0, REPLAY_KEPT),
      tests_left_out: Math.max(0, tests.length - REPLAY_KEPT),
      why,
    })),
    outstanding: outstanding.slice(0, REPLAY_KEPT).map((one) => ({ ...one })),
    outstanding_left_out: Math.max(0, outstanding.length - REPLAY_KEPT),
  };
}
