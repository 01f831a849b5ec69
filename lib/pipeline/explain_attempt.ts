import { classifyFailure } from "../classify/classify_failure.ts";
import { findCulprits } from "../classify/find_culprits.ts";
import { isUncollected } from "../classify/is_uncollected.ts";
import { judgeAttempt, judgeReached } from "../classify/judge_attempt.ts";
import { judgeEnd } from "../classify/judge_end.ts";
import { judgeMounts } from "../classify/judge_mounts.ts";
import { judgeOom } from "../classify/judge_oom.ts";
import { weighSilence } from "../classify/weigh_silence.ts";
import { redactJson } from "../formats/redact_json.ts";
import { type KernelLine, linesAbout } from "../formats/read_kernel_text.ts";
import type { DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import type { Finding } from "../model/finding.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";
import type { Signals } from "../model/signature.ts";
import { listProject } from "../observe/list_project.ts";
import { readKernelMessages } from "../observe/read_kernel_messages.ts";
import type { ContainerWatch } from "../observe/watch_container.ts";
import { makeExitJson } from "../report/make_exit_json.ts";
import { writeText } from "../write/write_artifacts.ts";
import type { AttemptCall, DiagnosticSession } from "./diagnostic_session.ts";
import { gatherMountFacts } from "./doctor_mounts.ts";
import type { GateSession } from "./gate_session.ts";
import { gatherSignals } from "./gather_signals.ts";
import type { InsideView } from "./look_inside.ts";

/** An attempt that is over, before anybody has said why it ended so. */
export interface EndedAttempt extends AttemptCall {
  readonly execution: Execution;
  readonly watch: ContainerWatch;
  readonly view: InsideView;
  /** Seconds since boot at its start; null where nobody knows. */
  readonly sinceS: number | null;
  readonly label: string;
}

/** Weighs everything that was seen of an attempt, and writes what is only known now. */
export async function explainAttempt(
  whole: DiagnosticSession,
  session: GateSession,
  ended: EndedAttempt,
): Promise<Pick<DiagnosticAttempt, "result" | "oom">> {
  const { signatures, suite: configured, words } = whole;
  const { host, run } = session;
  const { execution, settings, suite, view, watch, label } = ended;
  const recordOf: SuiteRecord = {
    ...{ name: suite.name, kind: suite.kind, runner: suite.runner, required: suite.required },
    ...{ outcome: execution.outcome, why: execution.why, place: "container" },
    executions: [execution],
  };
  const files = await listProject(host, settings.root);
  const [gathered, kernel, facts] = await Promise.all([
    gatherSignals(host, run.path, recordOf),
    readKernel(session, ended),
    gatherMountFacts(host, { suite, root: settings.root, files, view }),
  ]);
  const signals = withKernel(gathered, kernel, label);
  const classification = classifyFailure(signals, signatures);
  const row = signatures.find(({ id }) => id === classification.signature);
  const oom = judgeOom(execution, {
    kernelLines: kernel.map(({ text }) => text),
    limitBytes: settings.memoryBytes,
  });
  const summary = watch.summary();
  const findings = judgeAttempt({
    ...{ execution, classification, oom, mounts: judgeMounts(facts) },
    row: row ?? null,
    silence: weighSilence(execution, {
      ...{ summary, timeoutMs: settings.timeoutMs },
      collects: configured.kind !== "check" && words.testFile !== null,
      stack: findStack(signals.texts),
    }),
    others: [
      ...judgeImage(ended, signals),
      ...judgeTool(whole, ended),
      ...judgeEnd(execution),
    ],
  });
  await writeExit(session, ended, oom);
  const text = signals.texts.map((one) => one.text).join("\n");
  const tests = files.paths.filter((path) => words.testFile?.test(path) ?? false);
  const { passed, failed } = execution.report.counts;
  const result = {
    ...{ settings, outcome: execution.outcome, findings },
    reached: judgeReached({
      execution,
      needsTests: configured.kind !== "check",
      hasProgram: findings[0]?.class !== "image",
    }),
    memoryPeakBytes: execution.container?.trailer?.memoryPeakBytes ?? summary.memoryPeakBytes,
    progress: execution.stdout.lines + execution.stderr.lines + passed + failed,
    isMemoryOwn: oom.verdict !== "host",
    culprits: findCulprits(execution, { text, files: tests }),
  };
  return { oom, result };
}

/** The kernel's words about this container, and a file of all that it has said meanwhile. */
async function readKernel(
  { host, run, redactor, warn }: GateSession,
  { sinceS, execution, label }: EndedAttempt,
): Promise<readonly KernelLine[]> {
  const lines = sinceS === null ? null : await readKernelMessages(host, sinceS);
  const told = lines === null
    ? "(the kernel's messages may not be read here)\n"
    : lines.map(({ atS, text }) => `[${atS.toFixed(6)}] ${text}\n`).join("");
  const name = `${label}/kernel_messages.txt`;
  await writeText(host, name, told, { folder: run.path, redactor, warn });
  return linesAbout(lines ?? [], execution.container?.id ?? "");
}

function withKernel(signals: Signals, lines: readonly KernelLine[], label: string): Signals {
  if (lines.length === 0) return signals;
  const text = lines.map((line) => line.text).join("\n");
  const source = `${label}/kernel_messages.txt`;
  return {
    ...signals,
    texts: [...signals.texts, { kind: "kernel", source, text, firstLine: 1 }],
  };
}

/** An image for other processors than the engine's explains whatever does not start. */
function judgeImage(
  { view, execution, image, label }: EndedAttempt,
  { texts }: Signals,
): readonly Finding[] {
  const { container, outcome, report } = execution;
  if (outcome === "passed" || report.counts.total > 0) return [];
  // Where our script ran, the shell of the image did, and what is printed is the tests' own.
  const isBare = container !== null && container.trailer === null && view.look === null;
  const printed = isBare ? texts.map(({ text }) => text) : [];
  const line = [execution.why, view.why, ...printed].join("\n").split("\n")
    .find((one) => /^(\[FATAL tini|exec |.*failed: ).*exec format error/i.test(one));
  if (line === undefined) return [];
  return [{
    class: "image",
    confidence: 0.9,
    message: `the image ${image.id.slice(0, 19)} is for other processors than this machine's`,
    evidence: [{ source: `${label}/stderr.log`, quote: line }],
    remedy: "Use an image of this machine's platform",
    disproof: "The same image starts here when it is run by hand",
  }];
}

/** The tool's own word that it failed inside itself: no test is the cause, what it loads may be. */
function judgeTool(
  { row }: DiagnosticSession,
  { execution: { exitCode, report, failures }, label }: EndedAttempt,
): readonly Finding[] {
  const ran = report.counts.total - failures.filter(isUncollected).length;
  if (exitCode === null || row.exitCodes[exitCode] !== "internal-error" || ran > 0) return [];
  return [{
    class: "discovery",
    confidence: 0.88,
    message: `${row.id} failed inside itself before any test ran, as with a broken plugin`,
    evidence: [{ source: `${label}/exit.json`, quote: `exit code ${exitCode}` }],
    remedy: "Read the end of stdout.log for the plugin that it names",
    disproof: "It fails the same way without any plugin",
  }];
}

/** Where a process stood that was asked for its stacks: the innermost line of the thread that ran. */
function findStack(texts: Signals["texts"]): Finding["evidence"][number] | null {
  for (const { source, text, firstLine } of texts) {
    const found = /most recent call first\):\n\s+(File .+)/.exec(text);
    if (found === null) continue;
    const line = firstLine + text.slice(0, found.index).split("\n").length;
    return { source, quote: found[1] ?? "", line };
  }
  return null;
}

/** `exit.json` anew, with the verdict on memory, which needs more than the end itself. */
async function writeExit(
  { host, run, redactor, warn }: GateSession,
  { execution, label }: EndedAttempt,
  oom: { readonly verdict: string; readonly signals: readonly string[] },
): Promise<void> {
  const exit = { ...makeExitJson(execution), oom };
  const text = redactJson(exit, `${label}/exit.json`, redactor, 2);
  const written = await host.files.writeWhole(`${run.path}/${label}/exit.json`, `${text}\n`);
  if (!written.ok) warn(`${label}/exit.json was not written`);
}
