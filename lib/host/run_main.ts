import { EXIT_BUG } from "../model/exit_code.ts";
import type { Host } from "./host.ts";
import { openMachine } from "./machine.ts";
import { tellBug } from "./on_bug.ts";

/** A script's main function: everything it needs comes in, its exit code goes out. */
export type Main = (host: Host, args: readonly string[]) => Promise<number>;

/**
 * Runs a script on the real machine and ends the process with its exit code; a bug ends it with 70,
 * its stack and a request to report it. Call it without `await`: Deno answers a top-level promise
 * that can no longer settle with exit 1, which would read as failed tests.
 */
export async function runMain(main: Main, args: readonly string[]): Promise<never> {
  const host = openMachine();
  catchStrayBugs(host);
  return host.exit(await runCatchingBugs(main, { host, args }));
}

/** The exit code of a main function; 70 when it throws, the report of the bug on standard error. */
export async function runCatchingBugs(
  main: Main,
  { host, args }: { host: Host; args: readonly string[] },
): Promise<number> {
  try {
    return await main(host, args);
  } catch (cause) {
    return reportBug(host, cause);
  }
}

/** Bugs beside the awaited path: without these listeners Deno would end with 1, a verdict's code. */
function catchStrayBugs(host: Host): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    host.exit(reportBug(host, event.reason));
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    host.exit(reportBug(host, event.error));
  });
  globalThis.addEventListener("beforeunload", () => {
    host.exit(reportBug(host, new Error("nothing is left to wait for, and no answer was given")));
  });
}

function reportBug(host: Host, cause: unknown): number {
  tellBug();
  const stack = cause instanceof Error ? cause.stack ?? String(cause) : String(cause);
  // Without the arguments: they may hold secrets.
  const { denoVersion, os, arch } = host.machine;
  host.terminal.error(
    `\nThis is a bug in QA Gate itself, not in what it tests.\n\n${stack}\n\n` +
      `Please report it with the lines above and what you ran (Deno ${denoVersion}, ${os} ${arch}).\n`,
  );
  return EXIT_BUG;
}
