import { assertEquals } from "@std/assert";
import type { RootCauseClass } from "../../../lib/model/signature.ts";
import type { JudgedAnswer } from "../../../scripts/dev/score_answers.ts";
import { CLASS_FLOORS, findBrokenFloors } from "../../../scripts/dev/signature_floors.ts";

/** Every class answered rightly, once where anybody may look and once held out. */
const RIGHT: readonly JudgedAnswer[] = (Object.keys(CLASS_FLOORS) as RootCauseClass[]).flatMap(
  (label) =>
    [true, false].map((isHeldOut) => ({
      name: `${label}/case`,
      label,
      isHeldOut,
      isHard: true,
      answer: label,
      signature: null,
      confidence: 1,
      isRight: true,
    })),
);

Deno.test("findBrokenFloors() finds nothing where every answer is right", () => {
  assertEquals(findBrokenFloors(RIGHT), []);
});

Deno.test("findBrokenFloors() names the class, the measure, and what was promised", () => {
  const broken = findBrokenFloors(
    RIGHT.map((it) => it.label === "oom" ? { ...it, answer: "unknown", isRight: false } : it),
  );
  assertEquals(broken.filter((line) => line.startsWith("oom: ")).length, 2);
  assertEquals(broken.some((line) => line.startsWith("oom: recall is 0.0 %")), true);
});

Deno.test("findBrokenFloors() finds a part that is never asked about", () => {
  const broken = findBrokenFloors(RIGHT.filter(({ isHeldOut }) => !isHeldOut));
  assertEquals(broken.map((line) => line.split(":")[0]), ["held out", "held out"]);
});
