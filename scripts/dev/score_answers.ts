import { ROOT_CAUSE_CLASSES } from "../../lib/model/finding.ts";
import type { Classification, RootCauseClass } from "../../lib/model/signature.ts";
import type { CorpusLabel } from "./load_failure_corpus.ts";

/** From this confidence on a wrong answer is a certain one. */
export const CERTAIN = 0.8;
/** How often a certain wrong answer counts. */
export const CERTAIN_WEIGHT = 3;

/** What was answered for one case, and whether it was right. */
export interface JudgedAnswer {
  readonly name: string;
  readonly label: RootCauseClass;
  readonly isHeldOut: boolean;
  readonly isHard: boolean;
  readonly answer: RootCauseClass;
  readonly signature: string | null;
  readonly confidence: number;
  /** The class itself, or one that nobody could call wrong. */
  readonly isRight: boolean;
}

/** Counts and measures of some answers; measures are null where there is nothing to divide by. */
export interface AnswerScore {
  readonly cases: number;
  readonly right: number;
  /** Cases that have a cause and were answered with `unknown`: missed, not wrong. */
  readonly missed: number;
  readonly wrong: number;
  readonly certainlyWrong: number;
  /** Right among what was answered with this class; a certain wrong answer counts three times. */
  readonly precision: number | null;
  /** Right among the cases of this class. */
  readonly recall: number | null;
}

/** Holds one answer against its label. */
export function judgeAnswer(
  { name, label }: { readonly name: string; readonly label: CorpusLabel },
  { class: answer, signature, confidence }: Classification,
): JudgedAnswer {
  return {
    name,
    label: label.class,
    isHeldOut: label.split === "held-out",
    isHard: label.hard,
    answer,
    signature,
    confidence,
    isRight: answer === label.class || label.also_right.includes(answer),
  };
}

/** True when a cause was named and it is none of the right ones. */
export function isWrong({ answer, isRight }: JudgedAnswer): boolean {
  return !isRight && answer !== "unknown";
}

/** The score of all these answers together, whatever their class. */
export function scoreAnswers(answers: readonly JudgedAnswer[]): AnswerScore {
  return makeScore(answers, answers.filter(({ answer }) => answer !== "unknown"));
}

/** The score of one class: recall over its cases, precision over the answers that name it. */
export function scoreClass(answers: readonly JudgedAnswer[], named: RootCauseClass): AnswerScore {
  return makeScore(
    answers.filter(({ label }) => label === named),
    answers.filter(({ answer }) => answer === named),
  );
}

function makeScore(cases: readonly JudgedAnswer[], named: readonly JudgedAnswer[]): AnswerScore {
  const right = count(cases, ({ isRight }) => isRight);
  const rightlyNamed = count(named, ({ isRight }) => isRight);
  const certainly = (it: JudgedAnswer) => !it.isRight && it.confidence >= CERTAIN;
  const weight = named.length + (CERTAIN_WEIGHT - 1) * count(named, certainly);
  return {
    cases: cases.length,
    right,
    missed: count(cases, (it) => !it.isRight && !isWrong(it)),
    wrong: count(cases, isWrong),
    certainlyWrong: count(cases, (it) => isWrong(it) && certainly(it)),
    precision: weight === 0 ? null : rightlyNamed / weight,
    recall: cases.length === 0 ? null : right / cases.length,
  };
}

function count<T>(items: readonly T[], matches: (item: T) => boolean): number {
  return items.filter(matches).length;
}

/**
 * How often the cases of each class (rows) were answered with each class (columns), both in the order of
 * the classes. An answer that is right beside the class stands on the diagonal.
 */
export function countConfusion(answers: readonly JudgedAnswer[]): readonly (readonly number[])[] {
  return ROOT_CAUSE_CLASSES.map((label) => {
    const cases = answers.filter((it) => it.label === label);
    return ROOT_CAUSE_CLASSES.map((named) =>
      count(cases, (it) => (it.isRight ? it.label : it.answer) === named)
    );
  });
}
