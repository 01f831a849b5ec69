import { basename } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { RunEvent } from "../model/run_event.ts";
import { redactJson } from "../formats/redact_json.ts";

/** `events.jsonl` of a run or its like: one line for each event, written at once, so that it survives our death. */
export interface EventLog<Event = RunEvent> {
  /** Appends an event with the time of now. */
  add(event: Event): void;
  /** Waits until every line is in the file. */
  close(): Promise<void>;
}

/** Opens the log; when it cannot be written, events are dropped after one warning. */
export async function openEventLog<Event = RunEvent>(
  host: Host,
  path: string,
  redactor: Redactor,
  warn: (message: string) => void,
  schema = "qa.event.v1",
): Promise<EventLog<Event>> {
  const opened = await host.files.append(path);
  const name = basename(path);
  if (!opened.ok) {
    warn(`${name} cannot be written`);
    return { add: () => {}, close: () => Promise.resolve() };
  }
  const sink = opened.value;
  const encoder = new TextEncoder();
  const startMs = host.monotonicMs();
  let last: Promise<unknown> = Promise.resolve();
  return {
    add: (event) => {
      const ms = Math.round(host.monotonicMs() - startMs);
      const line = { schema, at: host.now(), ms, ...event };
      const bytes = encoder.encode(`${redactJson(line, name, redactor)}\n`);
      last = last.then(() => sink.write(bytes));
    },
    close: async () => {
      await last;
      await sink.close();
    },
  };
}
