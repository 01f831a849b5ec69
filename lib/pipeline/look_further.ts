import { loadSignatures } from "../catalog/signatures.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ModelAddress } from "../model/model_address.ts";
import type { RunRecord } from "../model/run_record.ts";
import type { SignatureRow } from "../model/signature.ts";
import { formatDuration } from "../report/format_duration.ts";
import { judgeFlakes } from "./judge_flakes.ts";
import { lookBack } from "./look_back.ts";
import type { GateRun } from "./run_gate.ts";
import type { Voice } from "./voice.ts";

/** What a run that is not plainly green is looked at with. */
export interface FurtherLook {
  readonly redactor: Redactor;
  readonly voice: Voice;
  /** Rows that failures are recognised by; the built-in ones where absent. */
  readonly signatures?: () => Promise<readonly SignatureRow[]>;
  /** Where a language model is asked; null: none is. */
  readonly model?: ModelAddress | null;
  /** Ends waiting for it. */
  readonly signal?: AbortSignal;
}

/**
 * A run that is over with what else is known of its failures: the past of its tests, which of them are
 * unsteady and how, and what a language model says where one is asked. Nothing of that decides.
 */
export async function lookFurther(
  host: Host,
  gate: GateRun,
  look: FurtherLook,
): Promise<GateRun> {
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
    look.voice.warn(message);
  };
  const asked = await askAround(host, gate, look, warn);
  const record = await lookAtTests(host, asked, { look, outputs: gate.run.outputs, warn });
  return { ...gate, record: { ...record, warnings: [...record.warnings, ...warnings] } };
}

async function lookAtTests(
  host: Host,
  record: RunRecord,
  { look, outputs, warn }: {
    readonly look: FurtherLook;
    readonly outputs: string;
    readonly warn: (message: string) => void;
  },
): Promise<RunRecord> {
  const known = { ...record, past: await lookBack(host, record, { outputs, warn }) };
  const mayBeUnsteady = record.counts.flaky > 0 ||
    [...known.past?.values() ?? []].some(({ flakyRuns }) => flakyRuns > 0);
  if (!mayBeUnsteady) return known;
  const rows = await (look.signatures ?? loadSignatures)();
  return { ...known, flakes: judgeFlakes(known, rows) };
}

async function askAround(
  host: Host,
  { record, run }: GateRun,
  { model = null, redactor, voice, signal }: FurtherLook,
  warn: (message: string) => void,
): Promise<RunRecord> {
  const { suites } = record;
  const isOver = record.verdict === "cancelled" || signal?.aborted === true;
  if (model === null || isOver || suites.every(({ diagnosis }) => diagnosis === undefined)) {
    return record;
  }
  if (voice.style !== "quiet") {
    const words = `asking the language model at ${model.url}, for at most ${
      formatDuration(model.timeoutMs)
    }`;
    host.terminal.error(`${voice.clean(words)}\n`);
  }
  const { askOpinions } = await import("./ask_opinions.ts");
  const options = { address: model, redactor, warn, ...(signal && { signal }) };
  return { ...record, suites: await askOpinions(host, { suites, folder: run.path }, options) };
}
