import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { DiagnosticAttempt, DiagnosticRun } from "../model/diagnostic_attempt.ts";
import { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import { HostTelemetryJson } from "../model/host_telemetry_json.ts";
import { INDEX_NAME } from "../model/index_name.ts";
import type { HostProbe } from "../observe/probe_host.ts";
import { formatDiagnosis } from "../report/format_diagnosis.ts";
import { headOfDiagnosis } from "../report/index_head.ts";
import { makeDiagnosticSummary } from "../report/make_diagnostic_summary.ts";
import type { RunFolder } from "../write/open_run.ts";
import { writeText } from "../write/write_artifacts.ts";

/** What is written where, and with what. */
export interface WriteDiagnosisOptions {
  readonly run: RunFolder;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
  readonly probe: HostProbe;
}

/** Files of an attempt that stand at the top as well, for the last one that has them. */
const AT_TOP = [
  "container_create.json",
  "container_inspect_pre.json",
  "container_inspect_post.json",
  "container_events.jsonl",
  "container_stats.jsonl",
  "container_top.jsonl",
  "exit.json",
  "stdout.log",
  "stderr.log",
  "junit.xml",
  "tests.jsonl",
  "trailer.txt",
  "kernel_messages.txt",
  "workdir_listing_pre.txt",
  "workdir_listing_post.txt",
];

const EVENTS = "container_events.jsonl";
const JOURNAL = "journal.jsonl";
const MAX_LINES_BYTES = 64 * 1024 ** 2;

/** Writes what a diagnosis leaves beside the files of its attempts; gives the names of all, sorted. */
export async function writeDiagnosis(
  host: Host,
  ended: DiagnosticRun,
  options: WriteDiagnosisOptions,
): Promise<readonly string[]> {
  const { run, probe, redactor, warn } = options;
  const target = { folder: run.path, redactor, warn };
  const telemetry = HostTelemetryJson.parse(probe.telemetry, { jitless: true });
  await writeText(host, "docker_version.txt", probe.versionText, target);
  await writeText(host, "docker_info.txt", probe.infoText, target);
  await writeJson(host, "host_telemetry.json", telemetry, options);
  for (const attempt of ended.attempts) await completeAttempt(host, attempt, run.path);
  const last = ended.attempts.findLast(({ execution }) => execution !== null);
  // What the engine told of all containers, the looking ones too, makes room for the last attempt's.
  await host.files.rename(`${run.path}/${EVENTS}`, `${run.path}/container_events_all.jsonl`);
  if (last !== undefined) await raise(host, run.path, last);
  const artifacts = [
    ...await listFiles(host, run.path),
    ...["report.html", "report.md", "summary.json", INDEX_NAME],
  ].sort();
  const summary = makeDiagnosticSummary(ended, artifacts);
  await writeText(host, "report.md", formatDiagnosis(ended, summary), target);
  const checked = DiagnosticSummaryJson.parse(summary, { jitless: true });
  await writeJson(host, "summary.json", checked, options);
  const { renderDiagnosis } = await import("./render_diagnosis.ts");
  const page = { summary, runFolder: run.path, redactor };
  const rendered = await renderDiagnosis(host, ended, page);
  if (!rendered.ok) warn("report.html was not written");
  const { leaveIndex } = await import("./leave_index.ts");
  await leaveIndex(host, headOfDiagnosis(checked), { ...target, beforeEvidence: false });
  return artifacts;
}

async function writeJson(
  host: Host,
  name: string,
  value: unknown,
  { run, redactor, warn }: WriteDiagnosisOptions,
): Promise<void> {
  const text = redactJson(value, name, redactor, 2);
  const written = await host.files.writeWhole(`${run.path}/${name}`, `${text}\n`);
  if (!written.ok) warn(`${name} was not written`);
}

/** The attempt's own lines of what was told of all, and its report under the name that people look for. */
async function completeAttempt(
  host: Host,
  { number, execution, folder }: DiagnosticAttempt,
  path: string,
): Promise<void> {
  const own = `${path}/${folder}`;
  const id = execution?.container?.id ?? "";
  if (execution !== null) {
    const isOfIt = (line: string): boolean => id !== "" && line.includes(id);
    await sift(host, `${path}/${EVENTS}`, `${own}/${EVENTS}`, isOfIt);
    const mine = `"attempt":${number},`;
    await sift(host, `${path}/${JOURNAL}`, `${own}/${JOURNAL}`, (it) => it.includes(mine));
  }
  if (await host.files.stat(`${own}/report.xml`) !== null) {
    await host.files.linkOrCopy(`${own}/report.xml`, `${own}/junit.xml`);
  }
}

async function sift(
  host: Host,
  from: string,
  to: string,
  isMine: (line: string) => boolean,
): Promise<void> {
  const text = await host.files.readText(from, MAX_LINES_BYTES);
  if (!text.ok) return;
  const lines = text.value.split("\n").filter((line) => line !== "" && isMine(line));
  await host.files.writeWhole(to, lines.map((line) => `${line}\n`).join(""));
}

async function raise(host: Host, path: string, { folder }: DiagnosticAttempt): Promise<void> {
  for (const name of AT_TOP) {
    const source = `${path}/${folder}/${name}`;
    if (await host.files.stat(source) === null) continue;
    await host.files.remove(`${path}/${name}`);
    await host.files.linkOrCopy(source, `${path}/${name}`);
  }
}

/** Every file below a folder, relative to it. */
async function listFiles(host: Host, path: string, within = ""): Promise<readonly string[]> {
  const listed = await host.files.list(`${path}/${within}`);
  const found = await Promise.all((listed.ok ? listed.value : []).map(async ({ name, kind }) => {
    const inside = `${within}${name}`;
    return kind === "folder" ? await listFiles(host, path, `${inside}/`) : [inside];
  }));
  return found.flat();
}
