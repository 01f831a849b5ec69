import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { Difference, Outstanding } from "../model/replay.ts";
import type { ReplayAnswerJson } from "../model/replay_answer_json.ts";
import { REPLAY_KEPT } from "../model/replay_json.ts";
import type { ReplayPlan, RunnableReplay } from "../model/replay_plan.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { formatOutstanding } from "../report/format_outstanding.ts";
import { formatReplay } from "../report/format_replay.ts";
import { formatReplayCommands } from "../report/format_replay_commands.ts";
import { makeReplayCommands } from "../report/make_replay_commands.ts";
import { nameRecords } from "./name_records.ts";
import { showPlan } from "./show_plan.ts";
import type { Voice } from "./voice.ts";

/** What an answer without a run is made from. */
export interface AnswerParts {
  readonly records: readonly RecordedRun[];
  readonly planned: Extract<ReplayPlan, { kind: "nothing" }>;
  readonly flags: ParsedFlags;
  readonly voice: Voice;
}

/** Exit code where what failed is outstanding and nothing of it can be run. */
const EXIT_INCOMPLETE = 5;

/** Says that there is nothing to run: nothing is left, which is 0, or nothing of it can be run, 5. */
export function answerNothing(
  host: Host,
  { records, planned, voice, flags }: AnswerParts,
): number {
  const { why, outstanding } = planned;
  const exitCode = outstanding.length === 0 ? 0 : EXIT_INCOMPLETE;
  // No run, no summary: all of them are in the answer that --json gives.
  const lines = [why, ...formatOutstanding({ outstanding }, voice.json ? "" : "; see --json")];
  voice.write(`${lines.join("\n")}\n${hintRecorded(flags, outstanding)}`);
  if (voice.json) {
    const answer = exitCode === 0 ? "nothing" : "outstanding";
    host.terminal.out(
      formatJsonLine(
        makeAnswer(records, {
          answer,
          exitCode,
          why,
          differences: [],
          outstanding,
          commands: null,
        }),
      ),
    );
  }
  return exitCode;
}

/** What runs suites that only a record knows; "" where there are none, or that was asked for already. */
export function hintRecorded(
  { values, rows }: ParsedFlags,
  outstanding: readonly Outstanding[],
): string {
  const flag = "allow-recorded-commands";
  const gone = outstanding.filter(({ state }) => state === "removed").map(({ suite }) => suite);
  const isThere = rows.some(({ name }) => name === flag) && !values.has(flag);
  if (gone.length === 0 || !isThere) return "";
  const names = [...new Set(gone)].slice(0, 5).map(cleanLine).join(", ");
  return `Not in the configuration here, and run as recorded with --${flag}: ${names}\n`;
}

/** What `--print` needs beside the plan. */
export interface PrintParts {
  readonly voice: Voice;
  readonly records: readonly RecordedRun[];
  readonly flags: ParsedFlags;
  /** Our own argv, the script first. */
  readonly invocation: readonly string[];
}

/** Flags that choose tests are told anew for each command; the others belong to this one call. */
const NOT_PRINTED: ReadonlySet<string> = new Set(
  "root print dry-run json quiet no-color run-id suite test gates".split(" "),
);

/** Prints the commands alone on standard output; everything else was said on standard error. */
export function printReplay(
  host: Host,
  planned: RunnableReplay,
  { voice, records, flags, invocation }: PrintParts,
): number {
  const { plan } = planned;
  const paths = records.map(({ path }) => path);
  const call = nameRecords(flags.rows, invocation, { paths, without: NOT_PRINTED });
  const replay = ["deno", "run", "-A", ...call, "--root", plan.root];
  const options = { replay, namesTests: flags.values.has("test") };
  if (!voice.json) {
    host.terminal.out(formatReplayCommands(planned, options));
    return 0;
  }
  const { outstanding, differences } = plan.replay ?? { outstanding: [], differences: [] };
  const why = "commands were asked for, and nothing was run";
  const commands = makeReplayCommands(planned, options);
  const answer = {
    answer: "commands",
    exitCode: 0,
    why,
    differences,
    outstanding,
    commands,
  } as const;
  host.terminal.out(formatJsonLine(makeAnswer(records, answer)));
  return 0;
}

/** Answers `--dry-run`: what differs and why what is run, then the whole plan. */
export function showReplay(
  host: Host,
  planned: RunnableReplay,
  voice: Voice,
): number {
  // The plan tells its notes itself.
  const noted = { ...planned, plan: { ...planned.plan, notes: [] } };
  voice.write(`${formatReplay(noted)}\n`);
  return showPlan(host, planned.plan, voice);
}

function makeAnswer(
  records: readonly RecordedRun[],
  { answer, exitCode, why, differences, outstanding, commands }: {
    readonly answer: ReplayAnswerJson["answer"];
    readonly exitCode: number;
    readonly why: string;
    readonly differences: readonly Difference[];
    readonly outstanding: readonly Outstanding[];
    readonly commands: ReplayAnswerJson["commands"];
  },
): ReplayAnswerJson {
  return {
    schema: "qa.replay_answer.v1",
    answer,
    exit_code: exitCode,
    why,
    run_ids: records.map(({ runId }) => runId),
    records: records.map(({ path }) => path),
    differences: differences.slice(0, REPLAY_KEPT).map((one) => ({ ...one })),
    outstanding: outstanding.slice(0, REPLAY_KEPT).map((one) => ({ ...one })),
    outstanding_left_out: Math.max(0, outstanding.length - REPLAY_KEPT),
    commands,
  };
}
