import { judgeClosure } from "../classify/judge_closure.ts";
import type { Host } from "../host/host.ts";
import type { AttachedJson, CriterionJson, IncidentJson } from "../model/incident_json.ts";
import { checkAttached } from "./attach_evidence.ts";
import type { IncidentSources } from "./incident_sources.ts";

/** Where an incident stands. */
export interface Standing {
  readonly checklist: readonly CriterionJson[];
  /** With what was put into its folder since. */
  readonly artifacts: readonly AttachedJson[];
}

/** What an incident is held against. */
export interface StandingMeans {
  readonly sources: IncidentSources;
  /** Absolute folder of the incident. */
  readonly folder: string;
}

/** Judges every exit criterion of an incident by what is there now. */
export async function judgeStanding(
  host: Host,
  incident: Omit<IncidentJson, "checklist">,
  { sources, folder }: StandingMeans,
): Promise<Standing> {
  const artifacts: AttachedJson[] = [];
  const lost: string[] = [];
  for (const one of incident.artifacts) {
    const [attached, why] = await checkAttached(host, one, folder);
    artifacts.push(attached);
    if (why !== null) lost.push(why);
  }
  const { run, triage, verdict, dossier } = sources;
  const checklist = judgeClosure({
    incident: { ...incident, checklist: [] },
    run: run && { runId: run.run_id, startedAt: run.started_at },
    ...{ triage, verdict, dossier, lost },
  });
  return { checklist, artifacts };
}
