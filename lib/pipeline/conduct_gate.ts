import { READERS } from "../catalog/readers.ts";
import { createRedactor, type Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ModelAddress } from "../model/model_address.ts";
import type { Plan } from "../model/plan.ts";
import type { RunnerRow } from "../model/runner.ts";
import type { SignatureRow } from "../model/signature.ts";
import { VERSION } from "../model/version.ts";
import type { AfterWrite } from "./finish_gate.ts";
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
}

/** Runs a plan that is settled and writes what it leaves: shown, redacted, interruptible; gives the exit code. */
export async function conductGate(
  host: Host,
  plan: Plan,
  loud: Voice,
  { runners, afterWrite, signatures = loadTable, model = null, ...call }: GateCall,
): Promise<number> {
  const interrupts = listenForInterrupts(host);
  const redactor: Redactor = createRedactor(secretsOf(host, plan));
  const voice = discreetVoice(loud, redactor);
  const display = await showGate(host, voice);
  const begun = Promise.withResolvers<void>();
  const readsReports = plan.suites.some(({ full }) => full.report.from !== "nowhere");
  const finish = loadFinish(host, begun.promise, readsReports);
  const ran = await runGate(host, plan, {
    ...call,
    tables: { runners, readers: READERS, signatures },
    redactor,
    interrupts,
    version: VERSION,
    show: (event) => {
      display.show(event);
      if (event.type === "suite-started") begun.resolve();
    },
    watch: display.watch,
  });
  begun.resolve();
  await display.close();
  const { finishGate } = await finish;
  if (!ran.ok) return refuse(host, ran.error, voice);
  const afterwards = afterWrite === undefined ? {} : { afterWrite };
  const { signal } = interrupts;
  const further = { signatures, model, signal };
  const means = { redactor, voice, further, ...afterwards };
  const exitCode = await finishGate(host, ran.value, means);
  // Only now: an interrupt in the middle of writing must not tear the artifacts.
  interrupts.stop();
  return exitCode;
}

/** What failures are recognised by; most runs have none to recognise. */
async function loadTable(): Promise<readonly SignatureRow[]> {
  return await (await import("../catalog/signatures.ts")).loadSignatures();
}

/** How long a suite takes from its start to the engine's own work on it, in which we only wait. */
const LOAD_DELAY_MS = 15;

/** Loads what is only needed at the end, while the first container is being made. */
async function loadFinish(host: Host, begun: Promise<void>, readsReports: boolean) {
  await begun;
  await host.sleep(LOAD_DELAY_MS);
  if (readsReports) await host.files.prepareOpen();
  await Promise.all([import("./close_execution.ts"), import("./assemble_record.ts")]);
  return await import("./finish_gate.ts");
}
