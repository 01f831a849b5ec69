import type { ParsedFlags } from "../model/flag.ts";
import { INCIDENT_NOTES, type IncidentNote } from "../model/incident_json.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { nearestSpelling } from "../model/spelling.ts";

const LONGEST = 4000;

/** What `--note <phase>=<text>` says, by phase; of one given twice both texts. */
export function readNotes(
  { values }: ParsedFlags,
): Result<Partial<Record<IncidentNote, string>>, Problem> {
  const given = values.get("note");
  const notes: Partial<Record<IncidentNote, string>> = {};
  for (const text of Array.isArray(given) ? given.map(String) : []) {
    const [, name = "", said = ""] = /^([^=]*)=([^]*)$/.exec(text) ?? [];
    const phase = INCIDENT_NOTES.find((one) => one === name);
    if (phase === undefined || said.trim() === "" || said.length > LONGEST) {
      return err(explain(text, name, phase));
    }
    notes[phase] = notes[phase] === undefined ? said.trim() : `${notes[phase]}\n${said.trim()}`;
  }
  return ok(notes);
}

function explain(text: string, name: string, phase: IncidentNote | undefined): Problem {
  const near = phase === undefined ? nearestSpelling(name, INCIDENT_NOTES) : null;
  const fault = phase === undefined
    ? "names nothing that is noted"
    : `says nothing, or more than ${LONGEST} characters`;
  return {
    kind: "usage",
    message: `--note ${JSON.stringify(text.slice(0, 100))} ${fault}`,
    hint: near === null
      ? `Write one of ${INCIDENT_NOTES.map((one) => `${one}=…`).join(", ")}`
      : `Did you mean "${near}=…"?`,
  };
}
