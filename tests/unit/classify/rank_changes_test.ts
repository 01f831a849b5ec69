import { assertEquals } from "@std/assert";
import type { ChangedRow } from "../../../lib/classify/keep_changes.ts";
import { rankChanges } from "../../../lib/classify/rank_changes.ts";

const ROW: ChangedRow = { kind: "fixed", isRequired: true, before: 0, after: 0, extraMs: 0 };

Deno.test("rankChanges() puts severity first, then kind, then time, then the order of the run", () => {
  const rows: readonly ChangedRow[] = [
    { ...ROW, kind: "fixed" },
    { ...ROW, kind: "slower", extraMs: 5, after: 1 },
    { ...ROW, kind: "slower", extraMs: 9, after: 2 },
    { ...ROW, kind: "known-failure" },
    { ...ROW, kind: "new-failure", isRequired: false },
    { ...ROW, kind: "vanished", before: 3, after: -1 },
    { ...ROW, kind: "new-failure", after: 8 },
    { ...ROW, kind: "changed-failure", after: 2 },
    { ...ROW, kind: "new-failure", after: 7 },
  ];
  assertEquals(rankChanges(rows).map(({ kind, severity, after }) => [severity, kind, after]), [
    ["high", "new-failure", 7],
    ["high", "new-failure", 8],
    ["high", "changed-failure", 2],
    ["medium", "new-failure", 0],
    ["medium", "vanished", -1],
    ["low", "known-failure", 0],
    ["low", "slower", 2],
    ["low", "slower", 1],
    ["info", "fixed", 0],
  ]);
});

Deno.test("rankChanges() lists 200 at most, and the worst of them", () => {
  const rows = Array.from({ length: 300 }, (_, after) => ({ ...ROW, after }));
  const ranked = rankChanges([...rows, { ...ROW, kind: "new-failure", after: 300 }]);
  assertEquals([ranked.length, ranked[0]?.after], [200, 300]);
});
