import { assertEquals } from "@std/assert";
import { ROOT_CAUSE_CLASSES } from "../../../lib/model/finding.ts";
import type { RootCauseClass } from "../../../lib/model/signature.ts";
import {
  countConfusion,
  isWrong,
  judgeAnswer,
  scoreAnswers,
  scoreClass,
} from "../../../scripts/dev/score_answers.ts";

interface Told {
  readonly confidence?: number;
  readonly also?: readonly RootCauseClass[];
}

function judge(label: RootCauseClass, answer: RootCauseClass, told: Told = {}) {
  const { confidence = 0.5, also = [] } = told;
  const shape = {
    kind: "stdout",
    runner: null,
    outcome: null,
    exit_code: 1,
    signal: null,
  } as const;
  const rest = { timed_out: false, artifacts: {}, hard: false, split: "tune", note: "" } as const;
  return judgeAnswer(
    { name: `${label}/case`, label: { class: label, also_right: [...also], ...shape, ...rest } },
    { class: answer, signature: null, confidence, evidence: [], runnerUp: null },
  );
}

Deno.test("judgeAnswer() takes an answer that nobody could call wrong for right", () => {
  assertEquals(judge("hang", "timeout", { also: ["timeout"] }).isRight, true);
  assertEquals(judge("hang", "timeout").isRight, false);
});

Deno.test("isWrong() does not count unknown: that was missed", () => {
  assertEquals(isWrong(judge("oom", "unknown")), false);
  assertEquals(isWrong(judge("unknown", "oom")), true);
});

Deno.test("scoreAnswers() counts right, missed and wrong, and never divides by nothing", () => {
  const answers = [judge("oom", "oom"), judge("oom", "unknown"), judge("data", "oom")];
  assertEquals(scoreAnswers(answers), {
    cases: 3,
    right: 1,
    missed: 1,
    wrong: 1,
    certainlyWrong: 0,
    precision: 1 / 2,
    recall: 1 / 3,
  });
  assertEquals(scoreAnswers([]).precision, null);
  assertEquals(scoreAnswers([]).recall, null);
});

Deno.test("scoreClass() counts a certain wrong answer three times in the precision", () => {
  const sure = judge("data", "auth", { confidence: 0.8 });
  const answers = [judge("auth", "auth"), sure, judge("auth", "data")];
  const { precision, recall } = scoreClass(answers, "auth");
  assertEquals({ precision, recall }, { precision: 1 / 4, recall: 1 / 2 });
});

Deno.test("countConfusion() puts what is right on the diagonal, and each case in its row", () => {
  const rows = countConfusion([
    judge("hang", "timeout", { also: ["timeout"] }),
    judge("hang", "unknown"),
  ]);
  const at = (name: RootCauseClass) => ROOT_CAUSE_CLASSES.indexOf(name);
  assertEquals(rows[at("hang")]?.[at("hang")], 1);
  assertEquals(rows[at("hang")]?.[at("unknown")], 1);
  assertEquals(rows.flat().reduce((sum, count) => sum + count), 2);
});
