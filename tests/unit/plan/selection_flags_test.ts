import { assertEquals } from "@std/assert";
import { selectionFlags } from "../../../lib/plan/selection_flags.ts";
import { sayElsewhere } from "../../../lib/model/shard.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";

const PLAN = { ...SAMPLE_PLAN, profile: "full", mode: "auto", leftOut: [] } as const;
const NAMES = PLAN.suites.flatMap(({ name }) => ["--suite", name]);

Deno.test("selectionFlags() says nothing where nothing was chosen", () => {
  assertEquals(selectionFlags(PLAN), []);
});

Deno.test("selectionFlags() tells profile and mode, which leave suites out by themselves", () => {
  const leftOut = [{ suite: "e2e", why: "not in profile ci" }];
  const plan = { ...PLAN, profile: "ci", mode: "failsafe", leftOut } as const;
  assertEquals(selectionFlags(plan), ["--profile", "ci", "--mode", "failsafe"]);
});

Deno.test("selectionFlags() names the suites where others were left out by name", () => {
  const leftOut = [{ suite: "e2e", why: "not named by --suite" }];
  assertEquals(selectionFlags({ ...PLAN, leftOut }), NAMES);
});

Deno.test("selectionFlags() names suites of other shards too, and no word that cannot be a name", () => {
  const leftOut = [
    { suite: "far", why: sayElsewhere([1], 3) },
    { suite: "--evil", why: sayElsewhere([1], 3) },
    { suite: "e2e", why: "excluded by --exclude" },
  ];
  assertEquals(selectionFlags({ ...PLAN, leftOut }), [...NAMES, "--suite", "far"]);
  assertEquals(selectionFlags({ ...PLAN, leftOut: leftOut.slice(0, 2) }), []);
});
