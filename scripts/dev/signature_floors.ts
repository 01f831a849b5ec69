import type { RootCauseClass } from "../../lib/model/signature.ts";
import type { JudgedAnswer } from "./score_answers.ts";
import { type AnswerScore, scoreAnswers, scoreClass } from "./score_answers.ts";

/** What may not be fallen below, in percent. */
export interface Floor {
  readonly precision: number;
  readonly recall: number;
}

/** The parts of the corpus that have a floor of their own. */
export const PART_FLOORS = {
  all: { precision: 97, recall: 93 },
  heldOut: { precision: 95, recall: 88 },
  hard: { precision: 95, recall: 95 },
} as const satisfies Readonly<Record<string, Floor>>;

/** Certain wrong answers that are allowed in the whole corpus. */
export const CERTAINLY_WRONG_MAX = 0;

/** Floors of the classes over the whole corpus; raised when rows get better, never lowered quietly. */
export const CLASS_FLOORS: Readonly<Record<Exclude<RootCauseClass, "unknown">, Floor>> = {
  "oom": { precision: 90, recall: 85 },
  "timeout": { precision: 95, recall: 90 },
  "hang": { precision: 95, recall: 95 },
  "mount": { precision: 95, recall: 95 },
  "workdir": { precision: 95, recall: 80 },
  "discovery": { precision: 95, recall: 80 },
  "import": { precision: 95, recall: 85 },
  "missing-dependency": { precision: 95, recall: 80 },
  "permission": { precision: 95, recall: 80 },
  "daemon": { precision: 95, recall: 85 },
  "image": { precision: 95, recall: 95 },
  "disk-full": { precision: 95, recall: 85 },
  "process-limit": { precision: 95, recall: 95 },
  "shared-memory": { precision: 95, recall: 95 },
  "crash": { precision: 95, recall: 85 },
  "panic": { precision: 90, recall: 90 },
  "connection": { precision: 90, recall: 95 },
  "auth": { precision: 95, recall: 85 },
  "rate-limit": { precision: 95, recall: 95 },
  "port-in-use": { precision: 95, recall: 95 },
  "data": { precision: 95, recall: 90 },
  "snapshot": { precision: 95, recall: 95 },
  "flaky": { precision: 95, recall: 90 },
  "assertion": { precision: 95, recall: 90 },
};

/** One sentence for every floor that these answers fall below; none when all is well. */
export function findBrokenFloors(answers: readonly JudgedAnswer[]): readonly string[] {
  const heldOut = answers.filter(({ isHeldOut }) => isHeldOut);
  const hard = answers.filter(({ isHard }) => isHard);
  const whole = scoreAnswers(answers);
  const classes = Object.entries(CLASS_FLOORS) as [RootCauseClass, Floor][];
  return [
    ...compare("all", whole, PART_FLOORS.all),
    ...compare("held out", scoreAnswers(heldOut), PART_FLOORS.heldOut),
    ...compare("hard", scoreAnswers(hard), PART_FLOORS.hard),
    ...classes.flatMap(([name, floor]) => compare(name, scoreClass(answers, name), floor)),
    ...whole.certainlyWrong > CERTAINLY_WRONG_MAX
      ? [
        `${whole.certainlyWrong} certain wrong answers, at most ${CERTAINLY_WRONG_MAX} are allowed`,
      ]
      : [],
  ];
}

function compare(name: string, score: AnswerScore, floor: Floor): string[] {
  return (["precision", "recall"] as const).flatMap((measure) => {
    const percent = (score[measure] ?? 0) * 100;
    return percent < floor[measure]
      ? [
        `${name}: ${measure} is ${percent.toFixed(1)} %, at least ${floor[measure]} % are promised`,
      ]
      : [];
  });
}
