import type { Host } from "../host/host.ts";
import type { Database } from "../model/database.ts";
import type { Plan } from "../model/plan.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { historyPath, type MovedHistory, openHistory } from "../write/open_history.ts";

/** Where the history of a plan's runs stands, or null where none is kept. */
export function historyOf({ history }: Pick<Plan, "history">, outputs: string): string | null {
  return history === "off" ? null : history ?? historyPath(outputs);
}

/** Opens the history for some work, and closes it; null where it cannot be opened, which is told. */
export async function withHistory<T>(
  host: Host,
  path: string,
  { warn, work }: {
    readonly warn: (message: string) => void;
    readonly work: (database: Database) => Promise<T> | T;
  },
): Promise<T | null> {
  const opened = await openHistory(host, path);
  if (!opened.ok) {
    warn(`the history was not used: ${explainProblem(opened.error).message}`);
    return null;
  }
  const { database, moved } = opened.value;
  if (moved !== null) warn(sayMoved(moved));
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Half a sentence for the reader: why the file that stood there is not used, and where it is now. */
export function sayMoved({ to, why }: MovedHistory): string {
  if (why === "damaged") return `the history was damaged; it is in ${to}, and a new one begun`;
  return "the history is that of another version of the gate, and a new one is begun: " +
    `qa:history --rebuild fills it from the records (the other one is kept in ${to})`;
}
