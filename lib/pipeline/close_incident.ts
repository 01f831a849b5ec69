import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { IncidentJson } from "../model/incident_json.ts";
import { formatIncidentLines } from "../report/format_incident.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { attachEvidence, nameEvidence } from "./attach_evidence.ts";
import { type IncidentSources, loadIncidentSources } from "./incident_sources.ts";
import type { IncidentMeans } from "./incident_command.ts";
import { judgeStanding } from "./judge_standing.ts";
import { readNotes } from "./read_notes.ts";
import { loadIncident, storeIncident } from "./store_incident.ts";
import { refuse } from "./voice.ts";

/** Files of the end that are kept beside those of the begin. */
const CLOSING = /^(?:summary|triage_diff|full_suite_verdict)\.json$|^full_suite_report\.md$/;

/**
 * Judges the exit criteria of an incident by a newer run and verdict, records the notes that are given,
 * and closes it when every criterion is met. Gives 0 where it is closed, 1 where something is open, 2
 * where there is no such incident.
 */
export async function closeIncident(
  host: Host,
  flags: ParsedFlags,
  means: IncidentMeans,
): Promise<number> {
  const { loaded, voice, redactor } = means;
  const notes = readNotes(flags);
  if (!notes.ok) return refuse(host, notes.error, voice);
  const outputs = await host.files.realPath(loaded.outputs) ?? loaded.outputs;
  const places = { root: loaded.root, outputs };
  const given = flags.values.get("incident-close");
  const found = await loadIncident(host, typeof given === "string" ? given : "latest", places);
  if (!found.ok) return refuse(host, found.error, voice);
  const { folder, incident } = found.value;
  if (incident.status === "closed") {
    const isLate = Object.keys(notes.value).length > 0;
    if (isLate) voice.warn(`${incident.id} is closed: what is noted now is not recorded`);
    return tell(host, incident, "was closed before", means);
  }
  const sources = await loadIncidentSources(host, flags.words[0] ?? "latest", places);
  const { now } = loaded.context;
  const noted = {
    ...incident,
    notes: { ...incident.notes, ...notes.value },
    responded_at: incident.responded_at ?? (Object.keys(notes.value).length > 0 ? now : null),
  };
  const { checklist, artifacts } = await judgeStanding(host, noted, { sources, folder });
  const judged = { ...noted, checklist: [...checklist], artifacts: [...artifacts] };
  const isMet = checklist.every(({ status }) => status === "done");
  if (isMet) {
    for (const one of nameEvidence(sources, outputs, [])) {
      if (!CLOSING.test(one.name)) continue;
      const closing = { ...one, path: one.path.replace("artifacts/", "artifacts/closing/") };
      const kept = await attachEvidence(host, closing, { folder, places, redactor });
      judged.artifacts.push({ ...kept, name: `closing ${one.name}` });
    }
  }
  const ended = isMet ? close(judged, sources, now) : judged;
  const stored = await storeIncident(host, { folder, incident: ended }, {
    redactor,
    call: loaded.call,
  });
  if (!stored.ok) return refuse(host, stored.error, voice);
  return tell(host, ended, isMet ? "is closed" : "stays open", means);
}

function close(incident: IncidentJson, sources: IncidentSources, now: string): IncidentJson {
  return {
    ...incident,
    status: "closed",
    closed_at: now,
    closed_by: {
      run_id: sources.run?.run_id ?? null,
      verdict_id: sources.verdict?.verdict_id ?? "",
      commit: sources.verdict?.commit ?? null,
    },
  };
}

function tell(
  host: Host,
  incident: IncidentJson,
  what: string,
  { voice, loaded }: IncidentMeans,
): number {
  const { now, outputs: folder } = loaded.context;
  const lines = formatIncidentLines(incident, { what, folder, now });
  lines.forEach((line) => voice.write(`${line}\n`));
  if (voice.json) host.terminal.out(voice.clean(formatJsonLine(incident)));
  return incident.status === "closed" ? 0 : 1;
}
