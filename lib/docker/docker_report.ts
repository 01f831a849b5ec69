import type { Command, CommandOutput } from "../model/command.ts";
import { ok } from "../model/result.ts";
import { asObject, asText, type JsonObject, readJsonObject } from "./json_object.ts";

/** Longer than a healthy engine takes; a diagnosis asks several such questions at once. */
const REPORT_TIMEOUT_MS = 8_000;

/** Whatever the client answers to a question, with how it ended: evidence for people. */
export function dockerReport(bin: string, words: readonly string[]): Command<CommandOutput> {
  return { argv: [bin, ...words], timeoutMs: REPORT_TIMEOUT_MS, read: ok };
}

/** The text of an answer as it is kept: what was called, both streams, and an end that was none. */
export function formatReport(argv: readonly string[], output: CommandOutput): string {
  const { stdout, stderr, code, timedOut, spawnFailure } = output;
  const end = spawnFailure !== null
    ? `(not started: ${spawnFailure})\n`
    : timedOut
    ? `(no answer within ${REPORT_TIMEOUT_MS / 1000} s)\n`
    : code === 0
    ? ""
    : `(exit code ${code})\n`;
  return `$ ${argv.join(" ")}\n${stdout}${stderr}${end}`;
}

/** What is read of `docker info --format "{{json .}}"`; null where no engine answered. */
export function readInfo({ stdout }: CommandOutput): JsonObject | null {
  const info = readJsonObject(stdout);
  // Some clients answer with a page of zeros where there is no engine.
  return info === null || asText(info["ServerVersion"]) === "" ? null : info;
}

/** A container that runs, as `ps` tells it in a line of JSON. */
export interface ListedContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly status: string;
}

/** The containers of `ps --format "{{json .}}"`; lines that are none are left out. */
export function readListed({ stdout }: CommandOutput): readonly ListedContainer[] {
  return stdout.split("\n").flatMap((line) => {
    const row = readJsonObject(line);
    if (row === null) return [];
    const [id, name] = [asText(row["ID"]), asText(row["Names"])];
    return [{ id, name, image: asText(row["Image"]), status: asText(row["Status"]) }];
  });
}

/** Name of the context in use, its endpoint, and all names, from `context ls --format "{{json .}}"`. */
export function readContexts({ stdout }: CommandOutput) {
  const rows = stdout.split("\n").map(readJsonObject).filter((row) => row !== null);
  const current = rows.find((row) => row["Current"] === true);
  const found = asObject(current);
  return {
    names: rows.map((row) => asText(row["Name"])),
    context: found === null ? null : asText(found["Name"]),
    endpoint: found === null ? null : asText(found["DockerEndpoint"]),
  };
}
