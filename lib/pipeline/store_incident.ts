import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { IDENTIFIER } from "../model/flag_value.ts";
import { IncidentJson } from "../model/incident_json.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { formatIncident } from "../report/format_incident.ts";
import { formatVerdictCall, type VerdictCall } from "../report/format_verdict_call.ts";
import type { ArtifactPlaces } from "./find_artifact.ts";
import { loadStored } from "./incident_sources.ts";

/** Incidents that are looked at, the newest. */
const MOST_LISTED = 10_000;

/** An incident and where it stands. */
export interface StoredIncident {
  /** Absolute. */
  readonly folder: string;
  readonly incident: IncidentJson;
}

/** Absolute folder of all incidents. */
function incidentsFolder({ outputs }: ArtifactPlaces): string {
  return `${outputs}/incidents`;
}

/** Makes the folder of a new incident, below a folder that is no link; gives its absolute path. */
export async function makeIncidentFolder(
  host: Host,
  id: string,
  places: ArtifactPlaces,
): Promise<Result<string, Problem>> {
  const parent = incidentsFolder(places);
  const made = await host.files.makeDir(parent);
  if (!made.ok) return made;
  if (await host.files.realPath(parent) !== parent) {
    return usage(`${parent} is a link`, "Put a folder in its place: evidence stays in the outputs");
  }
  const folder = `${parent}/${id}`;
  const own = await host.files.makeDirExclusive(folder);
  return own.ok ? ok(folder) : own;
}

/** Writes `incident.json` and `incident.md`, each whole. */
export async function storeIncident(
  host: Host,
  { folder, incident }: StoredIncident,
  { redactor, call }: { readonly redactor: Redactor; readonly call: VerdictCall },
): Promise<Result<void, Problem>> {
  const close = formatVerdictCall(call, ["--incident-close", incident.id]);
  const json = redactJson(
    IncidentJson.parse(incident, { jitless: true }),
    "incident.json",
    redactor,
    2,
  );
  const text = redactor.text("incident.md", formatIncident(incident, close));
  const first = await host.files.writeWhole(`${folder}/incident.md`, text);
  return first.ok ? await host.files.writeWhole(`${folder}/incident.json`, `${json}\n`) : first;
}

/** An incident by its id, or the newest one; a `usage` problem where there is none that can be read. */
export async function loadIncident(
  host: Host,
  given: string,
  places: ArtifactPlaces,
): Promise<Result<StoredIncident, Problem>> {
  const parent = incidentsFolder(places);
  const id = given === "latest" ? await findLatest(host, parent) : given;
  if (id === null) return usage("there is no incident", "Open one with --incident");
  if (!IDENTIFIER.test(id)) return usage(`${JSON.stringify(id)} is no id of an incident`, HINT);
  const folder = `${parent}/${id}`;
  const shape = IncidentJson;
  const read = await loadStored(host, `${folder}/incident.json`, { shape, places });
  if (typeof read === "string") return usage(`${id}: ${read}`, HINT);
  if (read.value === null) return usage(`there is no incident ${id} in ${parent}`, HINT);
  return ok({ folder, incident: read.value });
}

/** The newest incident that is open for this run and this verdict; null where there is none. */
export async function findOpen(
  host: Host,
  { run_id, verdict_id }: Pick<IncidentJson, "run_id" | "verdict_id">,
  places: ArtifactPlaces,
): Promise<StoredIncident | null> {
  const latest = await loadIncident(host, "latest", places);
  if (!latest.ok) return null;
  const { incident } = latest.value;
  const isSame = incident.status === "open" && incident.run_id === run_id &&
    incident.verdict_id === verdict_id;
  return isSame ? latest.value : null;
}

const HINT = "Give the id of a folder below incidents/ in the outputs folder, or latest";

async function findLatest(host: Host, parent: string): Promise<string | null> {
  const listed = await host.files.list(parent, MOST_LISTED);
  if (!listed.ok) return null;
  const ids = listed.value.filter(({ kind, name }) => kind === "folder" && IDENTIFIER.test(name));
  return ids.map(({ name }) => name).sort().at(-1) ?? null;
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
