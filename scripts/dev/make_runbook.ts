import { FLAKE_GUIDES, type FlakeGuide } from "../../lib/catalog/flake_guides.ts";
import { GATE_GUIDES } from "../../lib/catalog/gate_guides.ts";
import { VERDICT_GUIDES } from "../../lib/catalog/verdict_guides.ts";
import { FLAKE_BY_CAUSE } from "../../lib/classify/judge_flake.ts";
import { EXIT_CODES } from "../../lib/model/exit_code.ts";
import type { GateGuide, VerdictGuide } from "../../lib/model/gate_guide.ts";
import { FALLBACK_REASONS } from "../../lib/model/verdict.ts";
import { explainFallback, hintForReason } from "../../lib/report/explain_problem.ts";
import { page, table } from "./make_documents.ts";

/** The four parts that every page of the runbook has, in the same order. */
export type Guide = Omit<GateGuide, "title">;

/** `docs/runbook/verdicts.md`: what to do about each verdict, and each thing that the gate judges. */
export function makeVerdicts(): string {
  return page("What to do about each answer", [
    "The first line of the end of a run is its verdict, and its exit code says the same to a program. " +
    "All of them: [exit codes](../exit_codes.md). What a suite failed by: [causes](README.md#causes).",
    "## By verdict",
    ...VERDICT_GUIDES.flatMap(formatVerdictGuide),
    "## By what is judged",
    ...GATE_GUIDES.flatMap((guide) => [`### ${guide.title}`, ...formatGuide(guide, "####")]),
    "## Why there was no container",
    "`reason` in `error.json`, and `fallback.reason` in `summary.json`, is one of these. Only these lead to the " +
    "failsafe; a failing test never does.",
    table(
      ["reason", "what happened", "what mends it"],
      FALLBACK_REASONS.map((reason) => [
        `\`${reason}\``,
        explainFallback({ reason, detail: "" }),
        hintForReason(reason),
      ]),
    ),
  ]);
}

function formatVerdictGuide({ name, exits, ...guide }: VerdictGuide): readonly string[] {
  const codes = exits.join(" or ");
  const when = EXIT_CODES.filter((row) => row.name === name && exits.includes(row.exit))
    .map((row) => `Exit ${row.exit}: ${row.when}.`);
  return [`### \`${name}\`, exit ${codes}`, when.join(" "), ...formatGuide(guide, "####")];
}

/** Signature, artifacts, replay, remediation. */
export function formatGuide(
  { signature, artifacts, replay, remediation }: Guide,
  level: string,
): readonly string[] {
  return [
    `${level} Signature`,
    list(signature),
    `${level} Artifacts`,
    list(artifacts),
    `${level} Replay`,
    `\`\`\`sh\n${replay.join("\n")}\n\`\`\``,
    `${level} Remediation`,
    steps(remediation),
  ];
}

/** `docs/runbook/flakes.md`: the kinds of flakes, how each is recognised and what mends it. */
export function makeFlakes(): string {
  return page("Flakes", [
    "A test is unsteady when it passes only after it was tried again, or when earlier runs of the same " +
    "commit gave both answers. Then `failure_diagnostics_index.json` names it under `flaky[]` with its " +
    "kind, how sure that is, what shows it and what earlier runs tell; below a half it is a guess to " +
    "begin with. `deno task qa:history` lists the least steady tests of all runs.",
    "## Quarantine",
    steps([
      "`deno task qa:replay --explain latest` prints an entry for `quarantine[]` of `qa.jsonc`.",
      "Fill in `owner` (who mends it) and `issue` (where that is worked on). It excuses for two weeks.",
      "Mend it, see twenty passes (`--repeat 20`), take the entry away.",
    ]),
    "What an entry does, and what happens when it expires: [results](../results.md#quarantine).",
    ...FLAKE_GUIDES.flatMap(formatFlakeGuide),
  ]);
}

function formatFlakeGuide(guide: FlakeGuide): readonly string[] {
  const causes = Object.entries(FLAKE_BY_CAUSE).filter(([, told]) => told?.[0] === guide.class)
    .map(([cause]) => `[${cause}](causes/${cause}.md)`);
  return [
    `## \`${guide.class}\`: ${guide.title}`,
    guide.means,
    ...formatGuide({
      signature: [`Its failing try is recognised as ${either(causes)}.`, ...guide.shows],
      artifacts: [
        "`failure_diagnostics_index.json`: `flaky[]`, with `evidence` and `past`",
        "`tests.jsonl`: `earlier[]` of the test holds the words and durations of its failing tries",
      ],
      replay: guide.replay,
      remediation: guide.remediation,
    }, "###"),
  ];
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** Points of Markdown. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** Numbered steps of Markdown. */
export function steps(items: readonly string[]): string {
  return items.map((item, at) => `${at + 1}. ${item}`).join("\n");
}
