import { dirname } from "@std/path";
import type { RunRecord } from "../model/run_record.ts";
import { fillMarkdown } from "./fill_markdown.ts";
import { fitBytes } from "./fit_bytes.ts";
import { formatNumber } from "./format_counts.ts";
import { formatExplain } from "./format_explain.ts";
import { formatRelativeReplay, fromRoot, recordPath } from "./format_record_replay.ts";
import { formatRerun } from "./format_rerun.ts";
import { formatVerdict } from "./format_verdict.ts";
import { formatReplayAll } from "./make_replay_bundle.ts";
import {
  causeSection,
  flakySection,
  type NameFile,
  quarantineSection,
  reasonSection,
  suiteSection,
  triageSection,
  uncheckedSection,
  warningSection,
} from "./markdown_sections.ts";
import { explainFallback } from "./explain_problem.ts";
import { quoteCodeBlock, quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

/** What a page may hold. */
export interface MarkdownOptions {
  /** Bytes of UTF-8; no page is longer. */
  readonly maxBytes: number;
  /** Address of a file of the run (its path relative to the run's folder), or null where there is none. */
  readonly links?: (path: string) => string | null;
  /** Other files of this run that the page names at its end, with what they answer. */
  readonly files?: readonly { readonly name: string; readonly answers: string }[];
}

/** Bytes of `report.md`: what a comment on a pull request of GitHub takes, 65,536 characters, and a little room. */
export const REPORT_BYTES = 65_000;

const MAX_WHY = 1000;

/**
 * `report.md` of a run, or its summary for a CI system: verdict and why, failures by cause, suites,
 * what is new, unsteady, excused and not checked, the commands. Of at most so many bytes: then whole
 * entries are left out, with their exact number, and at last all but the verdict.
 */
export function formatMarkdownReport(record: RunRecord, options: MarkdownOptions): string {
  const { maxBytes, links = () => null, files = [] } = options;
  const name: NameFile = (path) => {
    const address = links(path);
    const shown = quoteCodeSpan(path);
    return address === null ? shown : `[${shown}](<${encodeURI(address).replace(/[<>]/gu, "")}>)`;
  };
  const whole = [formatHead, formatAbout];
  const fixed = (text: string) => ({ head: text, entries: [], rest: () => "" });
  const parts = [
    ...whole.map((format) => fixed(format(record))),
    causeSection(record, name),
    suiteSection(record, name),
    reasonSection(record, name),
    triageSection(record, name),
    flakySection(record, name),
    quarantineSection(record, name),
    uncheckedSection(record, name),
    warningSection(record, name),
    fixed(formatAgain(record)),
    fixed(formatFiles(files, name)),
  ];
  const page = fillMarkdown(parts, maxBytes) ?? formatLeast(record, maxBytes);
  return page.replace(/\n+$/u, "\n");
}

/** Where there is room for nothing else: as much of the head as fits, and that the rest is missing. */
function formatLeast(record: RunRecord, maxBytes: number): string {
  const note = "Everything else is left out: there is no room for it.\n";
  return fillMarkdown([
    { head: formatHead(record), entries: [], rest: () => note },
  ], maxBytes) ?? fitBytes(`${record.verdict.toUpperCase()} (exit ${record.exitCode})\n`, maxBytes);
}

function formatHead(record: RunRecord): string {
  const { plan, verdict, why } = record;
  const numbers = formatVerdict(record, { color: false, columns: 10_000 })
    .slice(verdict.length).trim();
  return `# ${verdict.toUpperCase()}: ${quoteMarkdown(fitBytes(plan.project, MAX_WHY))}\n\n` +
    `**${quoteMarkdown(numbers)}**\n\n${quoteMarkdown(fitBytes(why, MAX_WHY))}\n\n`;
}

function formatAbout(record: RunRecord): string {
  const { runId, plan, git, mode, fallback, merge } = record;
  const { shard } = plan;
  const lines = [
    `Run ${quoteCodeSpan(runId)}, profile ${plan.profile}, mode ${mode}`,
    ...shard === undefined ? [] : [`shard ${shard.index} of ${shard.total} (from 0)`],
    ...merge === undefined ? [] : [`joined from ${merge.sources.length} records`],
    ...git === null ? [] : [
      `commit ${quoteCodeSpan(git.commit)}${
        git.branch === null ? "" : ` on ${quoteCodeSpan(git.branch)}`
      }` +
      (git.dirty ? ", with changes that are not committed" : ""),
    ],
  ];
  const given = fallback === null
    ? ""
    : `Container not used: ${quoteMarkdown(fitBytes(explainFallback(fallback), MAX_WHY))}` +
      `${fallback.hint === "" ? "" : `. ${quoteMarkdown(fitBytes(fallback.hint, MAX_WHY))}`}\n\n`;
  return `${lines.join(", ")}\n\n${given}`;
}

/**
 * The commands: what failed alone, why, and all of it. Whoever reads this in a pull request has no
 * folder of that name: the first command works in any checkout that has the files of the run.
 */
function formatAgain(record: RunRecord): string {
  const folder = fromRoot(record, dirname(recordPath(record)));
  const isBelow = folder !== dirname(recordPath(record));
  const where = isBelow
    ? `Commands that begin with ${
      quoteCodeSpan("deno")
    } run in the folder of the project. In another ` +
      `checkout, put the files of this run into ${
        quoteCodeSpan(folder)
      } first, or name where they are.\n\n`
    : "";
  const isRed = formatReplayAll(record) !== null;
  const all: readonly (readonly [string, string | null])[] = [
    [
      "Only what did not pass, in any checkout:",
      isBelow && isRed ? formatRelativeReplay(record) : null,
    ],
    ["Only what did not pass, where it ran:", formatReplayAll(record)],
    ["Why, and what mends it:", isRed ? formatExplain(record) : null],
    ["This run:", formatRerun(record).command],
  ];
  const blocks = all.flatMap(([what, command]) =>
    command === null ? [] : [`${what}\n\n${quoteCodeBlock(command, "sh")}\n\n`]
  );
  return `## Again\n\n${isRed ? where : ""}${blocks.join("")}`;
}

function formatFiles(files: NonNullable<MarkdownOptions["files"]>, name: NameFile): string {
  if (files.length === 0) return "";
  const lines = files.map((file) => `- ${name(file.name)}: ${file.answers}\n`).join("");
  // Folded: whoever reads a pull request seldom needs them.
  return `## Files\n\n<details>\n<summary>${
    formatNumber(files.length, "file")
  } of this run</summary>\n\n${lines}\n</details>\n`;
}
