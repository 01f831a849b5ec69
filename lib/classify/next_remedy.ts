import type { Finding } from "../model/finding.ts";
import type {
  AttemptResult,
  AttemptSettings,
  NextStep,
  RemedyRow,
  RemedySituation,
} from "../model/remedy.ts";
import { describeChange } from "./describe_change.ts";
import { hasSucceeded, isClean, isWhole } from "./judge_reached.ts";

/** Causes outside the container, which no setting of it mends. */
const BEYOND_US: ReadonlySet<Finding["class"]> = new Set(["daemon", "auth", "rate-limit"]);
/** Below this a finding is a guess: others are tried first. */
const GUESS = 0.2;

/**
 * What follows an attempt: exactly one change, from its surest finding that a remedy answers; the way
 * back to the whole suite after a part of it ran; or a stop with the reason. No settings are ever given
 * twice and no cap is passed, so that a diagnosis ends whatever is observed.
 */
export function nextRemedy(
  situation: RemedySituation,
  rows: readonly RemedyRow[],
): NextStep {
  const { attempts, caps } = situation;
  const last = attempts.at(-1);
  if (last === undefined) return stop("nothing was tried", true);
  if (isWhole(last)) return stop(sayWhole(last), false);
  const outside = last.findings.find(({ class: of }) => BEYOND_US.has(of));
  const isMaintained = outside !== undefined && last.findings[0] === outside;
  if (isMaintained) return stop(`${outside.message}: no setting of a container mends that`, true);
  if (attempts.length >= caps.attempts) return stop(sayOver(last, caps.attempts), true);
  if (hasSucceeded(last)) return widen(last, situation, rows);
  return isBackInVain(last, situation)
    ? stop(
      `a part of the suite runs; the whole of it still fails: ${last.findings[0]?.message}`,
      true,
    )
    : mend(last, situation, rows);
}

/** True for a way back that ended at a cause that the whole suite had before: all that follows was tried. */
function isBackInVain(last: AttemptResult, { attempts }: RemedySituation): boolean {
  if (last.settings.targets !== null) return false;
  const isPartOfIt = ({ settings }: AttemptResult): boolean =>
    settings.targets !== null && keyOf({ ...settings, targets: null }) === keyOf(last.settings);
  const cause = last.findings[0]?.class;
  return attempts.some((one) => hasSucceeded(one) && isPartOfIt(one)) &&
    attempts.slice(0, -1).some(({ settings, findings }) =>
      settings.targets === null && findings[0]?.class === cause
    );
}

/** The whole suite again, with all that has helped so far; where that was tried, what it died of is mended. */
function widen(
  last: AttemptResult,
  situation: RemedySituation,
  rows: readonly RemedyRow[],
): NextStep {
  // A part that ran and died of something is mended first, as a part.
  if (last.settings.targets === null || !isClean(last)) return mend(last, situation, rows);
  const settings = { ...last.settings, targets: null };
  if (wasTried(situation, settings)) {
    return stop("a part of the suite runs; the whole of it was tried with these settings", true);
  }
  return {
    ...{ kind: "change", remedy: "full-suite", settings, because: null },
    change: "the whole suite again, with everything kept that has helped",
    disproof: "The whole suite fails where a part of it ran",
  };
}

/** The first row, by the surest finding, that turns something that was not tried. */
function mend(
  last: AttemptResult,
  situation: RemedySituation,
  rows: readonly RemedyRow[],
): NextStep {
  const causes = last.findings.filter(({ confidence }) => confidence >= GUESS);
  const reasons: string[] = [];
  for (const because of causes.length === 0 ? [NOTHING_KNOWN] : causes) {
    for (const row of rows.filter(({ answers }) => answers.includes(because.class))) {
      if (row.needsListing && mustAsk(last, situation)) return { kind: "ask-listing" };
      const turned = row.apply(last, situation);
      if (typeof turned === "string") {
        reasons.push(`${row.title}: ${turned}`);
      } else if (wasTried(situation, turned)) {
        reasons.push(`${row.title}: that was tried`);
      } else {
        const change = describeChange(last.settings, turned);
        const { id: remedy, disproof } = row;
        return { kind: "change", remedy, settings: turned, change, because, disproof };
      }
    }
  }
  return stop(sayNothing(last, reasons), true);
}

const NOTHING_KNOWN: Finding = {
  class: "unknown",
  confidence: 0,
  message: "nothing that was seen says why",
  evidence: [],
  remedy: "",
};

function mustAsk({ settings }: AttemptResult, { means }: RemedySituation): boolean {
  return means.canSelect && means.canList && means.collectable === null &&
    means.files.length > 0 && settings.targets?.length !== 1;
}

function wasTried({ attempts }: RemedySituation, settings: AttemptSettings): boolean {
  const key = keyOf(settings);
  return attempts.some((attempt) => keyOf(attempt.settings) === key);
}

/** One text for one configuration, whatever the order of its keys and targets. */
export function keyOf(settings: AttemptSettings): string {
  const targets = settings.targets?.map(({ file, class: group, name }) => [file, group, name]);
  const entries = Object.entries({ ...settings, targets: targets?.map(String).toSorted() ?? null });
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function sayWhole({ outcome }: AttemptResult): string {
  return outcome === "passed"
    ? "the whole suite ran and passed"
    : "the whole suite ran to its end; what fails now are tests, and no setting mends those";
}

function sayOver({ findings }: AttemptResult, attempts: number): string {
  const left = findings[0] === undefined ? "" : `; left: ${findings[0].message}`;
  return `all ${attempts} attempts are used${left}`;
}

function sayNothing({ findings }: AttemptResult, reasons: readonly string[]): string {
  const what = findings[0]?.message ?? NOTHING_KNOWN.message;
  const distinct = [...new Set(reasons)];
  const more = distinct.length > MOST_REASONS ? `; and ${distinct.length - MOST_REASONS} more` : "";
  const tried = distinct.length === 0
    ? "no setting mends that"
    : distinct.slice(0, MOST_REASONS).join("; ") + more;
  return `${what} (${tried})`;
}

/** Reasons that are told: the first ones belong to the surest cause. */
const MOST_REASONS = 4;

function stop(why: string, needsPeople: boolean): NextStep {
  return { kind: "stop", why, needsPeople };
}
