import { isAbsolute, relative } from "@std/path";
import { findLastWords } from "../classify/find_last_words.ts";
import { judgeExecution } from "../classify/judge_execution.ts";
import { REPORT_NAME } from "../execute/container_box.ts";
import type { ReadyImage } from "../execute/container_request.ts";
import { newCounters } from "../execute/count_stream.ts";
import { runLocally } from "../execute/run_locally.ts";
import type { ExecutionFacts } from "../model/execution_facts.ts";
import type { Place } from "../model/outcome.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { RunnerRow, TestListing, TestTarget } from "../model/runner.ts";
import { NO_REPORT } from "../observe/collect_report.ts";
import { nameTests } from "../observe/name_tests.ts";
import { homeOf, pathFromRoot, type TestHome } from "../observe/steady_identity.ts";
import type { ListedEntry } from "../plan/shard_parts.ts";
import type { GateSession } from "./gate_session.ts";
import { leaveBox } from "./leave_box.ts";
import { noteGroup } from "./note_group.ts";
import { layOutFiles } from "./open_execution.ts";
import { fence, removeLater, runContainer } from "./run_container.ts";

/** Where a suite is asked for its tests: where it will run. */
export interface ListPlace {
  readonly command: SuiteCommand;
  readonly row: RunnerRow;
  readonly list: TestListing;
  /** Null: on this machine, where its failsafe runs. */
  readonly image: ReadyImage | null;
}

/** A million names of some length. */
const LISTING_BYTES_MAX = 512 * 1024 ** 2;

/**
 * Asks the tool of a suite for its tests, in a container of its own or on this machine, with the suite's
 * own settings and bounds. Its files stand in `suites/<suite>/list`. Half a sentence says what went wrong:
 * a listing that failed is never taken for one without tests.
 */
export async function listSuite(
  session: GateSession,
  suite: PlannedSuite,
  { command, row, list, image }: ListPlace,
): Promise<Result<readonly ListedEntry[], string>> {
  const place: Place = image === null ? "failsafe" : "container";
  const label = `suites/${suite.name}/list`;
  const opened = await openListing(session, suite, { command, list, label, place });
  session.emit({ type: "suite-listing", suite: suite.name, place });
  const facts = image === null
    ? await askHere(session, suite, opened)
    : session.remote === undefined
    ? await askInside(session, suite, image, opened)
    : await askRemotely(session, suite, opened, list);
  session.progress.delete(suite.name);
  const { outcome, why, fallback } = judgeExecution(facts, {
    suite: suite.name,
    runner: row.id,
    needsReport: false,
    exitCodes: row.exitCodes,
    report: NO_REPORT.summary,
  });
  const isTold = outcome === "failed" && list.exitCodes?.includes(facts.exitCode ?? 0);
  if (outcome !== "passed" && !isTold) {
    const said = await loadLastWords(session, opened);
    return err(`${fallback?.detail ?? why}${said} (see ${label})`);
  }
  const text = await readTold(session, opened, list);
  if (image !== null && session.remote === undefined) {
    const mayRun = session.unfenced.has(suite.name);
    await leaveBox(session, { label, box: opened.box, mayRun });
  }
  const targets = text === null ? null : list.read(text);
  if (targets === null) return err(`what it told is no whole listing (see ${label})`);
  if (targets.length === 0) return err(`it told of no test (see ${label})`);
  const bases = [session.plan.root, ...suite.container === null ? [] : [suite.container.workdir]];
  return ok(identify(targets, { suite, place, home: homeOf(command.cwd, bases) }));
}

/** On one of many machines; loaded only there. */
async function askRemotely(
  session: GateSession,
  suite: PlannedSuite,
  opened: OpenedListing,
  { from }: TestListing,
): Promise<ExecutionFacts> {
  const remote = await import("./ask_remotely.ts");
  return await remote.askRemotely(session, suite, opened, from === "stdout" ? null : from.file);
}

interface OpenedListing {
  readonly command: SuiteCommand;
  readonly label: string;
  /** Absolute; and where the command's small files stand, as this machine sees it. */
  readonly folder: string;
  readonly box: string;
}

async function openListing(
  { host, run, deadline, ...session }: GateSession,
  suite: PlannedSuite,
  { command, list, label, place }: {
    readonly command: SuiteCommand;
    readonly list: TestListing;
    readonly label: string;
    readonly place: Place;
  },
): Promise<OpenedListing> {
  const { request } = command;
  if (request === undefined) throw new Error(`${suite.name} was listed without its words`);
  const asked = list.command(request);
  const timeoutMs = Math.max(1, Math.min(command.timeoutMs, Math.ceil(deadline.leftMs())));
  const { files = {} } = asked;
  const listing: SuiteCommand = {
    ...{ argv: asked.argv, env: { ...asked.env, ...command.env }, files },
    ...{ cwd: command.cwd, timeoutMs, report: { from: "nowhere" } },
  };
  const folder = `${run.path}/${label}`;
  const spool = `${run.spool}/${suite.name}-list`;
  const box = place === "container" ? `${spool}/box` : spool;
  for (const path of [folder, spool]) {
    const made = await host.files.makeDir(path);
    if (!made.ok) session.warn(`${label} cannot be created`);
  }
  await layOutFiles({ host, warn: session.warn }, listing, { reports: box, label });
  return { command: listing, label, folder, box };
}

async function askHere(
  session: GateSession,
  suite: PlannedSuite,
  { command, label, folder, box }: OpenedListing,
): Promise<ExecutionFacts> {
  const { host, plan, redactor, cancel, warn } = session;
  const counters = { stdout: newCounters(), stderr: newCounters() };
  session.progress.set(suite.name, { startedMs: host.monotonicMs(), ...counters });
  let group = 0;
  const reportPath = `${box}/${REPORT_NAME}`;
  const facts = await runLocally(host, {
    ...{ ...counters, command, root: plan.root, reportPath, folder, label, redactor, cancel, warn },
    onStarted: (started) => noteGroup(session, group = started),
  });
  session.groups.delete(group);
  return facts;
}

async function askInside(
  session: GateSession,
  suite: PlannedSuite,
  image: ReadyImage,
  { command, label, folder, box }: OpenedListing,
): Promise<ExecutionFacts> {
  const attempt = { number: 1, command };
  const call = { suite, image, attempt, folder, label, box, suffix: "list" };
  const ran = await runContainer(session, call);
  const { container, facts } = ran;
  if (facts.container?.account.state?.status === "exited") {
    removeLater(session, container, facts.container.account.id);
  } else await fence(session, ran);
  return facts;
}

/** What the tool complained of, behind a comma; "" where it printed nothing. */
async function loadLastWords(
  { host }: GateSession,
  { folder }: OpenedListing,
): Promise<string> {
  for (const name of ["stderr.log", "stdout.log"]) {
    const read = await host.files.readText(`${folder}/${name}`, LAST_WORDS_BYTES);
    const quote = read.ok ? findLastWords(read.value) : null;
    if (quote !== null) return `, ${quote}`;
  }
  return "";
}

/** A tool that could not list has printed little; more is not looked through. */
const LAST_WORDS_BYTES = 1024 ** 2;

/** Lines of standard output as they were kept, or the file that our plugin has left, never through a link. */
async function readTold(
  { host }: GateSession,
  { folder, box }: OpenedListing,
  { from }: TestListing,
): Promise<string | null> {
  const path = from === "stdout" ? `${folder}/stdout.log` : `${box}/${from.file}`;
  const opened = await host.files.open(path, LISTING_BYTES_MAX);
  if (!opened.ok) return null;
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of opened.value.chunks) text += decoder.decode(chunk, { stream: true });
  } finally {
    opened.value.close();
  }
  return text + decoder.decode();
}

/** The identities that the records of these tests will have. */
function identify(
  targets: readonly TestTarget[],
  { suite, place, home }: {
    readonly suite: PlannedSuite;
    readonly place: Place;
    readonly home: TestHome;
  },
): readonly ListedEntry[] {
  const name = nameTests({ suite: suite.name, place, attempt: 1, home });
  const quiet = {
    outcome: "passed",
    durationMs: null,
    message: "",
    details: "",
    line: null,
  } as const;
  const once = openTexts();
  return targets.map((told) => {
    const { id, file, class: group, name: title } = name({
      ...{ file: told.file, className: told.class, name: told.name, ...quiet },
    });
    const words = { file: once(file), class: once(group), name: title };
    const here = once(fromHere(told, home));
    const isSame = here === file && told.class === group && told.name === title;
    // There may be a million of them, of a thousand files.
    const target = isSame ? words : { file: here, class: once(told.class), name: told.name };
    return { id, ...words, target };
  });
}

/** Gives the first text of those that are equal, so that the others need not be kept. */
function openTexts(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    known.set(text, text);
    return text;
  };
}

/** A path as it may be told to the tool in every place. */
function fromHere({ file }: TestTarget, home: TestHome): string {
  const known = pathFromRoot(file, home);
  if (!isAbsolute(file) || isAbsolute(known)) return file;
  return home.cwd === "." ? known : relative(`/${home.cwd}`, `/${known}`);
}
