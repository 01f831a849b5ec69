/** Bytes by the names of `/proc/meminfo`, such as `MemAvailable`. */
export function readMeminfo(text: string): Readonly<Record<string, number>> {
  const found = [...text.matchAll(/^([\w()]+):\s+(\d+) kB$/gm)];
  return Object.fromEntries(found.map(([, name = "", kib]) => [name, Number(kib) * 1024]));
}

/** One limit of a process, words as the kernel tells them (`unlimited` among them). */
export interface ProcessLimit {
  readonly name: string;
  readonly soft: string;
  readonly hard: string;
}

/** The limits of `/proc/<pid>/limits`. */
export function readLimits(text: string): readonly ProcessLimit[] {
  return [...text.matchAll(/^(Max .+?)\s{2,}(\S+)\s+(\S+)/gm)]
    .map(([, name = "", soft = "", hard = ""]) => ({ name, soft, hard }));
}

/** One file system as `df -P` tells it, numbers in the unit that it was asked for. */
export interface FileSystem {
  readonly device: string;
  readonly size: number;
  readonly free: number;
  readonly mountedAt: string;
}

/** The rows of `df -kP` or `df -iP`, one for each path that was asked for, in that order. */
export function readDf(text: string): readonly FileSystem[] {
  return [...text.matchAll(/^(\S.*?)\s+(\d+|-)\s+(\d+|-)\s+(-?\d+|-)\s+\S+\s+(\/.*)$/gm)]
    .map(([, device = "", size, , free, mountedAt = ""]) => ({
      ...{ device, size: Number(size) || 0, free: Number(free) || 0, mountedAt },
    }));
}

/** Name servers and search domains of `/etc/resolv.conf`. */
export function readResolvConf(text: string) {
  const wordsOf = (key: string): readonly string[] =>
    [...text.matchAll(new RegExp(`^${key}\\s+(.+)$`, "gm"))]
      .flatMap(([, words = ""]) => words.trim().split(/\s+/));
  return { servers: [...wordsOf("nameserver")], search: [...wordsOf("search")] };
}

/** One line of the kernel's log, with its time in seconds since the boot. */
export interface KernelLine {
  readonly atS: number;
  readonly text: string;
}

/** Lines of `dmesg` as it prints them by itself: `[  123.456789] text`. */
export function readKernelLog(text: string): readonly KernelLine[] {
  return [...text.matchAll(/^\[\s*(\d+\.\d+)\] (.*)$/gm)]
    .map(([, at, line = ""]) => ({ atS: Number(at), text: line }));
}

/**
 * The lines that concern one container (64 hexadecimal digits): those that name its group, the kill that
 * follows such a line, and kills for want of memory on the whole machine. Others' trouble is left out.
 */
export function linesAbout(lines: readonly KernelLine[], id: string): readonly KernelLine[] {
  let follows = false;
  return lines.filter(({ text }) => {
    if (/^oom-kill:/.test(text)) {
      follows = (id !== "" && text.includes(id)) || text.includes("constraint=CONSTRAINT_NONE");
      return follows;
    }
    if (/out of memory: Kill/i.test(text)) return follows;
    return id !== "" && text.includes(id);
  });
}
