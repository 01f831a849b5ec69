import type { Host, OpenFile } from "../host/host.ts";
import { readTrailer, TRAILER_NAME } from "../docker/entry_script.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Trailer } from "../model/observation.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { ContainerExecution } from "./container_execution.ts";

const MAX_TRAILER_BYTES = 64 * 1024;

/** Writes a value as JSON into the execution's folder, its strings redacted; a failure is a warning. */
export async function keepJson(
  host: Host,
  execution: ContainerExecution,
  name: string,
  value: unknown,
): Promise<void> {
  const text = redactJson(value, `${execution.label}/${name}`, execution.redactor, 2);
  await keepText(host, execution, name, text);
}

/** What the script inside the container left, or null where it left nothing; a redacted copy is kept. */
export async function loadTrailer(
  host: Host,
  execution: ContainerExecution,
): Promise<Trailer | null> {
  if (!execution.request.withEntryScript) return null;
  const text = await readEnded(host, `${execution.request.box}/${TRAILER_NAME}`);
  if (text === null || text === "") return null;
  const clean = execution.redactor.text(`${execution.label}/${TRAILER_NAME}`, text.trimEnd());
  await keepText(host, execution, TRAILER_NAME, clean);
  return readTrailer(text);
}

/** Text of a small file, or null, that the tests of a container that lives may replace at any moment. */
export async function readPlanted(host: Host, path: string): Promise<string | null> {
  return await readSmall(await host.files.open(path, MAX_TRAILER_BYTES));
}

/** The same once nobody writes there any more; it needs nothing of Node. */
async function readEnded(host: Host, path: string): Promise<string | null> {
  const opened = await host.files.openOwn(path);
  if (!opened.ok || opened.value.sizeBytes <= MAX_TRAILER_BYTES) return await readSmall(opened);
  opened.value.close();
  return null;
}

async function readSmall(opened: Result<OpenFile, Problem>): Promise<string | null> {
  if (!opened.ok) return null;
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of opened.value.chunks) text += decoder.decode(chunk, { stream: true });
  opened.value.close();
  return text + decoder.decode();
}

async function keepText(
  host: Host,
  execution: ContainerExecution,
  name: string,
  clean: string,
): Promise<void> {
  const written = await host.files.writeWhole(`${execution.folder}/${name}`, `${clean}\n`);
  if (!written.ok) execution.warn(`${execution.label}/${name} was not written`);
}
