import type { ReadyImage } from "../execute/container_request.ts";
import type { ContainedSuite } from "../plan/apply_remedy.ts";
import { narrowCommand } from "../plan/narrow_command.ts";
import { bisectFiles } from "./bisect_files.ts";
import type { DiagnosticSession } from "./diagnostic_session.ts";
import { listSuite } from "./list_suite.ts";

/** A tool that needs longer to collect a few files is what is looked for. */
const QUESTION_MS = 15_000;
const BUDGET_MS = 180_000;
const QUESTIONS = 32;

/** Asks the tool, in containers of their own, which files of tests it collects; the smallest set of culprits is left out. */
export async function askListing(
  { base, row, suite: { container } }: DiagnosticSession,
  { applied, image, files }: {
    readonly applied: ContainedSuite;
    readonly image: ReadyImage;
    readonly files: readonly string[];
  },
): Promise<readonly string[]> {
  const { list } = row;
  if (list === undefined || container === null) return [];
  let number = 0;
  const collects = async (part: readonly string[]): Promise<boolean> => {
    if (base.cancel.aborted) return false;
    const targets = part.map((file) => ({ file, class: "", name: "" }));
    const { command } = narrowCommand(applied.full, base.tables.runners, { targets });
    const timed = { ...command, timeoutMs: Math.min(QUESTION_MS, command.timeoutMs) };
    const named = { ...applied, name: `${applied.name}-p${++number}` };
    const listed = await listSuite(base, named, { command: timed, row, list, image });
    return listed.ok;
  };
  const { good, bad, questions } = await bisectFiles(base.host, files, {
    collects,
    budget: { timeMs: BUDGET_MS, questions: QUESTIONS },
  });
  base.emit({
    type: "warning",
    message: `the tool was asked ${questions} times what it collects: ${good.length} of ` +
      `${files.length} files, not ${bad.slice(0, 5).join(", ") || "the rest"}`,
  });
  return good;
}
