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
  const named: Readonly<Record<ListName, TestRecord[]>> = lists;
  const causes = new Map<string, number>();
  return {
    add: (test) => {
      const list = listOf(test);
      if (list !== null && named[list].length < FAILURES_KEPT) named[list].push(test);
      if (list === "failures") count(causes, test.fingerprint);
    },
    end: () => causes.size === 0 ? named : { ...named, causes: Object.fromEntries(causes) },
  };
}

/** Causes that are counted; what comes later has a cause of its own. */
const MOST_CAUSES = 1_000;

function count(causes: Map<string, number>, fingerprint: string | null): void {
  if (fingerprint === null) return;
  const before = causes.get(fingerprint) ?? 0;
  if (before > 0 || causes.size < MOST_CAUSES) causes.set(fingerprint, before + 1);
}

type ListName = "failures" | "flaky" | "quarantined";

function listOf({ outcome, quarantine }: TestRecord): ListName | null {
  if (outcome === "flaky") return "flaky";
  if (!isFailing(outcome)) return null;
  return quarantine === null ? "failures" : "quarantined";
}
