import type { ProcessIdentity } from "./host.ts";

/** This very process, with its boot and start time where the system tells them. */
export function identifySelf(): ProcessIdentity {
  return identify(Deno.pid) ?? { pid: Deno.pid, bootId: readBootId(), startTime: "" };
}

/** Identity of the process of that id, or null when none runs; the id may come from a stranger. */
export function identify(pid: number): ProcessIdentity | null {
  const startTime = isProcessId(pid) ? readStartTime(pid) : null;
  return startTime === null ? null : { pid, bootId: readBootId(), startTime };
}

/**
 * True when that process still runs: same boot, same start time, not a zombie. Where the system
 * tells nothing it is true, because a caller reaps what is dead and must never reap the living.
 */
export function isAlive(process: ProcessIdentity): Promise<boolean> {
  return Promise.resolve(isAliveNow(process));
}

function isAliveNow(process: ProcessIdentity): boolean {
  const running = identify(process.pid);
  if (running === null) return false;
  return agree(running.bootId, process.bootId) && agree(running.startTime, process.startTime);
}

/** What is unknown on either side contradicts nothing. */
function agree(a: string, b: string): boolean {
  return a === "" || b === "" || a === b;
}

function isProcessId(pid: number): boolean {
  return Number.isSafeInteger(pid) && pid > 0;
}

function readBootId(): string {
  if (Deno.build.os !== "linux") return "";
  return readSmallText("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
}

/** Start time in the system's own unit, "" where it cannot be known, null when no such process runs. */
function readStartTime(pid: number): string | null {
  if (Deno.build.os === "linux") return readStartTicks(pid);
  return Deno.build.os === "windows" ? "" : askPs(pid);
}

function readStartTicks(pid: number): string | null {
  const stat = readSmallText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in field 2 may hold spaces and parentheses, so fields are counted after the last one:
  // 0 is field 3, the state; 19 is field 22, the start in clock ticks since boot.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const dead = fields[0] === "Z" || fields[0] === "X";
  return dead ? null : fields[19] ?? "";
}

function readSmallText(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return null;
  }
}

function askPs(pid: number): string | null {
  try {
    const command = new Deno.Command("ps", {
      args: ["-o", "lstart=", "-p", `${pid}`],
      env: { LC_ALL: "C" },
      stdin: "null",
      stderr: "null",
    });
    const { success, stdout } = command.outputSync();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch {
    return "";
  }
}
