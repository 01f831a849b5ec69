import {
  failingGates,
  type IncidentJudgement,
  judgeIncident,
  RELEASE_BRANCHES,
  respondBy,
} from "../classify/judge_incident.ts";
import type { IncidentBranch } from "../classify/judge_incident.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { IncidentConfig } from "../model/incident_config.ts";
import type { IncidentJson, NoIncidentJson } from "../model/incident_json.ts";
import type { TriageDiffJson } from "../model/triage_diff_json.ts";
import { formatIncidentLines } from "../report/format_incident.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { newRunId } from "../write/open_run.ts";
import { attachEvidence, nameEvidence } from "./attach_evidence.ts";
import { findBranch } from "./find_branch.ts";
import { type IncidentSources, loadIncidentSources } from "./incident_sources.ts";
import { judgeStanding } from "./judge_standing.ts";
import type { LoadedVerdict } from "./load_verdict.ts";
import { readNotes } from "./read_notes.ts";
import {
  findOpen,
  makeIncidentFolder,
  type StoredIncident,
  storeIncident,
} from "./store_incident.ts";
import { refuse, type Voice } from "./voice.ts";

/** What an incident is made with. */
export interface IncidentMeans {
  readonly loaded: Pick<
    LoadedVerdict,
    "root" | "outputs" | "project" | "context" | "incident" | "call"
  >;
  readonly voice: Voice;
  readonly redactor: Redactor;
}

/**
 * Opens an incident from the newest (or the given) run and the newest verdict: severity, evidence,
 * checklist. Gives 1 where there is one now, 0 where nothing speaks for one (then nothing is written),
 * 2 where there is nothing to judge.
 */
export async function incidentCommand(
  host: Host,
  flags: ParsedFlags,
  means: IncidentMeans,
): Promise<number> {
  const { loaded, voice } = means;
  const config: IncidentConfig = loaded.incident;
  const notes = readNotes(flags);
  if (!notes.ok) return refuse(host, notes.error, voice);
  const outputs = await host.files.realPath(loaded.outputs) ?? loaded.outputs;
  const places = { root: loaded.root, outputs };
  const sources = await loadIncidentSources(host, flags.words[0] ?? "latest", places);
  const { triage, verdict, unreadable } = sources;
  const branch = await findBranch(host, flags, loaded.root);
  const releaseBranches = config.release_branches ?? RELEASE_BRANCHES;
  const judged = judgeIncident({ triage, verdict, unreadable, branch, releaseBranches });
  const about = { run_id: runIdOf(sources), verdict_id: verdict?.verdict_id ?? null };
  if (judged === null) return sayNone(host, { sources, about, voice });
  const before = await findOpen(host, about, places);
  if (before !== null) return await addNotes(host, before, { ...means, notes: notes.value });
  const id = `inc-${newRunId(host)}`;
  const made = await makeIncidentFolder(host, id, places);
  if (!made.ok) return refuse(host, made.error, voice);
  const folder = made.value;
  const named = nameEvidence(sources, outputs, config.artifacts ?? []);
  const artifacts = [];
  for (const one of named) {
    artifacts.push(await attachEvidence(host, one, { folder, places, redactor: means.redactor }));
  }
  const opened = {
    ...describe(sources, { id, judged, branch, loaded }),
    ...about,
    artifacts,
    notes: { ...NO_NOTES, ...notes.value },
    responded_at: Object.keys(notes.value).length > 0 ? loaded.context.now : null,
  };
  const { checklist } = await judgeStanding(host, opened, { sources, folder });
  const incident = { ...opened, checklist: [...checklist] };
  const stored = await storeIncident(host, { folder, incident }, { ...means, call: loaded.call });
  if (!stored.ok) return refuse(host, stored.error, voice);
  return tell(host, incident, "is open", means);
}

/** What is noted for an incident that is open already is recorded there. */
async function addNotes(
  host: Host,
  { folder, incident: before }: StoredIncident,
  { notes, ...means }: IncidentMeans & { readonly notes: Partial<IncidentJson["notes"]> },
): Promise<number> {
  const { redactor, loaded: { call, context } } = means;
  const isNew = Object.keys(notes).length > 0;
  const incident = {
    ...before,
    notes: { ...before.notes, ...notes },
    responded_at: before.responded_at ?? (isNew ? context.now : null),
  };
  const stored = isNew ? await storeIncident(host, { folder, incident }, { redactor, call }) : null;
  if (stored !== null && !stored.ok) return refuse(host, stored.error, means.voice);
  return tell(host, incident, "is open already", means);
}

const NO_NOTES = {
  owner: null,
  detection: null,
  attribution: null,
  mitigation: null,
  verification: null,
};

function runIdOf({ run, triage }: IncidentSources): string | null {
  return run?.run_id ?? triage?.run_id ?? null;
}

interface Opening {
  readonly id: string;
  readonly judged: IncidentJudgement;
  readonly branch: IncidentBranch;
  readonly loaded: IncidentMeans["loaded"];
}

function describe(
  { triage, verdict, bundle }: IncidentSources,
  { id, judged, branch, loaded: { project, context } }: Opening,
): Omit<IncidentJson, "artifacts" | "notes" | "run_id" | "verdict_id" | "responded_at"> {
  return {
    schema: "qa.incident.v1",
    id,
    project,
    status: "open",
    severity: judged.severity,
    why: judged.why,
    opened_at: context.now,
    respond_by: respondBy(judged.severity, context.now),
    closed_at: null,
    branch: branch.name,
    branch_from: branch.from,
    release_branch: judged.isRelease,
    commit: verdict?.commit ?? context.commit,
    triggers: judged.triggers,
    failing_gates: failingGates(verdict).map((gate) => ({
      id: gate.id,
      kind: gate.kind,
      detail: gate.detail,
      artifacts: gate.artifacts.slice(0, 100),
      reproduce_command: gate.reproduce_command,
    })),
    triage: triage && describeTriage(triage),
    one_command_replay: bundle?.one_command_replay ?? null,
    checklist: [],
    closed_by: null,
  };
}

function describeTriage(triage: TriageDiffJson): IncidentJson["triage"] {
  const ranked = triage.ranked_diagnostics.slice(0, 10);
  return {
    status: triage.status,
    why: triage.why,
    regression_count: triage.summary.regression_count,
    ranked_diagnostics: ranked.map(({ rank, kind, severity, id, why, replay_command }) => ({
      ...{ rank, kind, severity, id, why, replay_command },
    })),
  };
}

interface Nothing {
  readonly sources: IncidentSources;
  readonly about: Pick<IncidentJson, "run_id" | "verdict_id">;
  readonly voice: Voice;
}

/** Silence is no all-clear: without a verdict nobody can say that there is no incident. */
function sayNone(host: Host, { sources, about, voice }: Nothing): number {
  if (sources.verdict === null) {
    const message = "there is no full_suite_verdict.json, and no regression beside it";
    return refuse(host, { kind: "usage", message, hint: "Make a verdict first" }, voice);
  }
  const compared = sources.triage === null
    ? "the run was compared with nothing"
    : `the comparison says ${sources.triage.status.replaceAll("_", " ")}`;
  const why = `no blocking gate fails in ${about.verdict_id}, and ${compared}`;
  voice.write(`no incident: ${why}\n`);
  const answer: NoIncidentJson = { schema: "qa.no_incident.v1", why, ...about };
  if (voice.json) host.terminal.out(voice.clean(formatJsonLine(answer)));
  return 0;
}

function tell(
  host: Host,
  incident: IncidentJson,
  what: string,
  { voice, loaded }: IncidentMeans,
): number {
  const folder = loaded.context.outputs;
  const lines = formatIncidentLines(incident, { what, folder, now: loaded.context.now });
  lines.forEach((line) => voice.write(`${line}\n`));
  if (voice.json) host.terminal.out(voice.clean(formatJsonLine(incident)));
  return 1;
}
