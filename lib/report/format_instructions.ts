import type { PlannedSuite } from "../model/plan.ts";
import type { Execution, RunRecord, SuiteRecord } from "../model/run_record.ts";
import { countedExecution, failedSuites } from "./counted_execution.ts";
import { explainFallback } from "./explain_problem.ts";
import { formatBareCommand } from "./format_bare_command.ts";
import { formatDuration } from "./format_duration.ts";
import { formatExplain } from "./format_explain.ts";
import { formatNext, formatOutstanding } from "./format_outstanding.ts";
import { formatRecordReplay } from "./format_record_replay.ts";
import { formatRerun } from "./format_rerun.ts";
import { formatSize } from "./format_size.ts";
import { sayCounts } from "./format_triage.ts";
import { formatUnsteady } from "./format_unsteady.ts";
import { makeNotChecked } from "./make_parts.ts";
import { formatRepro } from "./make_triage_diff.ts";
import { noteShard, PARTLY_TOLD } from "./note_shard.ts";
import { quoteCodeBlock, quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";
import { quoteShell } from "./quote_shell.ts";

/** What the instructions need beside the record. */
export interface InstructionOptions {
  /** Absolute path of the run's folder. */
  readonly runFolder: string;
}

/** `RUN_INSTRUCTIONS.md`: the exact command of this run, its mode and why, parts of it, and notes. */
export function formatInstructions(record: RunRecord, options: InstructionOptions): string {
  const sections = [
    formatHead(record),
    formatAgain(record),
    formatFailing(record),
    formatUnsteady(record),
    formatReplayed(record, options),
    formatCompared(record),
    formatBare(record),
    formatUnchecked(record),
    formatNotes(record, options),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function formatHead(record: RunRecord): string {
  const { fallback } = record;
  const lines = [
    `- Verdict: **${record.verdict}** (exit ${record.exitCode}): ${quoteMarkdown(record.why)}`,
    `- Mode: **${record.mode}**: ${quoteMarkdown(record.modeWhy)}`,
  ];
  if (fallback !== null) {
    lines.push(`- Container: ${quoteMarkdown(explainFallback(fallback))}`);
    if (fallback.hint !== "") lines.push(`- To mend that: ${quoteMarkdown(fallback.hint)}`);
  }
  return `# How to run ${quoteMarkdown(record.plan.project)} again\n\n${lines.join("\n")}`;
}

function formatAgain(record: RunRecord): string {
  const { command, argv, cwd } = formatRerun(record);
  // Settings may stand before it, as `env NAME=value`.
  const npx = ["npx", "-y", `deno@${record.host.denoVersion}`];
  const without = argv.toSpliced(argv.indexOf("deno"), 1, ...npx);
  return [
    "## This run",
    "From any folder:",
    quoteCodeBlock(command, "sh"),
    "Where `deno` is not on the PATH:",
    quoteCodeBlock(`${quoteShell(["cd", cwd])} && ${quoteShell(without)}`, "sh"),
  ].join("\n\n");
}

function formatFailing(record: RunRecord): string {
  const failed = failedSuites(record.suites);
  if (failed.length === 0) return "";
  const parts = failed.map((suite) =>
    `${quoteCodeSpan(suite.name)}, ${suite.outcome}: ${quoteMarkdown(suite.why)}\n\n` +
    quoteCodeBlock(formatRecordReplay(record, { suite: suite.name }), "sh")
  );
  const explain = formatExplain(record);
  const why = explain === null ? [] : ["Why, and what mends it:", quoteCodeBlock(explain, "sh")];
  return ["## Only what failed", ...why, ...parts].join("\n\n");
}

/** Of a replay: where it comes from, what could not be the same, what is left and how to do that. */
function formatReplayed(record: RunRecord, { runFolder }: InstructionOptions): string {
  const { replay } = record;
  if (replay === undefined) return "";
  const next = formatNext(record, runFolder);
  const lines = [
    ...replay.records.map((path, at) =>
      `- Replays ${quoteCodeSpan(replay.runIds[at] ?? "")} from ${quoteCodeSpan(path)}`
    ),
    `- Joined with it, if that could be done: ${quoteCodeSpan(`${runFolder}/merged`)}`,
    ...replay.differences.map(({ what, recorded, now, effect }) =>
      `- Not the same: ${what} was ${quoteCodeSpan(recorded)} and is ${quoteCodeSpan(now)}: ` +
      quoteMarkdown(effect)
    ),
    ...formatOutstanding(replay).map((line) => `- ${quoteMarkdown(line)}`),
  ];
  const more = next === null
    ? ""
    : `\n\nWhat is outstanding, from any folder:\n\n${quoteCodeBlock(next, "sh")}`;
  return `## Replay\n\n${lines.join("\n")}${more}`;
}

/** What is new since the baseline, and the command that shows it. */
function formatCompared(record: RunRecord): string {
  const { triage } = record;
  if (triage === undefined) return "";
  const repro = formatRepro(record, triage);
  const lines = [
    `- Compared with ${quoteCodeSpan(triage.baseline.runId)}: **${triage.status}**: ` +
    quoteMarkdown(triage.why),
    `- Changes: ${quoteMarkdown(sayCounts(triage))}; one by one in ${
      quoteCodeSpan("triage_diff.json")
    }`,
    ...triage.comparable.reasons.map((reason) => `- ${quoteMarkdown(reason)}`),
  ];
  const command = repro === null ? "" : `\n\nOnly what is new:\n\n${quoteCodeBlock(repro, "sh")}`;
  return `## Since the baseline\n\n${lines.join("\n")}${command}`;
}

/** The commands of the test tools themselves, without us. */
function formatBare(record: RunRecord): string {
  const parts = record.suites.flatMap((suite) => formatBareSuite(record, suite));
  const hints = record.plan.shard === undefined ? [] : [PARTLY_TOLD];
  return parts.length === 0 ? "" : ["## Without QA Gate", ...hints, ...parts].join("\n\n");
}

function formatBareSuite(record: RunRecord, suite: SuiteRecord): readonly string[] {
  const planned = record.plan.suites.find((one) => one.name === suite.name);
  const execution = countedExecution(suite);
  if (planned === undefined || execution === null) return [];
  const { place } = execution;
  const image = imageOf(record, planned, execution);
  const command = formatBareCommand(planned, { root: record.plan.root, place, image });
  return [`${quoteCodeSpan(suite.name)} (${place}):`, quoteCodeBlock(command, "sh")];
}

/** The image by its name; by its id where it was built and another one has the run's name. */
function imageOf(
  { engine }: RunRecord,
  { container }: PlannedSuite,
  execution: Execution,
): string | null {
  const id = execution.container?.imageId ?? null;
  const isBuilt = container !== null && container.image === null;
  if (!isBuilt || id === null || id === engine?.imageId) {
    return container?.image ?? engine?.image ?? null;
  }
  return id;
}

function formatUnchecked(record: RunRecord): string {
  const lines = makeNotChecked(record).map(({ suite, what, why }) =>
    `- ${quoteCodeSpan(suite)}: ${quoteMarkdown(what)} (${quoteMarkdown(why)})`
  );
  return lines.length === 0 ? "" : `## Not checked\n\n${lines.join("\n")}`;
}

function formatNotes(record: RunRecord, { runFolder }: InstructionOptions): string {
  const lines = [
    ...noteCommit(record),
    ...noteImage(record),
    ...noteLimits(record),
    ...noteShard(record.plan),
    `- Profile: ${record.plan.profile}; ${formatDuration(record.durationMs)}`,
    `- Configuration: ${
      record.plan.configPath === null ? "detected" : quoteCodeSpan(record.plan.configPath)
    }${
      record.plan.configDigest === "" ? "" : `, digest ${quoteCodeSpan(record.plan.configDigest)}`
    }`,
    ...noteTries(record),
    ...noteVariables(record),
    ...notePassedOn(record),
    `- Files of this run: ${quoteCodeSpan(runFolder)}`,
    ...record.warnings.map((text) => `- Warning: ${quoteMarkdown(text)}`),
  ];
  return `## Notes\n\n${lines.join("\n")}`;
}

/** What a reader of a green answer must know of it: what passed late, and what does not count. */
function noteTries({ counts, suites, quarantine }: RunRecord): readonly string[] {
  const again = suites.filter(({ merged }) => merged !== undefined)
    .map(({ name, merged }) => `${quoteCodeSpan(name)} in ${merged?.attempts} attempts`);
  const expired = quarantine.filter(({ isExpired }) => isExpired).length;
  return [
    ...again.length === 0 ? [] : [`- Tried again: ${again.join(", ")}`],
    ...counts.flaky === 0 ? [] : [`- Tests that passed only when tried again: ${counts.flaky}`],
    ...counts.quarantined === 0 ? [] : [`- Failures in quarantine: ${counts.quarantined}`],
    ...expired === 0 ? [] : [`- Expired quarantine entries: ${expired}`],
  ];
}

/** Settings that came from variables, as they were read. */
function noteVariables({ plan }: RunRecord): readonly string[] {
  return plan.sources.filter((one) => one.from === "environment")
    .map(({ where, value }) =>
      `- Set by a variable: ${quoteCodeSpan(where)} is ${quoteCodeSpan(value)}`
    );
}

/** Variables of the caller that the suites got: whoever runs this again must have them. */
function notePassedOn({ plan }: RunRecord): readonly string[] {
  const environments = plan.suites.flatMap((suite) => [
    suite.container?.env ?? {},
    suite.full.env,
    suite.failsafe?.env ?? {},
  ]);
  const names = environments.flatMap((environment) =>
    Object.entries(environment).flatMap(([name, value]) => value === null ? [name] : [])
  );
  const words = [...new Set(names)].map(quoteCodeSpan).join(", ");
  return words === "" ? [] : [`- Passed on from the caller's environment: ${words}`];
}

function noteCommit({ git }: RunRecord): readonly string[] {
  if (git === null) return [];
  const branch = git.branch === null ? "" : ` on ${quoteCodeSpan(git.branch)}`;
  const dirty = git.dirty ? ", with changes that are not committed" : "";
  return [`- Commit: ${quoteCodeSpan(git.commit)}${branch}${dirty}`];
}

function noteImage({ engine }: RunRecord): readonly string[] {
  if (engine === null) return [];
  const pinned = engine.imageDigests[0] ?? engine.imageId;
  return [`- Image: ${quoteCodeSpan(engine.image)}, exactly ${quoteCodeSpan(pinned)}`];
}

function noteLimits({ plan, engine }: RunRecord): readonly string[] {
  const limits = plan.container;
  if (engine === null || limits === null) return [];
  const parts = [
    `${formatDuration(limits.timeoutMs)} per suite`,
    limits.memoryBytes === null ? "" : `memory ${formatSize(limits.memoryBytes)}`,
    limits.cpus === null ? "" : `cpus ${limits.cpus}`,
    limits.pidsLimit === null ? "" : `processes ${limits.pidsLimit}`,
    limits.shmSizeBytes === null ? "" : `shared memory ${formatSize(limits.shmSizeBytes)}`,
    limits.network === null ? "" : `network ${quoteMarkdown(limits.network)}`,
    limits.user === null ? "" : `user ${quoteMarkdown(limits.user)}`,
  ].filter((part) => part !== "");
  return [`- Limits: ${parts.join(", ")}`];
}
