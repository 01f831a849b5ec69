import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const DISK = {
  class: "disk-full",
  read: ["stderr.log", "environment.json"],
  remedy: [
    "See what is full, of bytes or of inodes: df -h, df -i, docker system df",
    "Free space, or let tests write elsewhere",
    "Look for the test that fills it: compare workdir_listing_pre.txt and _post.txt",
  ],
  replay: AGAIN_WHOLE,
  disproof: "df shows free bytes and inodes where it wrote, at the time it failed",
} as const;

/** No room is left to write. */
export const DISK_FULL_ROWS: readonly SignatureRow[] = [
  {
    ...DISK,
    id: "disk-full-no-space",
    title: "no space is left on a device",
    texts: [
      { pattern: /\bFile size limit exceeded/ },

      { pattern: /\bNo space left on device\b/i },
      { pattern: /\bkind: StorageFull\b/ },
      { pattern: /\bDisk quota exceeded\b/i },
      { pattern: /\/dev\/shm\b/, weight: -0.6 },
    ],
    weight: 8,
    specimens: [
      { text: "OSError: [Errno 28] No space left on device" },
      { text: "Error: ENOSPC: no space left on device, write\n    at Object.writeFileSync" },
      { text: "dd: error writing 'x': No space left on device", kind: "stderr" },
      { text: "java.io.IOException: No space left on device" },
      { text: "panic: write /tmp/tf/go: no space left on device", kind: "stderr" },
      {
        text:
          "fatal: cannot copy '/usr/share/git-core/templates/description' to '/tmp/tf/g/.git/description': No space left on device",
        kind: "stderr",
      },
    ],
    counterSpecimens: [
      { text: "dd: error writing '/dev/shm/x': No space left on device", kind: "stderr" },
    ],
  },
  {
    ...DISK,
    id: "disk-full-database",
    title: "a database has no room left",
    texts: [{ pattern: /^(?:[\w.]{1,60}\.)?OperationalError: database or disk is full/ }],
    weight: 8,
    specimens: [{ text: "sqlite3.OperationalError: database or disk is full" }],
    counterSpecimens: [{ text: "sqlite3.OperationalError: database is locked" }],
  },
];
