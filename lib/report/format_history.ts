import type { HistoryJson } from "../model/history_json.ts";
import { cleanLine } from "./clean_terminal.ts";
import { formatDuration } from "./format_duration.ts";
import { formatSize } from "./format_size.ts";

type NamedPast = HistoryJson["failing"][number];

/** A shorter duration is shown as nothing. */
const NOTICED_MS = 50;

/** What the history tells, for a terminal: how much there is, what fails, what is unsteady, what is slow. */
export function formatHistory(history: HistoryJson): string {
  const { asked, never_seen, pruned, rebuilt, dry_run } = history;
  const parts = [
    ...(rebuilt === null ? [] : [formatRebuilt(rebuilt)]),
    ...(pruned === null ? [] : [formatPruned(pruned, dry_run)]),
    formatSizes(history),
    ...(asked.length + never_seen.length > 0
      ? [
        section("Asked for", asked.map(formatPast)),
        section("No run tells of", never_seen.map(cleanLine)),
      ]
      : [
        section("Failing", history.failing.map(formatPast)),
        section("Unsteady", history.unsteady.map(formatPast)),
        section(
          "Slowest",
          history.slowest.filter(({ expected_ms }) => expected_ms >= NOTICED_MS)
            .map((one) => `${formatDuration(one.expected_ms)}  ${cleanLine(one.id)}`),
        ),
      ]),
  ];
  return parts.filter((part) => part !== "").join("\n\n") + "\n";
}

function formatSizes({ path, runs, tests, size_bytes, oldest, newest }: HistoryJson): string {
  const when = oldest === null || newest === null
    ? ""
    : `, from ${oldest.slice(0, 10)} to ${newest.slice(0, 10)}`;
  return `${path}: ${count(runs, "run")} of ${count(tests, "test")}${when}, ${
    formatSize(size_bytes)
  }`;
}

function formatPast(past: NamedPast): string {
  const { runs, failures, flaky_runs, failing_since, failing_runs, expected_ms } = past;
  const words = [
    `failed in ${failures} of ${count(runs, "run")}`,
    flaky_runs === 0 ? "" : `unsteady in ${flaky_runs}`,
    failing_since === null
      ? ""
      : `failing since ${failing_since.started_at.slice(0, 16).replace("T", " ")} UTC (${
        count(failing_runs, "run")
      }, first ${failing_since.run_id})`,
    (expected_ms ?? 0) < NOTICED_MS || expected_ms === null
      ? ""
      : `takes ${formatDuration(expected_ms)}`,
    `first seen ${past.first_seen.slice(0, 10)}`,
  ];
  return `${cleanLine(past.id)}\n    ${words.filter((word) => word !== "").join(", ")}`;
}

function formatPruned(pruned: NonNullable<HistoryJson["pruned"]>, isPlan: boolean): string {
  if (pruned.length === 0) {
    return "Nothing is so old, and the rest is not so large: nothing is forgotten";
  }
  const lines = pruned.map(({ run_id, started_at, why }) =>
    `${run_id}  ${started_at.slice(0, 10)}  ${why === "age" ? "too old" : "beyond the size"}`
  );
  return section(isPlan ? "Would be forgotten" : "Forgotten", lines);
}

function formatRebuilt({ remembered, refused }: NonNullable<HistoryJson["rebuilt"]>): string {
  const lines = refused.map(({ record, why }) => `${record}: ${cleanLine(why)}`);
  const head = `Made again from ${count(remembered, "record")}`;
  return lines.length === 0 ? head : `${head}\n\n${section("Records that cannot be read", lines)}`;
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`${heading}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
