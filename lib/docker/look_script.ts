/** Begins a line that names what follows. */
const MARK = "@@qa-look ";

/**
 * Looks around where a suite would start, in any POSIX shell: who and where we are, what lies there,
 * whether it can be written to, the mounts, the room, the limits. `$1`: the program that is to run.
 */
export const LOOK_SCRIPT = `
say() { printf '${MARK}%s\\n' "$1"; }
say user; id 2>/dev/null || true
say folder; pwd
say program; command -v -- "$1" 2>/dev/null || true
say writable
if (: >.qa-look-$$) 2>/dev/null; then echo yes; rm -f .qa-look-$$; else echo no; fi
say listing; ls -la 2>&1 | head -n 300
say mounts; cat /proc/self/mounts 2>/dev/null || mount
say disks; df -k . /tmp /dev/shm 2>/dev/null
say inodes; df -i . 2>/dev/null
say limits; ulimit -a 2>/dev/null
say machine; uname -m
exit 0
`;

/** Command line of a look, for a container whose entry point is ours. */
export function lookArgv(program: string): readonly string[] {
  return ["/bin/sh", "-c", LOOK_SCRIPT, "qa-look", program];
}

/** What a look from inside has seen; null where it did not get so far. */
export interface Look {
  readonly uid: number | null;
  readonly gid: number | null;
  readonly folder: string | null;
  /** Where the program of the suite is; null where there is none of that name. */
  readonly program: string | null;
  readonly isWritable: boolean | null;
  /** Names in the folder, without `.` and `..`. */
  readonly names: readonly string[];
  readonly mounts: readonly MountLine[];
  readonly machine: string | null;
  /** Everything as it was told, for people. */
  readonly text: string;
}

/** One line of the kernel's table of mounts. */
export interface MountLine {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly isReadOnly: boolean;
}

/** Reads what a look has printed. */
export function readLook(text: string): Look {
  const parts = new Map(
    `\n${text}`.split(`\n${MARK}`).slice(1).map((part) => {
      const [name = "", ...lines] = part.split("\n");
      return [name, lines.join("\n").trimEnd()] as const;
    }),
  );
  const line = (name: string): string | null => parts.get(name)?.split("\n")[0] || null;
  const [, uid, gid] = /uid=(\d+).*?gid=(\d+)/.exec(parts.get("user") ?? "") ?? [];
  const writable = line("writable");
  return {
    uid: uid === undefined ? null : Number(uid),
    gid: gid === undefined ? null : Number(gid),
    folder: line("folder"),
    program: line("program"),
    isWritable: writable === null ? null : writable === "yes",
    names: namesOf(parts.get("listing") ?? ""),
    mounts: (parts.get("mounts") ?? "").split("\n").flatMap(readMount),
    machine: line("machine"),
    text,
  };
}

function namesOf(listing: string): readonly string[] {
  // Columns of `ls -l`: rights, links, owner, group, size, three of the time, then the name.
  const names = listing.split("\n").map((line) =>
    /^[-dlbcps][-rwxsStT+.@]{9,}\s+\d+\s+\S+\s+\S+\s+(?:\d+,\s*)?\d+\s+\S+\s+\S+\s+\S+\s(.+)$/
      .exec(line)?.[1]
  );
  return names.filter((name) => name !== undefined && name !== "." && name !== "..")
    .map((name) => name!.split(" -> ")[0] ?? "");
}

function readMount(line: string): readonly MountLine[] {
  const [source, target, type, options = ""] = line.split(" ");
  if (source === undefined || target === undefined || type === undefined) return [];
  return [{ source, target, type, isReadOnly: options.split(",").includes("ro") }];
}
