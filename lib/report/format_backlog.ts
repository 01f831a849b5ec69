import type { FullVerdict } from "../model/full_verdict.ts";
import type { BacklogEntryJson } from "../model/remediation_backlog_json.ts";
import { makeRemediationBacklog } from "./make_remediation_backlog.ts";
import { quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

/** `remediation_backlog.md`: what is to be mended, as a list to tick off; every foreign text is escaped. */
export function formatBacklog(full: FullVerdict): string {
  const { entries, summary } = makeRemediationBacklog(full);
  if (entries.length === 0) return "# Nothing to mend\n\nNo gate fails.\n";
  const gates = `${summary.failing_gates} ${summary.failing_gates === 1 ? "gate" : "gates"}`;
  const head = `# ${entries.length} to mend in ${gates}`;
  return `${[head, ...entries.map(formatEntry)].join("\n\n")}\n`;
}

function formatEntry(entry: BacklogEntryJson): string {
  const { gate, code, faults, artifact, blocking, owner } = entry;
  const many = faults === 1 ? "" : ` (${faults} faults of this kind)`;
  return [
    `- [ ] **${quoteMarkdown(gate)}** ${quoteCodeSpan(code)}: ${
      quoteMarkdown(entry.message)
    }${many}`,
    `  - owner: ${owner === null ? "nobody is named" : quoteMarkdown(owner)}` +
    `${blocking ? "" : "; it does not block"}`,
    ...artifact === null ? [] : [`  - artifact: ${quoteCodeSpan(artifact)}`],
    ...entry.remediation.map((step) => `  - ${quoteMarkdown(step)}`),
    `  - command: ${quoteCodeSpan(entry.command)}`,
  ].join("\n");
}
