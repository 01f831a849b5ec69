import { CLUSTERS_TOLD, type FailureCluster, type SuiteDiagnosis } from "../model/diagnosis.ts";
import type { FirstAssertion } from "../model/failure_account.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import type { TestRecord } from "../model/test_result.ts";
import { countedExecution, countedTests, failedSuites, namedTests } from "./counted_execution.ts";
import { describeOpinion } from "./describe_opinion.ts";
import { assertionOf, diagnosisOf, digestPath } from "./diagnosis_of.ts";
import { explainPast } from "./explain_past.ts";
import { formatNumber } from "./format_counts.ts";
import { formatRecordReplay } from "./format_record_replay.ts";
import { type Html, markup } from "./html.ts";
import { causeCard } from "./html_cause.ts";
import { commandLine, fileLink, type LinkBase } from "./html_link.ts";
import { listCauses } from "./list_causes.ts";
import type { PageSection } from "./html_section.ts";
import { chip } from "./html_verdict.ts";

const GROUPS_OPEN = 2;
const TESTS_NAMED = 20;
/** Longer traces are in `tests.jsonl`. */
const DETAIL_CHARS = 6000;
const DETAILS_CHARS_IN_ALL = 400_000;

/** What failed: each suite without a pass with its cause, its failures by fingerprint, and what to do. */
export function failuresSection(record: RunRecord, base: LinkBase): PageSection | null {
  const suites = failedSuites(record.suites);
  if (suites.length === 0) return null;
  const room = { chars: DETAILS_CHARS_IN_ALL };
  const news = new Map(listCauses(record).map(({ key, isNew }) => [key, isNew]));
  const body = markup`${suites.map((suite) => drawSuite(record, suite, { base, room, news }))}`;
  return { id: "failures", title: "What failed", count: String(suites.length), body };
}

interface Drawing {
  readonly base: LinkBase;
  /** What is left for traces, so that ten thousand failures make no page that nobody can open. */
  readonly room: { chars: number };
  /** By fingerprint: whether a cause is new since the baseline; null where nothing is known. */
  readonly news: ReadonlyMap<string, boolean | null>;
}

function drawSuite(record: RunRecord, suite: SuiteRecord, drawing: Drawing): Html {
  const { base } = drawing;
  const { name, outcome, place, required, why } = suite;
  const diagnosis = diagnosisOf(suite);
  const execution = countedExecution(suite);
  const cause = causeCard(wordsOfCause(suite, diagnosis), base);
  const failing = drawGroups(record, suite, drawing);
  return markup`<article class="card" id="suite-${idOf(name)}">
    <h3>${chip(outcome)} <bdi>${name}</bdi> <small class="quiet">${place ?? "nowhere"}${
    !required &&
    ", not required"
  }</small></h3>
    <p>${why}</p>
    ${isOfTests(diagnosis) ? [failing, cause] : [cause, failing]}
    <h4>Run this suite again</h4>
    ${commandLine(formatRecordReplay(record, { suite: name }), `run the suite ${name} again`)}
    <p class="quiet">Files: ${
    execution !== null &&
    markup`${
      ["stdout.log", "stderr.log", "exit.json"].map((file) =>
        markup`${fileLink(base, `${execution.folder}/${file}`, file)}, `
      )
    }`
  }${fileLink(base, digestPath(name))}</p>
    </article>`;
}

/** Of what tests themselves say, the first assertion is the answer; of all else, the cause is. */
function isOfTests({ classification }: SuiteDiagnosis): boolean {
  return ["assertion", "unknown", "flaky", "snapshot", "data"].includes(classification.class);
}

function drawGroups(record: RunRecord, suite: SuiteRecord, drawing: Drawing): Html | null {
  const groups = groupsOf(suite, diagnosisOf(suite));
  if (groups.length === 0) return null;
  const rest = groups.length - CLUSTERS_TOLD;
  const failed = formatNumber(countedTests(suite).failed, "failing test");
  return markup`<h4>${failed}, ${formatNumber(groups.length, "cause")}</h4>
${
    groups.slice(0, CLUSTERS_TOLD).map((group, at) =>
      drawGroup(record, suite, { ...drawing, group, at })
    )
  }${
    rest > 0 &&
    markup`<p class="quiet">… and ${rest} more causes in ${
      fileLink(drawing.base, "failure_diagnostics_index.json")
    }</p>`
  }`;
}

/** Fit for an id, and the same wherever the name is told. */
export function idOf(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll("%", "_");
}

function wordsOfCause(suite: SuiteRecord, { classification, remedy, disproof }: SuiteDiagnosis) {
  const finding = suite.executions.flatMap((one) => one.findings)
    .find((one) => one.class === classification.class);
  return {
    class: classification.class,
    confidence: classification.confidence,
    message: finding?.message ?? "",
    evidence: classification.evidence,
    remedy,
    disproof,
    runnerUp: classification.runnerUp,
    opinion: describeOpinion(suite),
  };
}

/** Failures of one cause in one suite, with those of its tests that the record names. */
interface Group extends FailureCluster {
  readonly named: readonly TestRecord[];
}

/** By fingerprint, as the diagnosis tells; where nobody has looked, as the tests themselves tell. */
function groupsOf(suite: SuiteRecord, { clusters }: SuiteDiagnosis): readonly Group[] {
  const { failures } = namedTests(suite);
  const byPrint = Map.groupBy(failures, ({ id, fingerprint }) => fingerprint ?? id);
  if (clusters.length > 0) {
    return clusters.map((one) => ({ ...one, named: byPrint.get(one.fingerprint) ?? [] }));
  }
  return [...byPrint].flatMap(([fingerprint, named]) => {
    const [first] = named;
    if (first === undefined) return [];
    const count = Math.max(named.length, namedTests(suite).causes?.[fingerprint] ?? 0);
    const tests = named.slice(0, TESTS_NAMED).map(({ id }) => id);
    return [{ fingerprint, count, tests, assertion: assertionOf(suite, first), named }];
  }).toSorted((a, b) => b.count - a.count);
}

function drawGroup(
  record: RunRecord,
  suite: SuiteRecord,
  { base, room, news, group, at }: Drawing & { readonly group: Group; readonly at: number },
): Html {
  const { assertion, count, tests, named, fingerprint } = group;
  const [first] = named;
  const past = first === undefined ? undefined : record.past?.get(first.id);
  const others = record.suites.filter(({ name }) => name !== suite.name)
    .filter((one) => diagnosisOf(one).clusters.some((it) => it.fingerprint === fingerprint));
  const [id = ""] = tests;
  return markup`<details class="group" ${at < GROUPS_OPEN && markup`open`}>
    <summary>${sayNew(news.get(fingerprint) ?? null)}${
    sayAssertion(assertion, first)
  } <span class="at">${
    sayPlace(
      assertion,
    )
  }${formatNumber(count, "test")}</span></summary>
    ${
    past !== undefined && explainPast(past) !== "" &&
    markup`<p class="quiet">${explainPast(past)}</p>`
  }${
    others.length > 0 &&
    markup`<p class="quiet">The same cause in ${
      others.map(({ name }, index) =>
        markup`${index > 0 && ", "}<a href="#suite-${idOf(name)}">${name}</a>`
      )
    }</p>`
  }<ul>${tests.slice(0, TESTS_NAMED).map((test) => markup`<li><bdi>${test}</bdi></li>`)}</ul>
    ${
    count > tests.length &&
    markup`<p class="quiet">… and ${count - Math.min(tests.length, TESTS_NAMED)} more in ${
      fileLink(base, "tests.jsonl")
    }</p>`
  }${first !== undefined && drawDetails(first, room)}${
    id !== "" && count > 1 && markup`<p class="quiet">Run the first of them again:</p>`
  }${
    id !== "" &&
    commandLine(
      formatRecordReplay(record, { suite: suite.name, test: id }),
      `run ${id.slice(0, 120)} again`,
    )
  }${
    /^[0-9a-f]{16}$/.test(fingerprint) &&
    markup`<p class="quiet">fingerprint <code>${fingerprint}</code></p>`
  }</details>`;
}

function sayAssertion({ type, message }: FirstAssertion, first: TestRecord | undefined): string {
  const words = message || first?.message || first?.outcome || "no words";
  return shorten(type === "" || words.startsWith(type) ? words : `${type}: ${words}`, 400);
}

/** What a change may have broken stands out from what was broken before it. */
function sayNew(isNew: boolean | null): Html | null {
  return isNew === null
    ? null
    : markup`${isNew ? chip("failed", "new") : chip("skipped", "known")} `;
}

function sayPlace({ file, line }: FirstAssertion): Html | null {
  return file === "" ? null : markup`<bdi>${file}${line !== null && markup`:${line}`}</bdi> · `;
}

function drawDetails({ details, earlier }: TestRecord, room: { chars: number }): Html | null {
  const text = details === "" ? earlier[0]?.details ?? "" : details;
  if (text === "" || room.chars <= 0) return null;
  const shown = shorten(text, DETAIL_CHARS);
  room.chars -= shown.length;
  return markup`<details><summary>Trace of the first one</summary><pre tabindex="0">${shown}</pre>${
    shown
        .length < text.length &&
    markup`<p class="quiet">The rest of it is in tests.jsonl.</p>`
  }</details>`;
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
