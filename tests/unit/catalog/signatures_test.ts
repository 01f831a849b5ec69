import { assert, assertEquals, assertMatch } from "@std/assert";
import { lintSignatures } from "../../../lib/classify/lint_signatures.ts";
import { ROOT_CAUSE_CLASSES } from "../../../lib/model/finding.ts";
import { faultOfTemplate } from "../../../lib/model/template.ts";
import { SIGNATURES } from "../../support/all_signatures.ts";

for (const row of SIGNATURES) {
  Deno.test(`loadSignatures(): ${row.id} claims its own specimens first, and nothing else`, () => {
    assertEquals(lintSignatures(SIGNATURES, [row]), []);
  });

  Deno.test(`loadSignatures(): ${row.id} says what to read, what to do and what would disprove it`, () => {
    assertMatch(row.id, /^[a-z]+(-[a-z]+)*$/);
    assert(row.id.startsWith(`${row.class}-`));
    assert(row.title !== "" && row.disproof !== "" && row.read.length > 0);
    assert(row.remedy.length > 0 && row.replay.length > 0 && row.counterSpecimens.length > 0);
    assertEquals(row.replay.map(faultOfTemplate).filter((fault) => fault !== null), []);
    assert(row.weight > 0 && row.weight <= 10);
  });
}

Deno.test("loadSignatures() has rows of every class but unknown", () => {
  const classes = new Set<string>(SIGNATURES.map((row) => row.class));
  assertEquals([...classes].sort(), ROOT_CAUSE_CLASSES.filter((one) => one !== "unknown").sort());
});
