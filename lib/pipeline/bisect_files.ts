import type { Host } from "../host/host.ts";

/** How far a bisection may go. */
export interface BisectBudget {
  readonly timeMs: number;
  readonly questions: number;
}

/** What a bisection came to. */
export interface Bisected {
  /** Files that the tool collects, in their order; those that nobody got to are not among them. */
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly questions: number;
}

/**
 * Asks which files a tool collects, halving what it does not, until every file is known or the budget is
 * used. `collects` answers for some files together.
 */
export async function bisectFiles(
  host: Pick<Host, "monotonicMs">,
  files: readonly string[],
  { collects, budget }: {
    readonly collects: (files: readonly string[]) => Promise<boolean>;
    readonly budget: BisectBudget;
  },
): Promise<Bisected> {
  const startMs = host.monotonicMs();
  const [good, bad]: [Set<string>, Set<string>] = [new Set(), new Set()];
  const waiting: (readonly string[])[] = [files];
  let questions = 0;
  while (waiting.length > 0) {
    const part = waiting.shift() ?? [];
    if (part.length === 0) continue;
    const isUsed = questions >= budget.questions || host.monotonicMs() - startMs >= budget.timeMs;
    if (isUsed) break;
    questions++;
    if (await collects(part)) part.forEach((file) => good.add(file));
    else if (part.length === 1) part.forEach((file) => bad.add(file));
    else {
      const half = Math.ceil(part.length / 2);
      waiting.push(part.slice(0, half), part.slice(half));
    }
  }
  const inOrder = (set: ReadonlySet<string>) => files.filter((file) => set.has(file));
  return { good: inOrder(good), bad: inOrder(bad), questions };
}
