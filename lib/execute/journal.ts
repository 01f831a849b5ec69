import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { JournalAction, JournalLine } from "../model/journal.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";

/** Whose actions are noted. */
export interface JournalSubject {
  readonly suite: string;
  readonly attempt: number;
  readonly container: string;
}

/** The journal of one run: what we are about to do is on disk before it is done. */
export interface Journal {
  /** Notes an intent, acts, and notes how it ended: `problem` tells failure from the act's result. */
  act<T>(
    entry: JournalEntry,
    act: () => Promise<T>,
    problem: (result: T) => string | null,
  ): Promise<T>;
  close(): Promise<void>;
}

/** What is about to be done, to what, and why. */
export interface JournalEntry extends JournalSubject {
  readonly action: JournalAction;
  readonly why?: string;
}

/** Opens the journal; one that cannot be written is a warning, and remembers all the same. */
export async function openJournal(
  host: Host,
  path: string,
  options: { readonly redactor: Redactor; readonly warn: (message: string) => void },
): Promise<Journal> {
  const opened = await host.files.append(path);
  if (!opened.ok) options.warn("journal.jsonl cannot be written");
  const sink = opened.ok ? opened.value : null;
  let isCut = false;
  const write = async (line: JournalLine): Promise<void> => {
    const text = redactJson(line, "journal.jsonl", options.redactor);
    const written = await sink?.write(new TextEncoder().encode(`${text}\n`));
    if (!written || written.ok || isCut) return;
    isCut = true;
    options.warn("journal.jsonl is cut: it could not be written any more");
  };
  return {
    act: async (entry, act, problem) => {
      await write(lineOf(host, entry, "intent", entry.why ?? ""));
      const result = await act();
      const failure = problem(result);
      await write(lineOf(host, entry, failure === null ? "done" : "failed", failure ?? ""));
      return result;
    },
    close: async () => void await sink?.close(),
  };
}

function lineOf(
  host: Host,
  { action, suite, attempt, container }: JournalEntry,
  phase: JournalLine["phase"],
  why: string,
): JournalLine {
  const monotonic_ms = Math.round(host.monotonicMs());
  return { at: host.now(), monotonic_ms, phase, action, suite, attempt, container, why };
}

/** How a call of the engine's client failed, in a line; null when it did not. */
export function failureOf(
  { result }: { readonly result: Result<unknown, Problem> },
): string | null {
  if (result.ok) return null;
  const { error } = result;
  return "detail" in error ? error.detail : error.message;
}
