import { onInterrupt } from "./interrupts.ts";
import { onBug } from "./on_bug.ts";
import { openFiles } from "./files.ts";
import type { Host, MachineFacts } from "./host.ts";
import { openDatabase } from "./open_database.ts";
import { openHasher } from "./open_hasher.ts";
import { readMachineFacts } from "./machine_facts.ts";
import { identify, isAlive } from "./process_identity.ts";
import { killGroup } from "./process_group.ts";
import { run } from "./run.ts";
import { sleep } from "./sleep.ts";
import { readInput } from "./read_input.ts";
import { sendRequest } from "./send_request.ts";
import { start } from "./start.ts";
import { openTerminal } from "./terminal.ts";

/** The real machine as a host: files, processes, clock, terminal and signals of this very Deno. */
export function openMachine(): Host {
  let facts: MachineFacts | null = null;
  return {
    // Read at first use: `--help` needs none of it.
    get machine() {
      return facts ??= readMachineFacts();
    },
    files: openFiles(),
    terminal: openTerminal(),
    now: () => new Date().toISOString(),
    monotonicMs: () => performance.now(),
    randomHex: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)).toHex(),
    sha256,
    openHasher,
    openDatabase,
    sendRequest,
    readInput: (maxBytes) => readInput(maxBytes),
    sleep,
    environment: () => Deno.env.toObject(),
    run,
    start,
    identify,
    isAlive,
    killGroup,
    onInterrupt,
    onBug,
    exit: (code) => Deno.exit(code),
  };
}

async function sha256(data: Uint8Array | string): Promise<string> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  // The cast drops SharedArrayBuffer from the type: nothing here makes shared memory.
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return new Uint8Array(digest).toHex();
}
