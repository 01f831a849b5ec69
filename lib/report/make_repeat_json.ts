import type { RepeatJson, SuiteRepeatJson } from "../model/repeat_json.ts";
import type { SuiteRepeat } from "../model/repeat.ts";
import type { RunRecord } from "../model/run_record.ts";

/** `repeat.json` of a run whose suites were run several times; null for every other run. */
export function makeRepeatJson(record: RunRecord): RepeatJson | null {
  const suites = makeRepeats(record);
  const asked = Math.max(0, ...suites.map((one) => one.asked));
  if (suites.length === 0) return null;
  return { schema: "qa.repeat.v1", run_id: record.runId, asked, suites };
}

/** The suites of a run that were run several times, with the first of their tests. */
export function makeRepeats({ suites }: RunRecord, most = Infinity): SuiteRepeatJson[] {
  return suites.flatMap(({ name, repeat }) =>
    repeat === undefined ? [] : [makeSuite(name, repeat, most)]
  );
}

function makeSuite(suite: string, repeat: SuiteRepeat, most: number): SuiteRepeatJson {
  const { asked, made, stopped, outcomes, verdicts, tests } = repeat;
  const shown = tests.slice(0, most);
  const total = verdicts.always + verdicts.sometimes + verdicts.never;
  return {
    suite,
    asked,
    made,
    stopped,
    outcomes: { ...outcomes },
    verdicts: { ...verdicts },
    tests: shown.map(({ durationMs, ...test }) => ({ ...test, duration_ms: durationMs })),
    tests_left_out: total - shown.length,
  };
}
