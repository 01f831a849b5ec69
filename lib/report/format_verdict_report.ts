import type { FullVerdict, JudgedFault, JudgedGate } from "../model/full_verdict.ts";
import { formatFaultPlace } from "./format_fault_place.ts";
import { quoteCodeBlock, quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

/** Faults of one gate that the report shows; all stand in `full_suite_verdict.json`. */
const MOST_SHOWN = 20;

const MARKS = { pass: "pass", fail: "FAIL", waived: "waived", "not-judged": "not judged" } as const;

/** `full_suite_report.md`: the verdict for people; every foreign text is escaped. */
export function formatVerdictReport(full: FullVerdict): string {
  const failing = full.gates.filter(({ status }) => status === "fail");
  const others = full.gates.filter(({ status, notes, waivers }) =>
    status !== "fail" && notes.length + waivers.length > 0
  );
  return `${
    [
      `# ${full.verdict === "passed" ? "Passed" : "Failed"}: ${quoteMarkdown(full.why)}`,
      formatFacts(full),
      ...full.notes.map((note) => `> ${quoteMarkdown(note)}`),
      "## Gates",
      formatTable(full.gates),
      ...failing.length === 0 ? [] : ["## What fails", ...failing.map(formatFailing)],
      ...others.length === 0 ? [] : ["## Worth knowing", ...others.map(formatNotes)],
    ].join("\n\n")
  }\n`;
}

function formatFacts(full: FullVerdict): string {
  const { promotion } = full;
  const commit = full.commit === null
    ? "not known"
    : `${quoteCodeSpan(full.commit)}${full.isDirty === true ? " with changes" : ""}`;
  const until = promotion.mode === "rollback"
    ? ` until ${quoteMarkdown(promotion.expires ?? "?")}: ${
      quoteMarkdown(promotion.rationale ?? "?")
    }`
    : "";
  return [
    `- Project: ${quoteMarkdown(full.project)}, commit ${commit}`,
    `- Judged as of ${full.generatedAt}, mode ${full.mode}, promotion ${promotion.mode}${until}`,
    `- Verdict ${quoteCodeSpan(full.verdictId)}${
      full.isPartial ? ", only a part of the gates" : ""
    }`,
  ].join("\n");
}

function formatTable(gates: readonly JudgedGate[]): string {
  const rows = gates.map(({ head, status, decides, detail }) => {
    const decision = decides ? "yes" : head.blocking ? "not now" : "no";
    const cells = [
      MARKS[status],
      quoteCodeSpan(head.id),
      head.kind,
      decision,
      quoteMarkdown(detail),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| | gate | kind | decides | |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

function formatFailing(gate: JudgedGate): string {
  const { head, faults, faultCount, remediation } = gate;
  const notes = gate.notes.map((note) => `- note: ${quoteMarkdown(note)}`);
  const shown = faults.slice(0, MOST_SHOWN).map(formatFault);
  const more = faultCount > shown.length ? [`- and ${faultCount - shown.length} more`] : [];
  return [
    `### ${quoteMarkdown(head.id)}`,
    ...formatHead(gate),
    [...shown, ...more, ...notes].join("\n"),
    ...remediation.length === 0
      ? []
      : [remediation.map((step, index) => `${index + 1}. ${quoteMarkdown(step)}`).join("\n")],
    quoteCodeBlock(gate.reproduce, "sh"),
  ].join("\n\n");
}

/** What the only fault says is not said twice. */
function formatHead({ head, detail, faults }: JudgedGate): readonly string[] {
  const isTold = faults.length === 1 && faults[0]?.message === detail;
  const words = [
    ...isTold ? [] : [quoteMarkdown(detail)],
    ...head.owner === null ? [] : [`Owner: ${quoteMarkdown(head.owner)}.`],
  ];
  return words.length === 0 ? [] : [words.join(" ")];
}

function formatFault({ code, message, place, waivedBy }: JudgedFault): string {
  const where = place === null ? "" : ` (${quoteCodeSpan(formatFaultPlace(place))})`;
  const excuse = waivedBy === null ? "" : `, excused by ${waivedBy}`;
  return `- ${quoteCodeSpan(code)} ${quoteMarkdown(message)}${where}${excuse}`;
}

function formatNotes({ head, notes, waivers, detail }: JudgedGate): string {
  const excused = waivers.length === 0 ? [] : [`excused by ${waivers.join(", ")}: ${detail}`];
  return [...excused, ...notes].map((note) => `- ${quoteCodeSpan(head.id)}: ${quoteMarkdown(note)}`)
    .join("\n");
}
