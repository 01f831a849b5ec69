import { READERS } from "../catalog/readers.ts";
import { createRedactor, type Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ModelAddress } from "../model/model_address.ts";
import type { Plan } from "../model/plan.ts";
import type { RunnerRow } from "../model/runner.ts";
import type { SignatureRow } from "../model/signature.ts";
import { VERSION } from "../model/version.ts";
import type { AfterWrite } from "./finish_gate.ts";
import type { GateTables } from "./gate_session.ts";
import { listenForInterrupts } from "./listen_for_interrupts.ts";
import { runGate } from "./run_gate.ts";
import { secretsOf } from "./secrets_of.ts";
import { showGate } from "./show_gate.ts";
import type { TriageRequest } from "./triage_run.ts";
import { discreetVoice, refuse, type Voice } from "./voice.ts";

/** What a gate is called with beside its plan. */
export interface GateCall {
  readonly runId: string | null;
  readonly invocation: readonly string[];
  readonly runners: readonly RunnerRow[];
  readonly afterWrite?: AfterWrite;
  /** What it is compared with; absent where that is not asked for. */
  readonly triage?: TriageRequest;
  /** Rows that failures are recognised by; the built-in ones where absent. */
  readonly signatures?: () => Promise<readonly SignatureRow[]>;
  /** The language model that has a say on failures; none where absent. */
  readonly model?: ModelAddress | null;
  /** False where a CI system is told nothing but the log. */
  readonly announces?: boolean;
  /** Opens an engine of many machines; the built-in ones where absent. */
  readonly openEngine?: GateTables["openEngine"];
}

/** Runs a plan that is settled and writes what it leaves: shown, redacted, interruptible; gives the exit code. */
export async function conductGate(
  host: Host,
  plan: Plan,
  loud: Voice,
  { runners, afterWrite, signatures = loadTable, model = null, announces = true, ...rest }:
    GateCall,
): Promise<number> {
  const { openEngine, ...call } = rest;
  const interrupts = listenForInterrupts(host);
  const redactor: Redactor = createRedactor(secretsOf(host, plan));
  const voice = discreetVoice(loud, redactor);
  const display = await showGate(host, { ...voice, plan });
  const [begun, over] = [Promise.withResolvers<void>(), new AbortController()];
  const readsReports = plan.suites.some(({ full }) => full.report.from !== "nowhere");
  const finish = loadFinish(host, { begun: begun.promise, over: over.signal, readsReports });
  const ran = await runGate(host, plan, {
    ...call,
    tables: { runners, readers: READERS, signatures, ...(openEngine && { openEngine }) },
    redactor,
    interrupts,
    version: VERSION,
    show: (event) => {
      display.show(event);
      const isWaited = event.type === "suite-started" && event.place === "container";
      if (event.type === "suite-started" && (!isWaited || plan.remote)) begun.resolve();
    },
    onContainer: begun.resolve,
    watch: display.watch,
  });
  begun.resolve();
  over.abort();
  await display.close();
  const { finishGate } = await finish;
  if (!ran.ok) return refuse(host, ran.error, voice);
  const afterwards = afterWrite === undefined ? {} : { afterWrite };
  const { signal } = interrupts;
  const further = { signatures, model, signal };
  const means = { redactor, voice, further, announces, ...afterwards };
  const exitCode = await finishGate(host, ran.value, means);
  // Only now: an interrupt in the middle of writing must not tear the artifacts.
  interrupts.stop();
  return exitCode;
}

/** What failures are recognised by; most runs have none to recognise. */
async function loadTable(): Promise<readonly SignatureRow[]> {
  return await (await import("../catalog/signatures.ts")).loadSignatures();
}

/** How long it takes from a container that is made to the engine's work on its start, in which we only wait. */
const LOAD_DELAY_MS = 15;

/** When what is only needed at the end is loaded, and what of it. */
interface FinishLoad {
  /** The first container is made, or a suite runs without one. */
  readonly begun: Promise<void>;
  /** Aborted when everything has run. */
  readonly over: AbortSignal;
  readonly readsReports: boolean;
}

/**
 * Loads what is only needed at the end, while the first container is being started: that takes the
 * engine longest. Sooner, the answer that it is made would have to wait for our loading.
 */
async function loadFinish(host: Host, { begun, over, readsReports }: FinishLoad) {
  await begun;
  await host.sleep(LOAD_DELAY_MS, over);
  if (readsReports) await host.files.prepareOpen();
  await Promise.all([import("./close_execution.ts"), import("./assemble_record.ts")]);
  return await import("./finish_gate.ts");
}
