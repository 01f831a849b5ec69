import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const MOUNT = {
  class: "mount",
  read: ["container_create.json", "container_inspect_pre.json", "workdir_listing_pre.txt"],
  remedy: [
    "Check source, target and mode of every --mount and of container.mounts in qa.jsonc",
    "Write to a folder that is not mounted read-only, such as /tmp",
    "With a remote or nested engine: the folder must exist where the engine runs",
  ],
  replay: AGAIN_WHOLE,
  disproof: "The same files are there and writable when the container is looked into by hand",
} as const;

/** The project or a folder is not there inside, or not as the tests need it. */
export const MOUNT_ROWS: readonly SignatureRow[] = [
  {
    ...MOUNT,
    id: "mount-refused",
    title: "the engine refused a mount",
    texts: [
      {
        pattern: /invalid mode: |includes invalid characters for a local volume name/,
        kinds: ["engine"],
      },

      { pattern: /bind source path does not exist|^mounts denied:/, kinds: ["engine"] },
      { pattern: /invalid mount config|Duplicate mount point: /, kinds: ["engine"] },
      { pattern: /invalid argument .{1,300} for "--(?:mount|volume)" flag/, kinds: ["engine"] },
      { pattern: /error mounting "|mount a directory onto a file/, kinds: ["engine"] },
      { pattern: /^(?:Error: )?statfs .{1,300}: no such file or directory/, kinds: ["engine"] },
    ],
    weight: 9,
    specimens: [
      {
        kind: "engine",
        text:
          'Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /nonexistent/abc',
      },
      { kind: "engine", text: "Error response from daemon: Duplicate mount point: /w" },
    ],
    counterSpecimens: [
      {
        kind: "stdout",
        text:
          'Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /nonexistent/abc',
      },
    ],
  },
  {
    ...MOUNT,
    id: "mount-unseen",
    title: "the workspace is not visible inside the container",
    texts: [],
    artifacts: [
      { artifact: "exit.json", pointer: "/container/trailer/nonce_read", equals: false },
      { artifact: "exit.json", pointer: "/findings/0/class", equals: "mount" },
    ],
    weight: 8,
    specimens: [
      {
        text: "",
        artifacts: { "exit.json": { container: { trailer: { nonce_read: false } } } },
      },
    ],
    counterSpecimens: [
      { text: "", artifacts: { "exit.json": { container: { trailer: { nonce_read: true } } } } },
    ],
  },
  {
    ...MOUNT,
    id: "mount-read-only",
    title: "a write to a read-only file system",
    texts: [
      { pattern: /^OSError: \[Errno 30\] Read-only file system/ },
      { pattern: /\bEROFS: read-only file system/ },
      { pattern: /: Read-only file system(?:$| \()/ },
      { pattern: /\bkind: ReadOnlyFilesystem\b/ },
      { pattern: /\bread-only file system$/ },
    ],
    weight: 8,
    specimens: [
      { text: "OSError: [Errno 30] Read-only file system: 'z'" },
      { text: "touch: cannot touch 'x': Read-only file system", kind: "stderr" },
      { text: "rm: cannot remove 'test_fl.py': Read-only file system", kind: "stderr" },
    ],
    counterSpecimens: [
      { text: "AssertionError: assert 'Read-only file system' in 'mounted read-write'" },
    ],
  },
  {
    ...MOUNT,
    id: "mount-call",
    title: "mount(8) failed",
    texts: [
      {
        pattern:
          /^mount: \S{1,300}: (?:permission denied|mount point does not exist|special device|unknown filesystem|wrong fs type|can't find)/,
      },
      { pattern: /^mount: (?:only root can|permission denied)/ },
      { pattern: /^u?mount: \S{1,300}: (?:target is busy|device is busy|not mounted)/ },
    ],
    weight: 8,
    specimens: [
      { text: "mount: /mnt: permission denied.", kind: "stderr", exitCode: 32 },
    ],
    counterSpecimens: [{ text: "PermissionError: [Errno 13] Permission denied: '/mnt'" }],
  },
];
