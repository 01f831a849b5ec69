import type { AttachedJson, IncidentJson } from "../model/incident_json.ts";
import { INCIDENT_NOTES, INCIDENT_PHASES, SEVERITY_TABLE } from "../model/incident_json.ts";
import { cleanLine } from "./clean_terminal.ts";
import { quoteCodeBlock, quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

/** What is said beside the incident itself. */
export interface IncidentWords {
  /** What became of it: `is open`, `stays open`, `is closed`. */
  readonly what: string;
  /** Outputs folder as it is shown. */
  readonly folder: string;
  readonly now: string;
}

/** An incident for a terminal: what it is, what is open, where its folder stands. */
export function formatIncidentLines(
  incident: IncidentJson,
  { what, folder, now }: IncidentWords,
): readonly string[] {
  const { id, severity, why, triggers, checklist, artifacts, one_command_replay } = incident;
  const lost = artifacts.filter(({ missing, required }) => missing !== null && required);
  return [
    `${severity} ${id} ${what}: ${why}`,
    ...triggers.slice(0, 20).map((trigger) => `  ${trigger.code}: ${trigger.what}`),
    `  ${sayResponse(incident, now)}`,
    ...(one_command_replay === null ? [] : [`  replay: ${one_command_replay}`]),
    ...lost.map(({ name, missing }) => `  missing: ${name} (${missing})`),
    ...(incident.status === "closed"
      ? []
      : checklist.map(({ id: name, status, why }) =>
        `  [${status === "done" ? "x" : " "}] ${name}: ${why}`
      )),
    `  folder: ${folder}/incidents/${id}`,
  ].map((line) => /^ */.exec(line)![0] + cleanLine(line));
}

/** Whether somebody has answered in time, as one phrase. */
export function sayResponse(
  { severity, respond_by, responded_at, status }: IncidentJson,
  now: string,
): string {
  const target = SEVERITY_TABLE.find((one) => one.severity === severity)?.target ?? "";
  if (responded_at !== null) {
    const isLate = Date.parse(responded_at) > Date.parse(respond_by);
    return `answered ${responded_at}${isLate ? `, LATE: due ${respond_by} (${target})` : ""}`;
  }
  if (status === "closed") return `never answered; due ${respond_by} (${target})`;
  const isOverdue = Date.parse(now) > Date.parse(respond_by);
  return isOverdue
    ? `response OVERDUE since ${respond_by} (${target}): escalate to the maintainers`
    : `respond by ${respond_by} (${target}): name an owner and post the context`;
}

/** `incident.md`: ready to paste where people work on it; every foreign text is escaped. `close` is the command that closes it. */
export function formatIncident(incident: IncidentJson, close: string): string {
  const { severity, why, triggers, checklist, one_command_replay } = incident;
  const sections = [
    `# ${severity}: ${quoteMarkdown(why)}`,
    formatFacts(incident),
    `## Triggers\n\n${
      listOf(triggers.map(({ code, what }) => `\`${code}\`: ${quoteMarkdown(what)}`))
    }`,
    ...formatGates(incident),
    ...formatTriage(incident),
    ...(one_command_replay === null
      ? []
      : [`## Replay\n\n${quoteCodeBlock(one_command_replay, "sh")}`]),
    `## Evidence\n\n${formatArtifacts(incident.artifacts)}`,
    `## Notes\n\n${formatNotes(incident)}`,
    `## Exit criteria\n\n${
      checklist.map(({ text, status, why }) =>
        `- [${status === "done" ? "x" : " "}] ${quoteMarkdown(text)} (${quoteMarkdown(why)})`
      ).join("\n")
    }`,
    ...(incident.status === "closed"
      ? []
      : [`Close it with\n\n${quoteCodeBlock(closeCommand(close), "sh")}`]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function closeCommand(close: string): string {
  const notes = INCIDENT_PHASES.map((phase) => `  --note ${phase}='…'`);
  return [close, ...notes].join(" \\\n");
}

function formatFacts(incident: IncidentJson): string {
  const { id, status, project, opened_at, respond_by, branch, branch_from, commit } = incident;
  const target = SEVERITY_TABLE.find((one) => one.severity === incident.severity)?.target ?? "";
  const closed = incident.closed_by === null ? [] : [
    `Closed: ${incident.closed_at}, by run ${code(incident.closed_by.run_id)} and verdict ${
      code(incident.closed_by.verdict_id)
    }`,
  ];
  return listOf([
    `Incident: ${code(id)}, ${status}`,
    `Project: ${quoteMarkdown(project)}, branch ${code(branch)} (${quoteMarkdown(branch_from)}), ` +
    `commit ${code(commit)}`,
    `Opened: ${opened_at}; respond by ${respond_by} (${target})`,
    `Run: ${code(incident.run_id)}; verdict: ${code(incident.verdict_id)}`,
    ...closed,
  ]);
}

function formatGates({ failing_gates }: IncidentJson): readonly string[] {
  if (failing_gates.length === 0) return [];
  const rows = failing_gates.map(({ id, kind, detail, reproduce_command }) => {
    const cells = [
      codeCell(id),
      quoteMarkdown(kind),
      quoteMarkdown(detail),
      codeCell(reproduce_command),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head = ["| gate | kind | what is wrong | again |", "| --- | --- | --- | --- |"];
  return [`## Failing gates\n\n${[...head, ...rows].join("\n")}`];
}

function formatTriage({ triage }: IncidentJson): readonly string[] {
  if (triage === null) return [];
  const { status, why, regression_count, ranked_diagnostics } = triage;
  const ranked = ranked_diagnostics.map(({ kind, id, why, replay_command }) => {
    const replay = replay_command === null ? "" : `: ${quoteCodeSpan(replay_command)}`;
    return `${quoteMarkdown(kind)} ${quoteCodeSpan(id)} (${quoteMarkdown(why)})${replay}`;
  });
  const head = `Status \`${status}\`, regressions: ${regression_count}. ${quoteMarkdown(why)}`;
  return [`## Triage\n\n${[head, listOf(ranked)].filter((part) => part !== "").join("\n\n")}`];
}

function formatArtifacts(artifacts: readonly AttachedJson[]): string {
  const rows = artifacts.map(({ name, path, sha256, missing, required }) =>
    missing === null
      ? `${quoteCodeSpan(path)} sha256 \`${sha256}\``
      : `${required ? "**missing**" : "not made"}: ${quoteCodeSpan(name)} (${
        quoteMarkdown(missing)
      })`
  );
  return listOf(rows);
}

function formatNotes({ notes }: IncidentJson): string {
  return listOf(
    INCIDENT_NOTES.map((name) =>
      `${name}: ${notes[name] === null ? "" : quoteMarkdown(notes[name])}`.trim()
    ),
  );
}

function listOf(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function code(text: string | null): string {
  return text === null ? "not known" : quoteCodeSpan(text);
}

/** A bar ends a cell of a table even inside of a code span. */
function codeCell(text: string): string {
  return quoteCodeSpan(text).replaceAll("|", "\\|");
}
