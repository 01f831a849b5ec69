import { loadRunners } from "../catalog/runners.ts";
import { findMisspeltVariables } from "../config/find_misspelt_variables.ts";
import { createRedactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { parseDuration } from "../model/duration.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { parseSize } from "../model/size.ts";
import { conductDiagnosis } from "./conduct_diagnosis.ts";
import { diagnosticSubject } from "./diagnostic_subject.ts";
import { listenForInterrupts } from "./listen_for_interrupts.ts";
import { loadProject } from "./load_plan.ts";
import { secretsOf } from "./secrets_of.ts";
import { signatureTable } from "./signature_table.ts";
import { discreetVoice, openVoice, refuse } from "./voice.ts";

const ATTEMPTS = 6;
const SAMPLE_INTERVAL_MS = 250;
/** Sooner, looking would cost more than what is looked at. */
const SHORTEST_INTERVAL_MS = 50;
const TOO_OFTEN: Problem = {
  kind: "usage",
  message:
    `--sample-interval: shorter than ${SHORTEST_INTERVAL_MS}ms, looking costs more than it shows`,
  hint: `Give ${SHORTEST_INTERVAL_MS}ms or more; ${SAMPLE_INTERVAL_MS}ms unless said`,
};

/** `diagnostic_run` from its flags to its exit code. */
export async function diagnoseCommand(
  host: Host,
  flags: ParsedFlags,
  invocation: readonly string[],
): Promise<number> {
  const voice = openVoice(host, flags);
  findMisspeltVariables(flags.rows, host.environment()).forEach(voice.warn);
  const project = await loadProject(host, flags, () => loadRunners(null));
  if (!project.ok) return refuse(host, project.error, voice);
  const subject = await diagnosticSubject(host, flags, project.value);
  if (!subject.ok) return refuse(host, subject.error, voice);
  const redactor = createRedactor(secretsOf(host, subject.value.plan));
  const text = (name: string): string | null =>
    readSetting(flags, host.environment(), name)?.text ?? null;
  const interval = valueOf(text("sample-interval"), parseDuration) ?? SAMPLE_INTERVAL_MS;
  if (interval < SHORTEST_INTERVAL_MS) return refuse(host, TOO_OFTEN, voice);
  const interrupts = listenForInterrupts(host);
  const exitCode = await conductDiagnosis(host, subject.value, {
    ...{ redactor, interrupts, invocation, voice: discreetVoice(voice, redactor) },
    runners: project.value.runners,
    signatures: signatureTable(project.value),
    runId: text("run-id"),
    attempts: Number(text("attempts") ?? ATTEMPTS),
    maxMemoryBytes: valueOf(text("max-memory"), parseSize),
    maxTimeoutMs: valueOf(text("max-timeout"), parseDuration),
    sampleIntervalMs: interval,
  });
  interrupts.stop();
  return exitCode;
}

/** The value of a flag that was checked already; null where it was not given. */
function valueOf(text: string | null, read: typeof parseSize): number | null {
  const value = text === null ? null : read(text);
  return value?.ok ? value.value : null;
}
