import type { ClassificationWords } from "./explain_classification.ts";

/** The words of a classification as lines of text, without a break at the end. */
export function formatClassification(words: ClassificationWords): string {
  return [
    words.summary,
    ...section("Evidence", words.evidence),
    ...section("This would be wrong if", words.disproof === "" ? [] : [words.disproof]),
    ...section("What to do", words.remedy.map((step, index) => `${index + 1}. ${step}`)),
    ...section("Worth reading", words.read),
    ...section("Replay", words.replay),
    ...section("Otherwise", words.runnerUp === "" ? [] : [words.runnerUp]),
    ...section("Owner", words.owner === "" ? [] : [words.owner]),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}
