import type { Plan } from "../model/plan.ts";
import type { Difference, Outstanding, ReplayedSuite, ReplayOrigin } from "../model/replay.ts";
import type { ReplayPlan } from "../model/replay_plan.ts";
import { cleanLine } from "./clean_terminal.ts";
import { fitColumns } from "./fit_columns.ts";
import { formatNumber } from "./format_counts.ts";

const TESTS_SHOWN = 10;
const OUTSTANDING_SHOWN = 10;
const DIFFERENCES_SHOWN = 30;
const COLUMNS_MOST = 200;

/** What a replay is going to run and why, in words for a terminal: differences first, ended by a newline. */
export function formatReplay(planned: ReplayPlan): string {
  if (planned.kind === "nothing") {
    return `${[planned.why, ...formatOutstanding(planned.outstanding)].map(fit).join("\n")}\n`;
  }
  const { plan } = planned;
  const { replay } = plan;
  if (replay === undefined) throw new Error("a replay without its origin got here");
  const parts = [
    [sayHead(plan, replay)],
    formatDifferences(replay.differences),
    formatSuites(replay.suites),
    formatOutstanding(replay.outstanding),
    listed("Notes:", plan.notes.map((note) => `  ${cleanLine(note)}`), DIFFERENCES_SHOWN),
  ];
  return `${
    parts.filter((lines) => lines.length > 0).map((lines) => lines.map(fit).join("\n")).join("\n\n")
  }\n`;
}

function sayHead({ mode, jobs, repeat = 1 }: Plan, { runIds, suites }: ReplayOrigin): string {
  const [first = "", ...more] = runIds.map(cleanLine);
  const others = more.length === 0 ? "" : ` and ${formatNumber(more.length, "more record")}`;
  const times = repeat === 1 ? "" : `, ${repeat} times each`;
  return `Replay of ${first}${others}: ${formatNumber(suites.length, "suite")}${times}, ` +
    `mode ${mode}, at most ${jobs} at once`;
}

function formatDifferences(differences: readonly Difference[]): readonly string[] {
  const lines = differences.map(({ what, recorded, now, effect }) =>
    `  ${what}: then ${cleanLine(recorded)}, now ${cleanLine(now)}\n    ${cleanLine(effect)}`
  );
  const split = listed("Not as in the record:", lines, DIFFERENCES_SHOWN);
  return split.flatMap((line) => line.split("\n"));
}

function formatSuites(suites: readonly ReplayedSuite[]): readonly string[] {
  const lines = suites.flatMap(({ suite, scope, tests, why }) => {
    const what = scope === "suite" ? "all of it" : formatNumber(tests.length, "test");
    const shown = scope === "suite" ? [] : tests.slice(0, TESTS_SHOWN);
    return [
      `  ${cleanLine(suite)}: ${what} (${cleanLine(why)})`,
      ...shown.map((id) => `    ${cleanLine(id)}`),
      ...(scope === "tests" ? more(tests.length - TESTS_SHOWN, "    ") : []),
    ];
  });
  return ["Runs:", ...lines];
}

function formatOutstanding(outstanding: readonly Outstanding[]): readonly string[] {
  const lines = outstanding.map(({ suite, test, state, why }) =>
    `  ${cleanLine(test ?? suite)}: ${state} (${cleanLine(why)})`
  );
  return listed("Not run now, and still to be done:", lines, OUTSTANDING_SHOWN);
}

function listed(heading: string, lines: readonly string[], most: number): readonly string[] {
  if (lines.length === 0) return [];
  return [heading, ...lines.slice(0, most), ...more(lines.length - most, "  ")];
}

function more(count: number, indent: string): readonly string[] {
  return count > 0 ? [`${indent}and ${count} more`] : [];
}

/** A name may be as long as its writer likes. */
function fit(line: string): string {
  return fitColumns(line, COLUMNS_MOST);
}
