import type { Problem } from "../model/problem.ts";
import type { ReplayRequest } from "../model/replay.ts";
import { err, ok, type Result } from "../model/result.ts";
import { nearestSpelling } from "../model/spelling.ts";
import type { SuiteReplayState } from "./replay_states.ts";

/** What a request names, as found in the records. */
export interface Asked {
  /** Present names of the suites; empty for all. */
  readonly suites: ReadonlySet<string>;
  /** Ids of the tests; empty for all. */
  readonly tests: ReadonlySet<string>;
  /** What was taken for a name that is not exact, one sentence each. */
  readonly notes: readonly string[];
}

/** Names looked at for the nearest spelling; a record may hold a million. */
const CANDIDATES_MAX = 20_000;
const LISTED_MAX = 8;

/** Finds the suites and tests that a request names; a `usage` problem with the nearest spelling for one that is nowhere. */
export function findAsked(
  suites: readonly SuiteReplayState[],
  request: ReplayRequest,
): Result<Asked, Problem> {
  if (request.gatesOnly && request.tests.length > 0) {
    return refuse("A single test is no gate", "Ask for tests or for gates, not for both");
  }
  const named = findSuites(suites, request.suites);
  if (!named.ok) return named;
  const within = suites.filter(({ name }) => named.value.size === 0 || named.value.has(name));
  const tests = new Set<string>();
  const notes: string[] = [];
  for (const text of request.tests) {
    const found = findTests(within, text);
    const gone = found.find(({ suite }) => !suite.isPlanned);
    if (found.length === 0) return refuseTest(suites, within, text);
    if (gone !== undefined) return refuseGone(gone.suite.name, `Test "${text}" is of`);
    for (const { id } of found) tests.add(id);
    if (found.length > 1) notes.push(`"${text}" is the end of ${found.length} tests; all of them`);
  }
  return ok({ suites: named.value, tests, notes });
}

function findSuites(
  suites: readonly SuiteReplayState[],
  names: readonly string[],
): Result<ReadonlySet<string>, Problem> {
  const found = new Set<string>();
  for (const name of names) {
    const suite = suites.find((one) => one.name === name) ??
      suites.find(({ formerName }) => formerName === name);
    if (suite === undefined) return refuseSuite(suites, name);
    if (!suite.isPlanned) return refuseGone(name, "There is");
    found.add(suite.name);
  }
  return ok(found);
}

interface FoundTest {
  readonly id: string;
  readonly suite: SuiteReplayState;
}

/** The test of that very id, else all whose id ends so, or that are spelled as file and name. */
function findTests(suites: readonly SuiteReplayState[], text: string): readonly FoundTest[] {
  const ends: FoundTest[] = [];
  for (const suite of suites) {
    for (const { test } of suite.tests) {
      if (test.id === text) return [{ id: text, suite }];
      const isEnd = test.id.endsWith(`::${text}`) || `${test.file}::${test.name}` === text;
      if (isEnd) ends.push({ id: test.id, suite });
    }
  }
  return ends;
}

function refuseTest(
  suites: readonly SuiteReplayState[],
  within: readonly SuiteReplayState[],
  text: string,
): Result<never, Problem> {
  const elsewhere = findTests(suites, text)[0]?.suite.name;
  if (elsewhere !== undefined) {
    const meant = within.map(({ name }) => name).slice(0, LISTED_MAX).join(", ");
    const message = `Test ${
      JSON.stringify(text)
    } is of the suite ${elsewhere}, and not of ${meant}`;
    return refuse(message, `Write --suite ${elsewhere}, or leave --suite out`);
  }
  const tests = within.flatMap((suite) => suite.tests).slice(0, CANDIDATES_MAX)
    .map(({ test }) => test);
  const near = nearestSpelling(text, [...tests.map(({ name }) => name)]) ??
    nearestSpelling(text, tests.map(({ id }) => id));
  const hint = near !== null
    ? `Did you mean --test ${JSON.stringify(near)}?`
    : "Give its id, or the end of the id behind a ::; the ids are in tests.jsonl";
  return refuse(`No record knows a test ${JSON.stringify(text)}`, hint);
}

function refuseSuite(suites: readonly SuiteReplayState[], name: string): Result<never, Problem> {
  const names = suites.map((suite) => suite.name);
  const near = nearestSpelling(name, names);
  const listed = names.slice(0, LISTED_MAX).join(", ");
  const more = names.length > LISTED_MAX ? `, and ${names.length - LISTED_MAX} more` : "";
  const hint = near === null ? `Suites: ${listed}${more}` : `Did you mean --suite ${near}?`;
  return refuse(`There is no suite "${name}"`, hint);
}

function refuseGone(name: string, subject: string): Result<never, Problem> {
  const message = `${subject} a suite "${name}" in the record, and none in the plan`;
  return refuse(message, "Check out the recorded commit, or declare it in the configuration");
}

function refuse(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
