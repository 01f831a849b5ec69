import { markOf, type TestColumns } from "../model/test_columns.ts";

/**
 * A failure that both runs have: known with the same fingerprint, changed with another. Where one run
 * tells no fingerprint, the same outcome must do.
 */
export function compareFailures(
  before: TestColumns,
  was: number,
  after: TestColumns,
  row: number,
): "known-failure" | "changed-failure" | "new-failure" {
  const one = markOf(before.marked, was);
  const other = markOf(after.marked, row);
  const [a, b] = [before.marked, after.marked];
  const isSameId = a.checkLow[one] === b.checkLow[other] && a.checkHigh[one] === b.checkHigh[other];
  if (!isSameId) return "new-failure";
  const isKnown = hasPrint(a, one) && hasPrint(b, other)
    ? a.printLow[one] === b.printLow[other] && a.printHigh[one] === b.printHigh[other]
    : before.state[was] === after.state[row];
  return isKnown ? "known-failure" : "changed-failure";
}

function hasPrint(marked: TestColumns["marked"], at: number): boolean {
  return marked.printLow[at] !== 0 || marked.printHigh[at] !== 0;
}
