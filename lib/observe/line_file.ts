import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";

/** A file of JSON lines that grows in batches: each written whole, redacted. */
export interface LineFile {
  add(value: unknown): void;
  /** Writes what is waiting. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** How it is opened: its absolute path, and its name in the run's folder. */
export interface LineFileOptions {
  readonly path: string;
  readonly name: string;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
}

/** Lines that wait for each other before a write; a second of samples is lost at most. */
const BATCH = 4;

/** Opens such a file; one that cannot be written is one warning, and then silent. */
export async function openLineFile(
  host: Host,
  { path, name, redactor, warn }: LineFileOptions,
): Promise<LineFile> {
  const opened = await host.files.append(path);
  if (!opened.ok) warn(`${name} cannot be written`);
  const sink = opened.ok ? opened.value : null;
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  let isCut = sink === null;
  let writing = Promise.resolve();
  const flush = (): Promise<void> => {
    const text = waiting.join("");
    waiting = [];
    if (text === "" || sink === null) return writing;
    writing = writing.then(async () => {
      const written = await sink.write(encoder.encode(text));
      if (written.ok || isCut) return;
      isCut = true;
      warn(`${name} is cut: it could not be written any more`);
    });
    return writing;
  };
  return {
    add: (value) => {
      waiting.push(`${redactJson(value, name, redactor)}\n`);
      if (waiting.length >= BATCH) void flush();
    },
    flush,
    close: async () => {
      await flush();
      await sink?.close();
    },
  };
}
