import { EVIDENCE_INDEX } from "../model/evidence_json.ts";
import { INDEX_NAME } from "../model/index_name.ts";

/** A file of a run that is not one JSON object; `<suite>`, `<place>`, `<attempt>` stand for names. */
export interface TextArtifactRow {
  /** Relative to the run's folder. */
  readonly name: string;
  /** Which question of a reader it answers. */
  readonly answers: string;
  /** True for one that is made in a CI system alone. */
  readonly inCiAlone?: true;
}

/** The page of a run for people, relative to its folder. */
export const REPORT_MD = "report.md";

/** Where all parts of all shards are told, by every one of them, relative to the run's folder. */
export const SHARD_PLAN = "shard_plan.jsonl";

/** What an engine of many machines has told, relative to the run's folder. */
export const REMOTE_EVENTS = "remote_events.jsonl";

/** The page of a run, relative to its folder. */
export const REPORT_PAGE = "report.html";

const EXECUTION = "suites/<suite>/<place>-<attempt>";

/** Every other file of a gate run: texts, lines of JSON, and what each execution leaves. */
export const TEXT_ARTIFACTS: readonly TextArtifactRow[] = [
  { name: "stdout.log", answers: "What did all suites write to standard output?" },
  { name: "stderr.log", answers: "What did all suites write to standard error?" },
  { name: "events.jsonl", answers: "What happened when, while the run was going on?" },
  { name: "tests.jsonl", answers: "How did every single test end, and where did it run?" },
  { name: "junit.xml", answers: "What do other tools need to show the tests of all suites?" },
  { name: "ctrf.json", answers: "And what do tools need that read the Common Test Report Format?" },
  { name: REPORT_MD, answers: "What came of it, why, and what is to be done, on one page?" },
  {
    name: "gl-code-quality-report.json",
    answers: "Which failures does GitLab show beside the code?",
    inCiAlone: true,
  },
  {
    name: "buildkite-annotation.md",
    answers: "What does Buildkite show on the page of the build?",
    inCiAlone: true,
  },
  { name: REPORT_PAGE, answers: "What happened, for a person with a browser?" },
  { name: "RUN_INSTRUCTIONS.md", answers: "How is this very run, or a part of it, run again?" },
  { name: "container_events.jsonl", answers: "What did the engine do to our containers, when?" },
  { name: "journal.jsonl", answers: "What did we do to our containers, noted before it was done?" },
  { name: REMOTE_EVENTS, answers: "What did the engine of many machines tell of every task?" },
  { name: SHARD_PLAN, answers: "Which test, file or suite of the plan runs in which shard?" },
  { name: INDEX_NAME, answers: "Which file answers which question, and what is the answer?" },
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
    name: `${EXECUTION}/container_stats.jsonl`,
    answers: "What did its container use over time, where it lived longer than a second?",
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
  ...listingRows(),
];

/** What is left where a tool was asked for its tests, so that they could be dealt out to shards. */
function listingRows(): readonly TextArtifactRow[] {
  const folder = "suites/<suite>/list";
  return [
    { name: `${folder}/stdout.log`, answers: "What did its tool print when asked for its tests?" },
    { name: `${folder}/stderr.log`, answers: "And what did it write to standard error then?" },
    { name: `${folder}/container_create.json`, answers: "With which settings was it asked?" },
    { name: `${folder}/container_inspect_pre.json`, answers: "What had the engine made of those?" },
    { name: `${folder}/container_inspect_post.json`, answers: "How did the container end then?" },
    { name: `${folder}/trailer.txt`, answers: "What did our script inside see at that end?" },
  ];
}
