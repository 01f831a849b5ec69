import type { RunEvent } from "../model/run_event.ts";
import type { TestCounts } from "../model/test_result.ts";
import { unreachable } from "../model/unreachable.ts";
import { cleanLine } from "./clean_terminal.ts";
import { explainFallback } from "./explain_problem.ts";
import { formatCounts, formatNumber } from "./format_counts.ts";
import { formatClock, formatDuration } from "./format_duration.ts";
import { formatShard } from "./format_shard.ts";
import { outcomeColour } from "./outcome_colour.ts";
import { type Colour, paint } from "./paint.ts";

/** How lines are shown. */
export interface EventStyle {
  readonly color: boolean;
}

/** What stands on a line: whom it is about, one word, and the rest. */
interface EventWords {
  readonly subject: string;
  readonly word: string;
  readonly colour: Colour;
  readonly rest: readonly string[];
}

const SUBJECT_COLUMNS = 12;
const WORD_COLUMNS = 9;

/**
 * One event as one line for a pipe, without a newline at its end:
 * `00:03.2 unit         passed    34 passed, 1 skipped  2.9s  (container)`.
 */
export function formatEvent(event: RunEvent, ms: number, style: EventStyle): string {
  const words = wordsOf(event);
  const subject = cleanLine(words.subject).padEnd(SUBJECT_COLUMNS);
  const word = paint(words.word.padEnd(WORD_COLUMNS), words.colour, style.color);
  const rest = words.rest.map(cleanLine).filter((part) => part !== "").join("  ");
  return `${formatClock(ms)} ${subject} ${word} ${rest}`.trimEnd();
}

function wordsOf(event: RunEvent): EventWords {
  switch (event.type) {
    case "run-started":
      return say("run", "started", "bold", [
        event.run_id,
        `${formatNumber(event.suites.length, "suite")}: ${event.suites.join(", ")}`,
        `(profile ${event.profile}, mode ${event.mode})`,
      ]);
    case "preflight-started":
      return say("engine", "checking", "gray", [event.docker_bin, `image ${event.image}`]);
    case "image-started":
      return say("engine", event.doing, "gray", [`image ${event.image}`]);
    case "preflight-passed":
      return say("engine", "ready", "green", [event.engine, `image ${event.image}`]);
    case "fallback":
      return sayFallback(event);
    case "suite-listing":
      return say(event.suite, "listing", "gray", [`(${event.place})`]);
    case "sharded":
      return say("run", "shard", "bold", [
        formatShard(event.shard),
        event.suites.length === 0 ? "" : `of ${event.suites.join(", ")}`,
      ]);
    case "suite-started":
      return say(event.suite, "started", "bold", [`(${event.place})`]);
    case "suite-ended":
      return sayEnd(event);
    case "suite-retrying":
      return sayRetry(event);
    case "suite-repeating":
      return say(event.suite, "repeat", "gray", [`run ${event.attempt} of ${event.times}`]);
    case "suite-settled":
      return sayEnd({ ...event, duration_ms: null });
    case "shard-started":
      return say(`shard ${event.shard}`, event.again ? "again" : "started", "bold", [
        `on ${event.node}`,
        `(of ${event.total})`,
      ]);
    case "shard-ended":
      return say(`shard ${event.shard}`, event.outcome, outcomeColour(event.outcome), [
        formatCounts(event.counts),
        event.duration_ms === null ? "" : formatDuration(event.duration_ms),
        event.node === "" ? "" : `on ${event.node}`,
        event.outcome === "passed" ? "" : event.why,
      ]);
    case "suite-skipped":
      return say(event.suite, "not run", "yellow", [event.why]);
    case "warning":
      return say("run", "warning", "yellow", [event.message]);
    case "cancelled":
      return say("run", "cancelled", "yellow", [`by ${event.signal}; clean-up goes on`]);
    case "run-ended":
      return say("run", event.verdict, outcomeColour(event.verdict), [
        `exit ${event.exit_code}`,
        formatDuration(event.duration_ms),
      ]);
    default:
      return unreachable(event);
  }
}

function say(
  subject: string,
  word: string,
  colour: Colour,
  rest: readonly string[],
): EventWords {
  return { subject, word, colour, rest };
}

/** Why the container was given up, what runs instead, what nothing checks, and what would mend it. */
function sayFallback(event: Extract<RunEvent, { type: "fallback" }>): EventWords {
  const instead = event.suites.length === 0
    ? "nothing can run instead"
    : `the failsafe runs ${event.suites.join(", ")} instead`;
  const unchecked = event.not_checked.length === 0
    ? ""
    : `, not checked: ${event.not_checked.join(", ")}`;
  const hint = event.hint === "" ? "" : ` (${event.hint})`;
  return say("container", event.phase === "midway" ? "lost" : "not used", "yellow", [
    `${explainFallback(event)}; ${instead}${unchecked}${hint}`,
  ]);
}

function sayRetry(event: Extract<RunEvent, { type: "suite-retrying" }>): EventWords {
  const failed = formatNumber(event.tests, "failed test");
  const what = event.scope === "tests" ? failed : `the whole suite, for ${failed}`;
  return say(event.suite, "again", "yellow", [`${what}, attempt ${event.attempt}`]);
}

/** The end of one attempt, or of all of them. */
interface EndOfSuite
  extends Pick<Extract<RunEvent, { type: "suite-settled" }>, "suite" | "place" | "outcome"> {
  readonly counts: TestCounts;
  readonly duration_ms: number | null;
  readonly why: string;
}

/** A suite that passed is described by its counts, any other one by its reason too. */
function sayEnd(event: EndOfSuite): EventWords {
  const isPlain = event.outcome === "passed" && event.counts.flaky === 0;
  return say(event.suite, event.outcome, outcomeColour(event.outcome), [
    formatCounts(event.counts),
    event.duration_ms === null ? "" : formatDuration(event.duration_ms),
    `(${event.place})`,
    isPlain ? "" : event.why,
  ]);
}
