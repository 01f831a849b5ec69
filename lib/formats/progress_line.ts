import { TEST_OUTCOMES, type TestOutcome } from "../model/outcome.ts";
import type { ReportedTest } from "../model/test_result.ts";
import { readJsonLine } from "./json_line.ts";

/** Characters of one text of a line that are kept. */
const TEXT_MAX = 64 * 1024;
const NAME_MAX = 16 * 1024;

const KINDS = ["start", "phase", "end", "forget", "planned", "over"] as const;

/**
 * One line of a progress file in our words. `start` names a test (`id`, `file`, `class`, `name`,
 * `line`); `phase` tells of a part of it and `end` of its last (`outcome`, `ms`, `message`, `details`,
 * `route`); `forget` takes a start back (a module that was collected); `planned` says how many tests
 * there are (`count`); `over` that the runner came to its end by itself.
 */
export interface ProgressLine {
  readonly on: typeof KINDS[number];
  readonly id: string;
  readonly test: ReportedTest;
  /** `again`: this try does not count, and ended as `tried` says. */
  readonly outcome: TestOutcome | "again";
  readonly tried: TestOutcome;
  readonly count: number;
}

/** Reads one line of a progress file; null when it is none. */
export function readProgressLine(text: string): ProgressLine | null {
  const line = readJsonLine(text);
  const kind = line?.text("on", NAME_MAX);
  const on = KINDS.find((one) => one === kind);
  if (line === null || on === undefined) return null;
  const id = line.text("id", NAME_MAX);
  if (id === "" && on !== "planned" && on !== "over") return null;
  const told = line.text("outcome", NAME_MAX);
  const route = line.text("route", NAME_MAX);
  const test: ReportedTest = {
    file: line.text("file", NAME_MAX),
    className: line.text("class", NAME_MAX),
    name: line.text("name", NAME_MAX),
    outcome: told === "again" ? "failed" : outcomeOf(told),
    durationMs: line.count("ms"),
    message: line.text("message", TEXT_MAX),
    details: line.text("details", TEXT_MAX),
    line: lineOf(line.count("line")),
    ...(route === "" ? {} : { route }),
  };
  return {
    ...{ on, id, test, count: line.count("count") ?? 0 },
    outcome: told === "again" ? told : test.outcome,
    tried: outcomeOf(line.text("tried", NAME_MAX) || "failed"),
  };
}

/** What nobody knows is no pass; what is not said is one, for a phase that only took its time. */
function outcomeOf(told: string): TestOutcome {
  if (told === "") return "passed";
  return TEST_OUTCOMES.find((outcome) => outcome === told) ?? "error";
}

function lineOf(count: number | null): number | null {
  return count !== null && Number.isInteger(count) && count > 0 ? count : null;
}
