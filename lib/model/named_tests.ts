import { isFailing } from "./outcome.ts";
import { FAILURES_KEPT, type NamedTests } from "./run_record.ts";
import type { TestRecord } from "./test_result.ts";

/** Lists of tests that a reader must see by name, while they come in. */
export interface NamedLists {
  add(test: TestRecord): void;
  end(): NamedTests;
}

/** Opens empty lists; each keeps its first tests and drops the rest. */
export function openNamedTests(): NamedLists {
  const lists = { failures: [], flaky: [], quarantined: [] } satisfies NamedTests;
  const named: Readonly<Record<keyof NamedTests, TestRecord[]>> = lists;
  return {
    add: (test) => {
      const list = listOf(test);
      if (list !== null && named[list].length < FAILURES_KEPT) named[list].push(test);
    },
    end: () => named,
  };
}

function listOf({ outcome, quarantine }: TestRecord): keyof NamedTests | null {
  if (outcome === "flaky") return "flaky";
  if (!isFailing(outcome)) return null;
  return quarantine === null ? "failures" : "quarantined";
}
