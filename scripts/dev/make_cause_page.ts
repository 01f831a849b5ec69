import { ARTIFACTS, FAMILIES } from "../../lib/catalog/artifacts.ts";
import { TEXT_ARTIFACTS } from "../../lib/catalog/text_artifacts.ts";
import type { RootCauseRow } from "../../lib/catalog/root_causes.ts";
import type { SignatureRow } from "../../lib/model/signature.ts";
import { quoteCodeSpan } from "../../lib/report/quote_markdown.ts";
import { page, table } from "./make_documents.ts";
import { formatGuide, list } from "./make_runbook.ts";

const EXAMPLE_CHARS = 110;
const UNKNOWN_STEPS = [
  "Read the last lines of both logs, and the first failing assertion.",
  "Replay it alone, with more words.",
  "Teach it: an entry of `signatures[]` in `qa.jsonc`, with a text that it must claim, recognises it " +
  "from then on. See [configuration](../../configuration.md).",
] as const;
const DIGEST = "`failures/<suite>.json`: the answer, and the words that it is drawn from";
const UNKNOWN_FILES = ["stdout.log", "stderr.log", "exit.json"] as const;

/** `docs/runbook/causes/<class>.md`: how a class of failure is recognised, and what to do about it. */
export function makeCausePage(cause: RootCauseRow, rows: readonly SignatureRow[]): string {
  const own = rows.filter((row) => row.class === cause.class);
  const isUnknown = own.length === 0;
  const remediation = isUnknown ? UNKNOWN_STEPS : shared(own.map(({ remedy }) => remedy));
  return page(`\`${cause.class}\`: ${cause.title}`, [
    [cause.means, cause.apart].filter((text) => text !== "").join(" "),
    ...formatGuide({
      signature: isUnknown
        ? ["`root_cause_class` is `unknown` in the suite's digest."]
        : [`\`root_cause_class\` is \`${cause.class}\` in the suite's digest.`, ...disproofs(own)],
      artifacts: formatFiles(isUnknown ? UNKNOWN_FILES : shared(own.map(({ read }) => read))),
      replay: replays(own),
      remediation,
    }, "##"),
    ...(isUnknown ? [] : ["## How it is recognised", ...formatRows(own, remediation)]),
  ]);
}

function disproofs(rows: readonly SignatureRow[]): readonly string[] {
  return [...new Set(rows.map(({ disproof }) => disproof))]
    .map((disproof) => `It is something else if this holds: ${disproof}.`);
}

/** What at least half of the rows say, in the order in which they say it. */
function shared(lists: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const words of lists) for (const one of words) counts.set(one, (counts.get(one) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count * 2 >= lists.length).map(([one]) => one);
  return common.length > 0 ? common : [...counts.keys()];
}

function replays(rows: readonly SignatureRow[]): readonly string[] {
  const templates = rows.length === 0
    ? ["deno task qa:replay {record} --suite {suite} --debug"]
    : shared(rows.map(({ replay }) => replay));
  const shown = templates.map((template) =>
    template.replaceAll("{record}", "latest").replaceAll(/\{(\w+)\}/g, "<$1>")
  );
  return ["deno task qa:replay --explain latest --suite <suite>", ...shown];
}

/** Files of a gate's run with the questions that they answer; others that a row names are none of its. */
function formatFiles(names: readonly string[]): readonly string[] {
  const all = [...ARTIFACTS, ...FAMILIES, ...TEXT_ARTIFACTS];
  const found = names.flatMap((name) =>
    all.find((one) => one.name.split("/").at(-1) === name && one.name !== name) ??
      all.find((one) => one.name === name) ?? []
  );
  return [DIGEST, ...found.map(({ name, answers }) => `\`${name}\`: ${answers}`)];
}

function formatRows(
  rows: readonly SignatureRow[],
  general: readonly string[],
): readonly string[] {
  const lines = rows.map((row) => [`\`${row.id}\``, row.title, formatSpecimen(row)]);
  const special = rows.flatMap(({ id, remedy }) => {
    const own = remedy.filter((step) => !general.includes(step));
    return own.map((step) => `\`${id}\`: ${step}`);
  });
  return [
    table(["signature", "what it is", "for example"], lines),
    ...(special.length === 0 ? [] : ["What mends a single one of them:", list(special)]),
  ];
}

/** A real line that it is recognised by, or the fact that tells it. */
function formatSpecimen({ texts, specimens: [specimen] }: SignatureRow): string {
  if (specimen === undefined) return "";
  const { text, exitCode, signal, timedOut, artifacts = {} } = specimen;
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const line = lines.find((one) => texts.some(({ pattern }) => pattern.test(bare(one)))) ??
    lines[0];
  if (line !== undefined) {
    const shown = line.length > EXAMPLE_CHARS ? `${line.slice(0, EXAMPLE_CHARS - 1)}…` : line;
    return quoteCodeSpan(shown);
  }
  const facts = [
    exitCode === undefined ? "" : `exit code ${exitCode}`,
    signal === undefined ? "" : signal,
    timedOut === true ? "its deadline passed" : "",
    ...Object.entries(artifacts).map(([name, value]) => `${name} ${JSON.stringify(value)}`),
  ].filter((fact) => fact !== "");
  return quoteCodeSpan(facts.join(", "));
}

/** Without the mark by which pytest points at the failing lines. */
function bare(line: string): string {
  return line.replace(/^E\s+/, "");
}
