import type { GateFault } from "../../model/gate.ts";
import type { RecordedRun } from "../../model/recorded_run.ts";
import { makeFault } from "./collect_faults.ts";
import type { SuiteSettings } from "./suite_settings.ts";
import { tellSome, tellText } from "./tell_value.ts";

/** What to do when a run as a whole proves too little. */
export const WHOLENESS_CODES = {
  no_results: "Give the folder of the run: only its results.json tells what was proved",
  partial_record: "Merge the shards, or the replay with its run, and judge what they come to",
  other_profile: "Run the gate with the profile that the entry names",
  run_not_green: "Mend what the run shows as failed, and run the gate again",
  degraded_run: "Let the container run again: the failsafe checks less. Or say place: any",
  not_checked: "Run what the run left out, then judge again",
} as const;

/** What is wrong with a run as a whole: it is a part, of another profile, or its verdict is not green. */
export function judgeWholeness(
  settings: SuiteSettings,
  record: RecordedRun,
): readonly GateFault[] {
  const { results } = record.files;
  const place = { path: settings.record, at: null };
  const fault = (code: keyof typeof WHOLENESS_CODES, words: string): GateFault =>
    makeFault(code, record.runId, `the run ${tellText(record.runId)} ${words}`, place);
  const profile = record.files.summary?.profile ?? record.environment?.profile ?? null;
  const part = partOf(record);
  return [
    results === null ? fault("no_results", "has no results.json that can be used") : null,
    part === null ? null : fault("partial_record", part),
    settings.profile === undefined || profile === settings.profile ? null : fault(
      "other_profile",
      `has the profile ${profile ?? "unknown"}; ${settings.profile} is wanted`,
    ),
    judgeVerdict(settings, record, fault),
    judgeUnchecked(settings, record, fault),
  ].filter((one) => one !== null);
}

function partOf({ shard, files: { run, results } }: RecordedRun): string | null {
  if (shard !== null && shard.total > 1) {
    return `is only shard ${shard.index} of ${shard.total}`;
  }
  const isLoneReplay = run?.replay !== undefined && results?.merge === undefined;
  return isLoneReplay ? "is a replay: it ran only what had failed before" : null;
}

type MakeFault = (code: keyof typeof WHOLENESS_CODES, words: string) => GateFault;

/** Of named suites the verdict says little: another suite may have failed; only an ended run counts. */
function judgeVerdict(
  { suites, place, allow_flaky }: SuiteSettings,
  { verdict }: RecordedRun,
  fault: MakeFault,
): GateFault | null {
  if (verdict === "degraded") {
    return place === "any" ? null : fault("degraded_run", "is degraded: the container did not run");
  }
  const isGreen = verdict === "passed" || verdict === "flaky";
  if (suites !== "required") {
    const hasEnded = isGreen || verdict === "failed" || verdict === "incomplete";
    return hasEnded ? null : fault("run_not_green", `ended as ${tellText(verdict)}`);
  }
  if (verdict === "flaky" && !allow_flaky) return fault("run_not_green", "passed only as flaky");
  return isGreen ? null : fault("run_not_green", `has the verdict ${tellText(verdict)}`);
}

/** A failsafe leaves things out by its nature; where it may count, so may that. */
function judgeUnchecked(
  { suites, place }: SuiteSettings,
  { verdict, files: { results } }: RecordedRun,
  fault: MakeFault,
): GateFault | null {
  const left = results?.not_checked ?? [];
  if (suites !== "required" || left.length === 0) return null;
  if (place === "any" && verdict === "degraded") return null;
  return fault("not_checked", `left out: ${tellSome(left.map(({ suite }) => suite))}`);
}
