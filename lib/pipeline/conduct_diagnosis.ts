import { READERS } from "../catalog/readers.ts";
import { wordsOf } from "../catalog/tool_words.ts";
import type { Host } from "../host/host.ts";
import { EXIT_USAGE } from "../model/exit_code.ts";
import type { DiagnosticRun } from "../model/diagnostic_attempt.ts";
import type { RunEvent } from "../model/run_event.ts";
import { VERSION } from "../model/version.ts";
import { probeHost } from "../observe/probe_host.ts";
import { makeDiagnosticSummary } from "../report/make_diagnostic_summary.ts";
import { summarizeDiagnosis } from "../report/summarize_diagnosis.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { openEventLog } from "../write/event_log.ts";
import { openRun } from "../write/open_run.ts";
import { concludeDiagnosis } from "./conclude_diagnosis.ts";
import type { DiagnosticSubject } from "./diagnostic_subject.ts";
import type { DiagnosisCall } from "./diagnostic_session.ts";
import { openDeadline } from "./open_deadline.ts";
import { runLadder } from "./run_ladder.ts";
import { refuse } from "./voice.ts";
import { writeDiagnosis } from "./write_diagnosis.ts";

/** A diagnosis from its folder to its answer; whatever happens in between is in its files. */
export async function conductDiagnosis(
  host: Host,
  subject: DiagnosticSubject,
  call: DiagnosisCall,
): Promise<number> {
  const { plan, suite } = subject;
  const { redactor, interrupts, voice } = call;
  const startedAt = host.now();
  const startMs = host.monotonicMs();
  const opened = await openRun(host, { outputs: plan.outputs, runId: call.runId });
  if (!opened.ok) return refuse(host, opened.error, voice);
  const run = opened.value;
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const log = await openEventLog(host, `${run.path}/events.jsonl`, redactor, warn);
  const emit = (event: RunEvent): void => {
    if (event.type === "warning") warn(event.message);
    log.add(event);
  };
  interrupts.onFirst((signal) => emit({ type: "cancelled", signal }));
  const dockerBin = suite.container?.dockerBin ?? "docker";
  const [probe, signatures] = await Promise.all([
    probeHost(host, { dockerBin, paths: [plan.root, run.path, "/tmp"], signal: interrupts.signal }),
    call.signatures(),
  ]);
  const ladder = await runLadder(host, subject, {
    ...call,
    ...{ run, emit, warn, signatures, probe },
    tables: { runners: call.runners, readers: READERS },
    deadline: openDeadline(host, null),
    words: wordsOf(suite.runner),
  });
  if (ladder.refused !== null) {
    // What the engine calls wrong usage was wrong before anything ran.
    voice.warn(`telemetry is in ${run.path}`);
  }
  const ended: DiagnosticRun = {
    ...{ runId: run.runId, version: VERSION, startedAt, endedAt: host.now() },
    durationMs: host.monotonicMs() - startMs,
    ...{ project: plan.project, suite, others: subject.others, invocation: call.invocation },
    telemetry: probe.telemetry,
    ...concludeDiagnosis(ladder, interrupts.first()),
    warnings,
  };
  await log.close();
  const artifacts = await writeDiagnosis(host, ended, { run, redactor, warn, probe });
  const summary = makeDiagnosticSummary(ended, artifacts);
  voice.write(summarizeDiagnosis(summary, shown(host, run.path)));
  if (voice.json) host.terminal.out(redactor.text("terminal", formatJsonLine(summary)));
  return ladder.refused === null ? ended.exitCode : EXIT_USAGE;
}

function shown({ machine: { cwd } }: Host, path: string): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}
