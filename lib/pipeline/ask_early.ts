import { join, resolve } from "@std/path";
import { dockerImageInspect } from "../docker/docker_image_inspect.ts";
import { dockerVersion } from "../docker/docker_version.ts";
import type { CommandRun, Host, RunOptions } from "../host/host.ts";
import type { Command, CommandOutput } from "../model/command.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import { CONFIG_NAME } from "../model/read_config.ts";
import { ok } from "../model/result.ts";

const MAX_BYTES = 1024 * 1024;

/** A host that may already know the answers to some questions. */
export interface EarlyHost {
  readonly host: Host;
  /** Ends what was asked and is not needed. */
  readonly stop: () => void;
}

interface EarlyAnswer {
  readonly output: Promise<CommandOutput>;
  readonly end: () => void;
}

/**
 * Asks the engine for its version and the image while the rest of the program is still being loaded:
 * an answer takes as long as the loading. What is asked is a guess from flags, variables and the raw
 * text of the configuration; the answer serves only a command that is the same to the letter, so a
 * wrong guess costs two questions and changes nothing.
 */
export function askEarly(host: Host, flags: ParsedFlags): EarlyHost {
  const stop = new AbortController();
  const answers = new Map<string, EarlyAnswer>();
  const guessing = guess(host, flags).then((commands) => {
    for (const command of commands) {
      const raw = { ...command, read: (output: CommandOutput) => ok(output) };
      const end = new AbortController();
      const signal = AbortSignal.any([stop.signal, end.signal]);
      const output = host.run(raw, { signal }).then(({ output }) => output);
      answers.set(command.argv.join("\0"), { output, end: () => end.abort() });
    }
  });
  const run = async <T>(command: Command<T>, options?: RunOptions): Promise<CommandRun<T>> => {
    await guessing;
    const key = command.argv.join("\0");
    const early = answers.get(key);
    if (early === undefined) return await host.run(command, options);
    answers.delete(key);
    // From here on it is the caller's call, which an interrupt or a better answer may end.
    if (options?.signal?.aborted) early.end();
    options?.signal?.addEventListener("abort", early.end, { once: true });
    const output = await early.output;
    return { result: command.read(output), output };
  };
  return { host: { ...host, run }, stop: () => stop.abort() };
}

async function guess(host: Host, flags: ParsedFlags): Promise<readonly Command<unknown>[]> {
  const isQuiet = ["dry-run", "init"].some((name) => flags.values.has(name));
  if (isQuiet || given(host, flags, "mode") === "failsafe") return [];
  const root = resolve(host.machine.cwd, given(host, flags, "root") ?? ".");
  const path = resolve(host.machine.cwd, given(host, flags, "config") ?? join(root, CONFIG_NAME));
  const read = await host.files.readText(path, MAX_BYTES);
  const text = read.ok ? read.value : "";
  const image = given(host, flags, "image") ?? firstValue(text, "image");
  if (image === null) return [];
  const bin = given(host, flags, "docker-bin") ?? firstValue(text, "docker_bin") ?? "docker";
  return [dockerVersion(bin), dockerImageInspect(bin, image)];
}

function given(host: Host, flags: ParsedFlags, name: string): string | null {
  return readSetting(flags, host.environment(), name)?.text ?? null;
}

function firstValue(text: string, key: string): string | null {
  return new RegExp(`"${key}"\\s*:\\s*"([^"\\\\]{1,500})"`).exec(text)?.[1] ?? null;
}
