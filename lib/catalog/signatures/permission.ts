import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const PERMISSION = {
  class: "permission",
  read: ["stderr.log", "container_create.json", "workdir_listing_pre.txt"],
  remedy: [
    "See who owns the file and as whom the suite runs: --user, container.user in qa.jsonc",
    "Let tests write to a folder of their own, such as the tool's temporary folder",
    "A port below 1024, a mount or a trace needs a right: --cap-add names it",
  ],
  replay: AGAIN_WHOLE,
  disproof: "The same user does the same by hand in the same container",
} as const;

/** The operating system, or a sandbox, said no. */
export const PERMISSION_ROWS: readonly SignatureRow[] = [
  {
    ...PERMISSION,
    id: "permission-exception",
    title: "a file, folder, port or call is not allowed",
    texts: [
      {
        pattern:
          /^PermissionError: (?:\[Errno (?:1|13)\] )?(?:Permission denied|Operation not permitted)/,
      },
      {
        pattern:
          /^(?:Error: )?(?:\w{1,40} )?E(?:ACCES|PERM): (?:permission denied|operation not permitted)/,
      },
      { pattern: /\bkind: PermissionDenied\b/ },
      { pattern: /^(?:java\.nio\.file\.)?AccessDeniedException: / },
      { pattern: /^(?:java\.io\.)?FileNotFoundException: .{1,300} \(Permission denied\)/ },
      {
        pattern:
          /^(?:open|mkdir|remove|unlink|chmod|chown|rename|stat) \S{1,300}: (?:permission denied|operation not permitted)/,
      },
      { pattern: /^(?:error: )?NotCapable: Requires \w{1,20} access to / },
      { pattern: /^(?:error: )?PermissionDenied: / },
    ],
    weight: 8,
    specimens: [
      { text: "PermissionError: [Errno 13] Permission denied: '/etc/shadow'" },
      { text: "PermissionError: [Errno 1] Operation not permitted" },
      { text: "Error: EACCES: permission denied, open '/etc/shadow'\n    at Object.openSync" },
      { text: "Error: listen EACCES: permission denied 0.0.0.0:80" },
      {
        text:
          'called `Result::unwrap()` on an `Err` value: Os { code: 13, kind: PermissionDenied, message: "Permission denied" }',
      },
      { text: 'Exception in thread "main" java.nio.file.AccessDeniedException: /etc/zz' },
      { text: "java.io.FileNotFoundException: /etc/zz (Permission denied)" },
      {
        text:
          'error: NotCapable: Requires read access to "/etc/hostname", run again with the --allow-read flag',
      },
    ],
    counterSpecimens: [{ text: "OSError: [Errno 30] Read-only file system: 'z'" }],
  },
  {
    ...PERMISSION,
    id: "permission-tool",
    title: "a command of the suite was not allowed to do something",
    texts: [
      { pattern: /\bOperation not permitted\b/i, weight: 0.55 },
      { pattern: /\brequires superuser privilege\b|\bis not in the sudoers file\b/ },
      { pattern: /\binsufficient[_ ]privileges?\b/i, weight: 0.8 },

      { pattern: /\bPermission denied\b/i, weight: 0.55 },
      { pattern: /\bsudo: (?:a password|a terminal) is required/ },
      { pattern: /\bmust be (?:run as )?root\b|\bOnly root can\b/i, weight: 0.8 },
      { pattern: /^E(?:ACCES|PERM): / },

      { pattern: /\(13: Permission denied\)/ },
      { pattern: /\bErrno::E(?:ACCES|PERM): / },
      { pattern: /\bFailed to open stream: Permission denied / },
      { pattern: /\bExec format error\b/i, weight: -0.8 },

      { pattern: /^\S{1,200}: .{1,200}: (?:Permission denied|Operation not permitted)$/ },
      { pattern: /^fatal: detected dubious ownership in repository at / },
      { pattern: /^E: Could not open lock file .{1,200} - open \(13: Permission denied\)/ },
      { pattern: /\bare you root\?$/ },
      { pattern: /^ERROR: {1,2}(?:permission denied for|must be owner of) / },
      { pattern: /^npm (?:error|ERR!) code E(?:ACCES|PERM)\b/ },
    ],
    weight: 7,
    specimens: [
      {
        text: "fatal: detected dubious ownership in repository at '/srv/app/tools/g'",
        kind: "stderr",
        exitCode: 128,
      },
      {
        text:
          "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)",
        kind: "stderr",
      },
      { text: "ERROR:  permission denied for schema pg_catalog", kind: "stderr" },
    ],
    counterSpecimens: [
      { text: "AssertionError: 'Permission denied' not found in 'ok'" },
    ],
  },
  {
    ...PERMISSION,
    id: "permission-exit",
    title: "a program was found and could not be run",
    texts: [{ pattern: /\bExec format error\b/i, weight: -2 }],
    exitCodes: [126],
    weight: 2.5,
    specimens: [{ text: "", exitCode: 126 }],
    counterSpecimens: [{
      text: "bash: line 1: ./e: cannot execute binary file: Exec format error",
      exitCode: 126,
    }],
  },
];
