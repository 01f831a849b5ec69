import { assertEquals } from "@std/assert";
import type { FlakeAccount } from "../../../lib/model/flake.ts";
import { describeFlake, describeFlakes } from "../../../lib/report/describe_flakes.ts";
import { formatUnsteady } from "../../../lib/report/format_unsteady.ts";
import { greenRecord } from "../../support/sample_record.ts";

const flake = (changes: Partial<FlakeAccount> = {}): FlakeAccount => ({
  id: "unit::a",
  suite: "unit",
  class: "FLAKE-NET",
  confidence: 0.68,
  evidence: ["it failed by connection: refused"],
  proposal: {
    id: "unit::a",
    class: "FLAKE-NET",
    owner: "who mends it",
    reason: "refused",
    issue: "where it is worked on",
    expires: "2026-12-04",
  },
  ...changes,
});

Deno.test("describeFlakes() counts the kinds in one line, and says where the entries are", () => {
  assertEquals(describeFlakes({}), []);
  assertEquals(describeFlakes({ flakes: [flake({ class: "FLAKE-RES" }), flake(), flake()] }), [
    "unsteady, most likely: FLAKE-NET (2), FLAKE-RES, quarantine entries to paste are in " +
    "failure_diagnostics_index.json",
  ]);
  assertEquals(describeFlakes({ flakes: [flake({ proposal: null })] }), [
    "unsteady, most likely: FLAKE-NET, see failure_diagnostics_index.json",
  ]);
});

Deno.test("describeFlake() says how sure it is", () => {
  assertEquals(describeFlake(flake()).words, "FLAKE-NET (68 %): it failed by connection: refused");
  assertEquals(
    describeFlake(flake({ confidence: 0.3, evidence: [] })).words,
    "FLAKE-NET (a guess)",
  );
});

Deno.test("formatUnsteady() names at most twenty, and no markup of theirs gets through", () => {
  const nasty = flake({ id: "unit::`<b>`", evidence: ["<script>alert(1)</script>"] });
  const text = formatUnsteady(greenRecord({ flakes: Array.from({ length: 30 }, () => nasty) }));
  assertEquals(text.split("\n").filter((line) => line.startsWith("- ")).length, 21);
  assertEquals([text.includes("<script>"), text.includes("… and 10 more")], [false, true]);
});
