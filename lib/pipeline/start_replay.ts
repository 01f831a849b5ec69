import { loadRunners } from "../catalog/runners.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { ReplayPlan } from "../model/replay_plan.ts";
import { formatReplay } from "../report/format_replay.ts";
import { findUnfinishedRun } from "../write/find_unfinished_run.ts";
import { chooseModel } from "./choose_model.ts";
import { conductGate, type GateCall } from "./conduct_gate.ts";
import { isAnnounced } from "./is_announced.ts";
import { nameRecords } from "./name_records.ts";
import { prepareReplay, type ReplayCall } from "./prepare_replay.ts";
import { answerNothing, hintRecorded, printReplay, showReplay } from "./show_replay.ts";
import { signatureTable } from "./signature_table.ts";
import { refuse, type Voice } from "./voice.ts";

/** What a replay is started from. */
export interface ReplayStart extends Omit<ReplayCall, "say"> {
  readonly voice: Voice;
  /** Our own argv, the script first. */
  readonly invocation: readonly string[];
}

/**
 * Loads the records, plans what failed in them, says what cannot be the same, runs it as the gate does,
 * joins it with the original, answers; gives the exit code.
 */
export async function startReplay(
  host: Host,
  { voice, invocation, ...start }: ReplayStart,
): Promise<number> {
  const { flags } = start;
  const say = (message: string): void => host.terminal.error(`${message}\n`);
  const model = await chooseModel(host, flags);
  if (!model.ok) return refuse(host, model.error, voice);
  const prepared = await prepareReplay(host, { ...start, say });
  if (!prepared.ok) return refuse(host, prepared.error, voice);
  const { records, planned } = prepared.value;
  sayRecords(voice, flags, records);
  await warnOfNewer(host, start.given, { voice, records });
  if (planned.kind === "nothing") return answerNothing(host, { records, planned, voice, flags });
  const paths = records.map(({ path }) => path);
  if (flags.values.has("print")) {
    return printReplay(host, planned, { ...{ voice, records, flags }, invocation });
  }
  if (flags.values.has("dry-run")) return showReplay(host, planned, voice);
  const call = nameRecords(flags.rows, invocation, { paths });
  const announces = isAnnounced(host, flags, voice.warn);
  const means = { signatures: signatureTable(start.project), model: model.value, announces };
  return await runReplay(host, { flags, voice, invocation: call, records, planned, means });
}

/** A replay that is about to run. */
interface ReadyReplay extends Pick<ReplayStart, "flags" | "voice" | "invocation"> {
  readonly records: readonly RecordedRun[];
  readonly planned: Extract<ReplayPlan, { kind: "run" }>;
  readonly means: Pick<GateCall, "signatures" | "model" | "announces">;
}

async function runReplay(
  host: Host,
  { flags, voice, invocation, records, planned, means }: ReadyReplay,
): Promise<number> {
  const { plan } = planned;
  if (voice.style !== "quiet") {
    voice.write(formatReplay(planned) + hintRecorded(flags, plan.replay?.outstanding ?? []));
  }
  const runId = readSetting(flags, host.environment(), "run-id")?.text ?? null;
  const runners = await loadRunners(plan.suites.map(({ runner }) => runner));
  return await conductGate(host, plan, voice, {
    ...means,
    runId,
    invocation,
    runners,
    afterWrite: async ({ run }, { voice: { warn }, redactor }) => {
      const { joinReplay } = await import("./join_replay.ts");
      return await joinReplay(host, { records, folder: run.path, redactor, warn });
    },
  });
}

/** The newest record is not of the newest run where that one was killed, or still runs. */
async function warnOfNewer(
  host: Host,
  given: readonly string[],
  { voice, records: [record] }: Pick<ReadyReplay, "voice" | "records">,
): Promise<void> {
  if (!given.includes("latest") || record === undefined || record.folder === null) return;
  const newer = await findUnfinishedRun(host, record.folder);
  if (newer === null) return;
  voice.warn(
    `latest is ${record.runId}: the newer run ${newer} has no summary, so it is still running or was killed`,
  );
}

/** Where none was given, it must be said which one is meant. */
function sayRecords(voice: Voice, flags: ParsedFlags, records: readonly RecordedRun[]): void {
  const isGiven = flags.words.length > 0 || flags.values.has("rerun-from");
  if (isGiven || flags.values.has("print") || voice.style === "quiet") return;
  voice.write(`No record is given, so the newest run is meant: ${records[0]?.path}\n`);
}
