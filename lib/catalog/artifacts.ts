import { EVIDENCE_INDEX } from "../model/evidence_json.ts";
import { EnvironmentJson } from "../model/environment_json.ts";
import { ErrorJson } from "../model/error_json.ts";
import { RedactionsJson } from "../model/redactions_json.ts";
import { ResultsJson } from "../model/results_json.ts";
import { RunJson } from "../model/run_json.ts";
import { SummaryJson } from "../model/summary_json.ts";
import type { ArtifactRow } from "../model/artifact.ts";
import type { RunRecord } from "../model/run_record.ts";
import { makeEnvironmentJson } from "../report/make_environment_json.ts";
import { makeErrorJson } from "../report/make_error_json.ts";
import { makeRedactionsJson } from "../report/make_redactions_json.ts";
import { makeResultsJson } from "../report/make_results_json.ts";
import { makeRunJson } from "../report/make_run_json.ts";
import { type ArtifactName, makeSummaryJson } from "../report/make_summary_json.ts";

/** Every JSON artifact of a gate run, in the order in which they are written; summary.json is last. */
export const ARTIFACTS: readonly ArtifactRow[] = [
  {
    name: "run.json",
    schema: "qa.run.v1",
    answers: "What ran, when, where, why there, from which code, with which versions?",
    shape: RunJson,
    make: makeRunJson,
  },
  {
    name: "results.json",
    schema: "qa.results.v1",
    answers: "How many tests and suites ended how, which ran where, what was not checked?",
    shape: ResultsJson,
    make: makeResultsJson,
  },
  {
    name: "error.json",
    schema: "qa.error.v1",
    answers: "Why did the runner fail or fall back, which suites did that touch, what mends it?",
    shape: ErrorJson,
    make: makeErrorJson,
  },
  {
    name: "environment.json",
    schema: "qa.environment.v1",
    answers: "On which machine, engine and CI system did it run?",
    shape: EnvironmentJson,
    make: makeEnvironmentJson,
  },
  {
    name: "redactions.json",
    schema: "qa.redactions.v1",
    answers: "Which rule replaced something in which file, and how often?",
    shape: RedactionsJson,
    make: makeRedactionsJson,
  },
  {
    name: "summary.json",
    schema: "qa.summary.v1",
    answers: "What is the answer, what failed, and how is it run again?",
    shape: SummaryJson,
    make: (record) => makeSummaryJson(record, listArtifacts(record)),
  },
];

/** A file of a run that is not one JSON object; `<suite>`, `<place>`, `<attempt>` stand for names. */
export interface TextArtifactRow {
  /** Relative to the run's folder. */
  readonly name: string;
  /** Which question of a reader it answers. */
  readonly answers: string;
}

const EXECUTION = "suites/<suite>/<place>-<attempt>";

/** Every other file of a gate run: texts, lines of JSON, and what each execution leaves. */
export const TEXT_ARTIFACTS: readonly TextArtifactRow[] = [
  { name: "stdout.log", answers: "What did all suites write to standard output?" },
  { name: "stderr.log", answers: "What did all suites write to standard error?" },
  { name: "events.jsonl", answers: "What happened when, while the run was going on?" },
  { name: "tests.jsonl", answers: "How did every single test end, and where did it run?" },
  { name: "junit.xml", answers: "What do other tools need to show the tests of all suites?" },
  { name: "ctrf.json", answers: "And what do tools need that read the Common Test Report Format?" },
  { name: "RUN_INSTRUCTIONS.md", answers: "How is this very run, or a part of it, run again?" },
  { name: "container_events.jsonl", answers: "What did the engine do to our containers, when?" },
  { name: "journal.jsonl", answers: "What did we do to our containers, noted before it was done?" },
  { name: EVIDENCE_INDEX, answers: "Which files has this run, of which size and SHA-256?" },
  { name: `${EXECUTION}/stdout.log`, answers: "What did this suite write to standard output?" },
  { name: `${EXECUTION}/stderr.log`, answers: "What did this suite write to standard error?" },
  { name: `${EXECUTION}/container_create.json`, answers: "With which settings was it created?" },
  {
    name: `${EXECUTION}/container_inspect_pre.json`,
    answers: "What had the engine made of the settings, as it was started?",
  },
  {
    name: `${EXECUTION}/container_inspect_post.json`,
    answers: "In which state was the container before it was removed?",
  },
  {
    name: `${EXECUTION}/exit.json`,
    answers: "How did it end: code, signal, memory, deadline, last output?",
  },
  {
    name: `${EXECUTION}/trailer.txt`,
    answers: "What did our script inside the container see at the end?",
  },
  { name: `${EXECUTION}/report.xml`, answers: "What did the test tool itself report, as XML?" },
  {
    name: `${EXECUTION}/report.jsonl`,
    answers: "What did our reporter inside the test tool tell, test by test?",
  },
  {
    name: "suites/<suite>/tests.jsonl",
    answers: "How did every test of a suite end that was tried again, with all its tries?",
  },
  { name: `${EXECUTION}/tests.jsonl`, answers: "How did every test of this execution end?" },
];

/** True for a file that stands in the outputs folder too: not for what a single execution leaves. */
export function isStable(row: { readonly name: string }): boolean {
  return !row.name.startsWith("suites/");
}

const KINDS = [...ARTIFACTS, ...TEXT_ARTIFACTS].map(({ name }) => {
  const parts = name.split(/<[a-z]+>/).map((part) => RegExp.escape(part));
  return { name, pattern: new RegExp(`^${parts.join("[^/]+")}$`) };
});

/** Name of the row a file of a run belongs to (its path relative to the run's folder), or `other`. */
export function kindOfArtifact(path: string): string {
  return KINDS.find(({ pattern }) => pattern.test(path))?.name ?? "other";
}

/** Files this run has under stable names too, for the list in `summary.json`. */
export function listArtifacts(record: RunRecord): readonly ArtifactName[] {
  const made = ARTIFACTS.filter((row) => row.name === "summary.json" || row.make(record) !== null);
  const texts = TEXT_ARTIFACTS.filter(isStable);
  const withoutContainer = record.engine === null;
  return [...made, ...texts]
    .filter((row) => !(withoutContainer && row.name === "container_events.jsonl"))
    .map(({ name, answers }) => ({ name, answers }));
}
