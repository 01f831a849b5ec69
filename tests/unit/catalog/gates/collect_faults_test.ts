import { assertEquals } from "@std/assert";
import {
  collectFaults,
  FAULTS_LISTED,
  makeFault,
} from "../../../../lib/catalog/gates/collect_faults.ts";

const rest = { proved: "all is well", artifacts: ["a.json", "a.json"] };

Deno.test("collectFaults() concludes what was proved when nothing was found", () => {
  const faults = collectFaults();
  faults.add(null);
  assertEquals(faults.conclude(rest), {
    faults: [],
    detail: "all is well",
    artifacts: ["a.json"],
    measures: { faults: 0 },
  });
});

Deno.test("collectFaults() tells two looks at the same thing once", () => {
  const faults = collectFaults();
  faults.add(makeFault("x", "a", "a is gone"));
  faults.add(makeFault("x", "a", "a is gone"));
  assertEquals(faults.conclude(rest).detail, "a is gone");
});

Deno.test("collectFaults() counts all, and one fault stands for those that are not listed", () => {
  const faults = collectFaults();
  for (let n = 0; n < FAULTS_LISTED + 3; n++) faults.add(makeFault("x", `s${n}`, `s${n} is gone`));
  const judged = faults.conclude(rest);
  assertEquals(judged.faults.length, FAULTS_LISTED + 1);
  assertEquals(judged.faults.at(-1)?.code, "more_faults");
  assertEquals(judged.measures, { faults: FAULTS_LISTED + 3 });
  assertEquals(judged.detail, "203 faults; the first: s0 is gone");
});

Deno.test("makeFault() cleans its subject and keeps a long one whole", () => {
  const long = `tests/${"x".repeat(500)}.ts`;
  assertEquals(makeFault("x", long, "").subject, long);
  assertEquals(makeFault("x", "\u001b[2Ja\nb", "").subject, "a b");
});
