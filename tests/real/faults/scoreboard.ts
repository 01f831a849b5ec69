import type { FaultCase } from "../../support/fault_case.ts";
import type { DriverAnswer } from "./driver_answer.ts";

/** One case as one driver went through it, judged. */
export interface ScoredCase {
  readonly row: FaultCase;
  readonly answer: DriverAnswer;
  /** Green although the suite is not, or although its output is not all there. */
  readonly isFalseGreen: boolean;
  /** Output is missing, and nothing says so. */
  readonly isLossUnmarked: boolean;
  readonly isArtifactBad: boolean;
  /** Null where the case asks for no reason and no class. */
  readonly isClassRight: boolean | null;
  readonly isVerdictRight: boolean;
  readonly isInTime: boolean;
  /** The engine failed, and the tests are blamed. */
  readonly blamesTests: boolean;
  /** The tests failed, and the engine is blamed. */
  readonly blamesEngine: boolean;
}

/** The bound of a case that names none; far above what a loaded machine needs. */
const BOUND_MS = 60_000;

/** Holds an answer against what is right for its case. */
export function scoreCase(row: FaultCase, answer: DriverAnswer): ScoredCase {
  const isLossUnmarked = lostOutput(row, answer) && !answer.marksLoss;
  const isAllowed = row.expects.verdicts.includes(answer.verdict);
  const hasMissed = row.truth !== "green" && !isAllowed;
  return {
    row,
    answer,
    isLossUnmarked,
    isFalseGreen: answer.exit === 0 && (hasMissed || isLossUnmarked),
    isArtifactBad: answer.problem?.startsWith("artifacts") ?? false,
    isClassRight: judgeClass(row, answer),
    isVerdictRight: isAllowed,
    isInTime: answer.durationMs <= (row.boundMs ?? BOUND_MS),
    blamesTests: isOutside(row) && answer.verdict === "failed" && !isAllowed,
    blamesEngine: row.truth === "red" && answer.verdict === "infra" && !isAllowed,
  };
}

/** True for a fault that is none of the tests': they pass, or were never to be heard. */
function isOutside({ truth, expects }: FaultCase): boolean {
  if (truth === "red") return false;
  return truth === "green" || expects.reasons !== undefined || expects.verdicts.includes("infra");
}

/** Only of what ended well in the container can be said which output it must have left. */
function lostOutput({ output, truth }: FaultCase, { stdout, verdict }: DriverAnswer): boolean {
  const isWhole = verdict === "passed" || (truth === "red" && verdict === "failed");
  if (output === undefined || !isWhole) return false;
  if (stdout === null || stdout.length !== output.length) return true;
  return stdout.some((byte, at) => byte !== output.charCodeAt(at));
}

function judgeClass({ expects }: FaultCase, answer: DriverAnswer): boolean | null {
  const { reasons, classes } = expects;
  if (reasons === undefined && classes === undefined) return null;
  const isReason = reasons === undefined || reasons.some((reason) => reason === answer.reason);
  const isClass = classes === undefined || classes.some((name) => answer.classes[0] === name);
  return isReason && isClass;
}

/** What is wrong with a case of the gate, one sentence each; empty for a good one. */
export function explainScore(scored: ScoredCase): readonly string[] {
  const { row, answer } = scored;
  const { verdicts, reasons = [], classes = [] } = row.expects;
  const told = [answer.reason, ...answer.classes].filter(Boolean).join(", ") || "nothing";
  const sentences: readonly (readonly [boolean, string])[] = [
    [scored.isFalseGreen, "FALSE GREEN"],
    [scored.isLossUnmarked, "output is lost, and nothing says so"],
    [answer.problem !== null, answer.problem ?? ""],
    [!scored.isVerdictRight, `verdict ${answer.verdict}, not ${verdicts.join(" or ")}`],
    [scored.isClassRight === false, `tells ${told}, not ${[...reasons, ...classes].join(" or ")}`],
    [!scored.isInTime, `took ${Math.round(answer.durationMs)} ms`],
    [(answer.orphans ?? 0) > 0, `${answer.orphans} containers are left after the next run`],
    [answer.overlapMs > 0, `container and failsafe ran at once for ${answer.overlapMs} ms`],
    [scored.blamesTests, "the engine's fault is called the tests'"],
    [scored.blamesEngine, "the tests' failure is called the engine's"],
  ];
  return sentences.filter(([holds]) => holds).map(([, words]) =>
    `${row.id} (${row.title}): ${words}`
  );
}

type Column = readonly [string, (cases: readonly ScoredCase[]) => string];

const COLUMNS: readonly Column[] = [
  ["cases", (cases) => String(cases.length)],
  ["false greens", count((scored) => scored.isFalseGreen)],
  ["log loss without mark", count((scored) => scored.isLossUnmarked)],
  ["artifacts bad", whereGate(count((scored) => scored.isArtifactBad))],
  ["verdict right", whereGate(share((scored) => scored.isVerdictRight))],
  ["class right", whereGate(share((scored) => scored.isClassRight))],
  ["in time", share((scored) => scored.isInTime && !isCut(scored))],
  ["containers left", (cases) => String(sum(cases, ({ answer }) => answer.orphans ?? 0))],
  ["overlap, ms", whereGate((cases) => String(sum(cases, ({ answer }) => answer.overlapMs)))],
  ["engine's fault called the tests'", count((scored) => scored.blamesTests)],
  ["tests' failure called the engine's", count((scored) => scored.blamesEngine)],
];

/** A plain client that was only ended by our patience has not ended in time. */
function isCut({ answer }: ScoredCase): boolean {
  return answer.driver !== GATE && answer.durationMs > 29_000;
}

const GATE = "qa_gate";

function whereGate(tell: Column[1]): Column[1] {
  return (cases) => cases[0]?.answer.driver === GATE ? tell(cases) : "–";
}

function count(holds: (scored: ScoredCase) => boolean): Column[1] {
  return (cases) => String(cases.filter(holds).length);
}

function share(holds: (scored: ScoredCase) => boolean | null): Column[1] {
  return (cases) => {
    const asked = cases.map(holds).filter((answer) => answer !== null);
    if (asked.length === 0) return "–";
    return `${Math.floor((100 * asked.filter(Boolean).length) / asked.length)} %`;
  };
}

function sum(cases: readonly ScoredCase[], of: (scored: ScoredCase) => number): number {
  return cases.reduce((total, scored) => total + of(scored), 0);
}

/** The scoreboard as a Markdown table: one line for each measure, one column for each driver. */
export function formatScoreboard(scored: readonly ScoredCase[]): string {
  const drivers = [...new Set(scored.map(({ answer }) => answer.driver))];
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const body = COLUMNS.map(([name, tell]) =>
    row([
      name,
      ...drivers.map((driver) => tell(scored.filter((one) => one.answer.driver === driver))),
    ])
  );
  return [
    row(["measure", ...drivers.map((driver) => `\`${driver}\``)]),
    row(["---", ...drivers.map(() => "---")]),
    ...body,
  ].join("\n");
}

/** Every case as a Markdown table: what each driver answered, its false greens and losses marked. */
export function formatCases(scored: readonly ScoredCase[]): string {
  const drivers = [...new Set(scored.map(({ answer }) => answer.driver))];
  const rows = [...new Set(scored.map(({ row }) => row))];
  const cell = (row: FaultCase, driver: string): string => {
    const found = scored.find((one) => one.row === row && one.answer.driver === driver);
    if (found === undefined) return "–";
    const marks = [found.isFalseGreen ? "**false green**" : "", found.isLossUnmarked ? "loss" : ""];
    return [`${found.answer.verdict} (${found.answer.exit})`, ...marks].filter(Boolean).join(", ");
  };
  return [
    `| case | fault | truth | ${drivers.join(" | ")} |`,
    `| --- | --- | --- |${drivers.map(() => " --- |").join("")}`,
    ...rows.map((row) =>
      `| ${row.id} | ${row.title} | ${row.truth} | ${
        drivers.map((driver) => cell(row, driver)).join(" | ")
      } |`
    ),
  ].join("\n");
}
