import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { bisectFiles } from "../../../lib/pipeline/bisect_files.ts";

const CLOCK = { monotonicMs: () => 0 };
const BUDGET = { timeMs: 1000, questions: 1000 };

Deno.test("bisectFiles() finds every bad file and no other, whichever they are", async () => {
  const files = Array.from({ length: 16 }, (_, at) => `t${at}`);
  await fc.assert(fc.asyncProperty(fc.subarray(files), async (bad) => {
    const collects = (part: readonly string[]) =>
      Promise.resolve(part.every((file) => !bad.includes(file)));
    const found = await bisectFiles(CLOCK, files, { collects, budget: BUDGET });
    assertEquals(found.bad, files.filter((file) => bad.includes(file)));
    assertEquals(found.good, files.filter((file) => !bad.includes(file)));
  }));
});

Deno.test("bisectFiles() asks once where all is well, and little where one is bad", async () => {
  const files = Array.from({ length: 64 }, (_, at) => `t${at}`);
  const asked = (bad: string) =>
    bisectFiles(CLOCK, files, {
      collects: (part) => Promise.resolve(!part.includes(bad)),
      budget: BUDGET,
    });
  assertEquals((await asked("none")).questions, 1);
  assertEquals((await asked("t17")).questions, 13);
});

Deno.test("bisectFiles() stops at its budget, and calls nothing good that it did not see", async () => {
  const budget = { timeMs: 1000, questions: 3 };
  const collects = (part: readonly string[]) => Promise.resolve(!part.includes("b"));
  const { good, questions } = await bisectFiles(CLOCK, ["a", "b", "c", "d"], { collects, budget });
  assertEquals([good, questions], [["c", "d"], 3]);
  let nowMs = 0;
  const slow = { monotonicMs: () => nowMs += 600 };
  const late = await bisectFiles(slow, ["a", "b"], { collects, budget: BUDGET });
  assert(late.questions < 3);
});
