import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";

/** Name of the file in a run's folder. */
export const REMOTE_EVENTS = "remote_events.jsonl";

/** What engines tell, line by line. */
export interface RemoteLog {
  add(event: object): void;
  close(): Promise<void>;
}

/** Opens `remote_events.jsonl`; each line has its time and survives our death. Where it cannot be written, one warning says so. */
export async function openRemoteLog(
  host: Host,
  folder: string,
  { redactor, warn }: { readonly redactor: Redactor; readonly warn: (message: string) => void },
): Promise<RemoteLog> {
  const opened = await host.files.append(`${folder}/${REMOTE_EVENTS}`);
  if (!opened.ok) {
    warn(`${REMOTE_EVENTS} cannot be written`);
    return { add: () => {}, close: () => Promise.resolve() };
  }
  const sink = opened.value;
  const encoder = new TextEncoder();
  let lines = "";
  let last: Promise<unknown> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const bytes = encoder.encode(lines);
    lines = "";
    if (bytes.length > 0) await sink.write(bytes);
  };
  return {
    add: (event) => {
      const line = { schema: "qa.remote_event.v1", at: host.now(), ...event };
      lines += `${redactJson(line, REMOTE_EVENTS, redactor)}\n`;
      last = last.then(flush);
    },
    close: async () => {
      await last;
      await sink.close();
    },
  };
}
