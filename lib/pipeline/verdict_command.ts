import { loadGateRows } from "../catalog/gates.ts";
import { findMisspeltVariables } from "../config/find_misspelt_variables.ts";
import { collectSecrets } from "../formats/collect_secrets.ts";
import { createRedactor, type Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { VerdictMode } from "../model/full_verdict.ts";
import type { Problem } from "../model/problem.ts";
import type { VerdictEvent } from "../model/verdict_event_json.ts";
import { formatFullVerdict } from "../report/format_full_verdict.ts";
import { formatGateKinds } from "../report/format_gate_kinds.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { makeFullVerdictJson } from "../report/make_full_verdict_json.ts";
import { type EventLog, openEventLog } from "../write/event_log.ts";
import { openVerdict } from "../write/open_verdict.ts";
import { judgeUntilInterrupted } from "./judge_until_interrupted.ts";
import { judgeVerdict } from "./judge_verdict.ts";
import { type Interrupts, listenForInterrupts } from "./listen_for_interrupts.ts";
import { type LoadedVerdict, loadVerdict } from "./load_verdict.ts";
import { discreetVoice, openVoice, refuse, type Voice } from "./voice.ts";
import { writeVerdict } from "./write_verdict.ts";

/** Things a verdict can do; only one of them at a time. */
const EXCLUSIVE = [
  "preflight",
  "certify",
  "list",
  "fix",
  "self-test",
  "incident",
  "incident-close",
] as const;

/** Those that make no verdict and need the configuration. */
const OTHERS = ["fix", "incident", "incident-close"] as const;

/** `verdict` from its flags to its exit code: the gates, their judgement, its files; `script` is its absolute path. */
export async function verdictCommand(
  host: Host,
  flags: ParsedFlags,
  script: string,
): Promise<number> {
  const redactor = createRedactor(collectSecrets(host.environment()));
  const voice = discreetVoice(openVoice(host, flags), redactor);
  findMisspeltVariables(flags.rows, host.environment()).forEach(voice.warn);
  const fault = faultOf(flags);
  if (fault !== null) return refuse(host, fault, voice);
  if (flags.values.has("list")) return await listKinds(host, voice);
  if (flags.values.has("self-test")) {
    const { selfTestGates } = await import("./self_test_gates.ts");
    return await selfTestGates(host, flags, voice);
  }
  if (!OTHERS.some((name) => flags.values.has(name))) {
    const interrupts = listenForInterrupts(host);
    const { signal } = interrupts;
    const loaded = await loadVerdict(host, flags, { script, signal });
    if (!loaded.ok) return refuse(host, loaded.error, voice);
    return await judge(host, flags, { loaded: loaded.value, voice, redactor, interrupts });
  }
  const loaded = await loadVerdict(host, flags, { script });
  if (!loaded.ok) return refuse(host, loaded.error, voice);
  if (flags.values.has("fix")) {
    const { fixGates } = await import("./fix_gates.ts");
    return await fixGates(host, loaded.value, voice);
  }
  if (flags.values.has("incident")) {
    const { incidentCommand } = await import("./incident_command.ts");
    return await incidentCommand(host, flags, { loaded: loaded.value, voice, redactor });
  }
  const { closeIncident } = await import("./close_incident.ts");
  return await closeIncident(host, flags, { loaded: loaded.value, voice, redactor });
}

function faultOf({ values, words }: ParsedFlags): Problem | null {
  const isIncident = values.has("incident") || values.has("incident-close");
  if (words.length > (isIncident ? 1 : 0)) {
    const message = `Unexpected argument "${words.at(-1)}"`;
    return { kind: "usage", message, hint: "Name gates with --gate; see --help for every flag" };
  }
  const [one, other] = EXCLUSIVE.filter((name) => values.has(name));
  if (one !== undefined && other !== undefined) {
    const message = `--${one} and --${other} cannot be done at once`;
    return { kind: "usage", message, hint: "Leave one of the two away" };
  }
  const lost = isIncident ? undefined : ["note", "branch"].find((name) => values.has(name));
  if (lost !== undefined) {
    const message = `--${lost} belongs to an incident, and none is opened or closed`;
    return { kind: "usage", message, hint: "Add --incident or --incident-close, or leave it out" };
  }
  if (!values.has("certify") || !values.has("gate")) return null;
  const message = "--certify and --gate contradict each other: a certification needs every gate";
  return { kind: "usage", message, hint: "Leave one of the two away" };
}

async function listKinds(host: Host, voice: Voice): Promise<number> {
  const rows = await loadGateRows();
  if (!voice.json) host.terminal.out(formatGateKinds(rows));
  else {
    const kinds = rows.map(({ kind, answers }) => ({ kind, answers }));
    host.terminal.out(formatJsonLine({ schema: "qa.gate_kinds.v1", kinds }));
  }
  return 0;
}

interface Means {
  readonly loaded: LoadedVerdict;
  readonly voice: Voice;
  readonly redactor: Redactor;
  readonly interrupts: Interrupts;
}

async function judge(
  host: Host,
  flags: ParsedFlags,
  { loaded, voice, redactor, interrupts }: Means,
): Promise<number> {
  const runId = readSetting(flags, host.environment(), "run-id")?.text ?? null;
  const opened = await openVerdict(host, { outputs: loaded.outputs, runId });
  if (!opened.ok) return refuse(host, opened.error, voice);
  const { path, verdictId } = opened.value;
  const events = `${path}/full_suite_events.jsonl`;
  const log: EventLog<VerdictEvent> = await openEventLog(
    host,
    events,
    redactor,
    voice.warn,
    "qa.verdict_event.v1",
  );
  const mode = modeOf(flags);
  log.add({ type: "verdict-started", verdict_id: verdictId, mode, gates: loaded.gates.length });
  const judging = judgeVerdict(host, loaded, {
    mode,
    verdictId,
    onJudged: ({ head: { id: gate, kind }, status, faultCount: faults, detail }) =>
      log.add({ type: "gate-judged", gate, kind, status, faults, detail }),
  });
  const full = await judgeUntilInterrupted(host, interrupts, judging);
  if (full === null) {
    await log.close();
    voice.warn(`${interrupts.first()}: no verdict; the stable names are those of an earlier one`);
    return interrupts.first() === "SIGTERM" ? 143 : 130;
  }
  const { verdict, exitCode: exit_code, why } = full;
  log.add({ type: "verdict-ended", verdict, exit_code, why });
  await log.close();
  // A part, or another day, must not pass for the whole of today.
  const isPublished = !loaded.isPartial && !flags.values.has("now");
  const written = await writeVerdict(host, full, opened.value, {
    redactor,
    isPublished,
    warn: voice.warn,
  });
  if (!written.ok) return refuse(host, written.error, voice);
  const report = shorten(`${path}/full_suite_report.md`, host.machine.cwd);
  voice.write(formatFullVerdict(full, { color: voice.color, report }));
  if (voice.json) host.terminal.out(voice.clean(formatJsonLine(makeFullVerdictJson(full))));
  return exit_code;
}

function modeOf({ values }: ParsedFlags): VerdictMode {
  return values.has("certify") ? "certify" : values.has("preflight") ? "preflight" : "full";
}

function shorten(path: string, cwd: string): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}
