import type { MachineFacts } from "./host.ts";
import { identifySelf } from "./process_identity.ts";

/** Reads the facts of this machine and process that do not change while we run; a few system calls. */
export function readMachineFacts(): MachineFacts {
  return {
    hostname: Deno.hostname(),
    os: Deno.build.os,
    arch: Deno.build.arch,
    kernel: Deno.osRelease(),
    cpus: navigator.hardwareConcurrency,
    memoryBytes: Deno.systemMemoryInfo().total,
    denoVersion: Deno.version.deno,
    execPath: Deno.execPath(),
    cwd: Deno.cwd(),
    uid: Deno.uid(),
    gid: Deno.gid(),
    pidNamespace: readPidNamespace(),
    self: identifySelf(),
  };
}

function readPidNamespace(): string {
  try {
    return Deno.build.os === "linux" ? Deno.readLinkSync("/proc/self/ns/pid") : "";
  } catch {
    return "";
  }
}
