import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const WORKDIR = {
  class: "workdir",
  read: ["container_create.json", "workdir_listing_pre.txt", "stderr.log"],
  remedy: [
    "Check the suite's cwd in qa.jsonc and --workdir: the tool runs in the wrong folder",
    "See workdir_listing_pre.txt for what really lies there",
    "Use paths relative to the project's root, not to where a script happens to be started",
  ],
  replay: AGAIN_WHOLE,
  disproof: "The file that it looks for lies in the folder in which it ran",
} as const;

/** It ran in a folder that is not there, or not the one it needs. */
export const WORKDIR_ROWS: readonly SignatureRow[] = [
  {
    ...WORKDIR,
    id: "workdir-engine",
    title: "the engine cannot use the working directory",
    texts: [
      { pattern: /Cannot mkdir: .{1,300} is not a directory/, kinds: ["engine"] },
      { pattern: /the working directory '.{0,300}' is invalid/, kinds: ["engine"] },
      {
        pattern: /^Error response from daemon: lstat \S{1,250}: not a directory/,
        kinds: ["engine"],
      },
      { pattern: /chdir to cwd \(|workdir ".{0,300}" does not exist/, kinds: ["engine"] },
    ],
    weight: 9,
    specimens: [
      {
        kind: "engine",
        text: "Error response from daemon: Cannot mkdir: /bin/busybox is not a directory",
      },
      {
        kind: "engine",
        text:
          "Error response from daemon: the working directory 'rel' is invalid, it needs to be an absolute path",
      },
    ],
    counterSpecimens: [
      { kind: "stdout", text: "Cannot mkdir: /bin/busybox is not a directory" },
    ],
  },
  {
    ...WORKDIR,
    id: "workdir-no-project",
    title: "there is no project of this tool in the folder",
    texts: [
      { pattern: /^Could not locate Gemfile/ },
      { pattern: /\bcould not find a composer\.json file in / },
      {
        pattern:
          /\bCouldn't find a package\.json file in |\bNo package\.json (?:\(or|was found|found) /,
      },
      { pattern: /\bcould not find a pyproject\.toml file in / },
      { pattern: /\bdoes not contain a Gradle build\b/ },
      { pattern: /\bno configuration file provided: not found/ },
      { pattern: /\(Mix\) Could not find a Mix\.Project/ },

      { pattern: /^npm (?:error|ERR!) enoent Could not read package\.json/ },
      { pattern: /^error: could not find `Cargo\.toml` in / },
      { pattern: /^go: (?:go\.mod file not found in|cannot find main module)/ },
      {
        pattern: /^pattern \S{1,200}: directory prefix \S{1,200} does not contain (?:main )?module/,
      },
      { pattern: /^fatal: not a git repository/ },
      { pattern: /^make: \*{3} No targets specified and no makefile found/ },
      { pattern: /^CMake Error: The source directory ".{0,300}" does not (?:exist|appear)/ },
      { pattern: /^(?:error: )?deno task couldn't find deno\.json/ },
      { pattern: /there is no POM in this directory/ },
      { pattern: /^ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND/ },
    ],
    weight: 8,
    specimens: [
      {
        text:
          "npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/srv/app/js/nopkg/package.json'",
        kind: "stderr",
      },
      {
        text: "error: could not find `Cargo.toml` in `/srv` or any parent directory",
        kind: "stderr",
      },
      {
        text:
          "pattern ./...: directory prefix . does not contain main module or its selected dependencies",
        kind: "stderr",
      },
      {
        text: "fatal: not a git repository (or any of the parent directories): .git",
        kind: "stderr",
        exitCode: 128,
      },
      { text: "make: *** No targets specified and no makefile found.  Stop.", kind: "stderr" },
      { text: 'CMake Error: The source directory "/srv/nope" does not exist.', kind: "stderr" },
    ],
    counterSpecimens: [{ text: 'npm error Missing script: "test"', kind: "stderr" }],
  },
  {
    ...WORKDIR,
    id: "workdir-missing-folder",
    title: "a change into a folder that is not there",
    texts: [
      { pattern: /\bNo such file or directory @ dir_(?:chdir|s_getwd)/ },
      { pattern: /^\S{0,100}python[\d.]{0,6}: can't open file '/, weight: 0.9 },
      { pattern: /^sh: \d{1,6}: (?:cannot open|Can't open) /, weight: 0.9 },

      { pattern: /^\S{1,100}: (?:line )?\d{1,6}: cd: (?:can't cd to )?./ },
      { pattern: /^os\.chdir\(/, weight: 0.9, source: true },
      { pattern: /^(?:Error: )?ENOENT: no such file or directory, chdir / },
      { pattern: /^fatal: cannot change to '.{1,300}': No such file or directory/ },
      { pattern: /^make: \*{3} .{1,300}: No such file or directory\. {2}Stop\.$/ },
      { pattern: /^(?:error: )?chdir .{1,300}: no such file or directory/ },
      { pattern: /\bgetcwd\b.{0,80}(?:No such file|no such file|cannot access parent)/ },
      { pattern: /^(?:fatal: )?Unable to read current working directory/ },
      { pattern: /\buv_cwd\b/ },
      { pattern: /^tar: .{1,300}: Cannot chdir: No such file/ },
    ],
    weight: 8.5,
    specimens: [
      { text: "bash: line 1: cd: /nope: No such file or directory", kind: "stderr" },
      { text: "sh: 1: cd: can't cd to /nope", kind: "stderr", exitCode: 2 },
      { text: "fatal: cannot change to '/nope': No such file or directory", kind: "stderr" },
      {
        text: "fatal: Unable to read current working directory: No such file or directory",
        kind: "stderr",
      },
      { text: "make: *** /nope: No such file or directory.  Stop.", kind: "stderr" },
    ],
    counterSpecimens: [
      { text: "FileNotFoundError: [Errno 2] No such file or directory: 'data/missing.json'" },
    ],
  },
];
