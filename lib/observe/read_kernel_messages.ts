import { type KernelLine, readKernelLog } from "../formats/read_kernel_text.ts";
import type { Host } from "../host/host.ts";
import type { CommandOutput } from "../model/command.ts";
import { ok } from "../model/result.ts";

const TIMEOUT_MS = 3_000;
const MAX_BYTES = 2 * 1024 ** 2;
const MOST_LINES = 400;

/** Seconds since the boot of this machine by its own clock; null where it does not say. */
export async function readUptime(host: Host): Promise<number | null> {
  const text = await host.files.readText("/proc/uptime", 4096);
  return text.ok ? Number(text.value.split(" ")[0]) : null;
}

/**
 * What the kernel has said since then (seconds since the boot), the last 400 lines; null where we may
 * not read it, which is so for most users of most machines.
 */
export async function readKernelMessages(
  host: Host,
  sinceS: number,
): Promise<readonly KernelLine[] | null> {
  const command = { argv: ["dmesg"], timeoutMs: TIMEOUT_MS, read: ok<CommandOutput> };
  const { output } = await host.run(command, { maxBytes: MAX_BYTES, env: { LC_ALL: "C" } });
  if (output.code !== 0) return null;
  return readKernelLog(output.stdout).filter(({ atS }) => atS >= sinceS).slice(-MOST_LINES);
}
