import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

/** What rows about missing dependencies share. */
export const MISSING = {
  class: "missing-dependency",
  read: ["stderr.log", "stdout.log", "environment.json"],
  remedy: [
    "Install what it names where the suite runs: in the image, or on this machine",
    "Declare it in the project's own list of dependencies, and install from that list",
    "If it is part of the project, correct the search path instead",
  ],
  replay: AGAIN_WHOLE,
  disproof: "The package or program is found by hand in the same container",
} as const;

/** A package, program or library that is not there. */
export const MISSING_DEPENDENCY_ROWS: readonly SignatureRow[] = [
  {
    ...MISSING,
    id: "missing-dependency-python",
    title: "a Python package is not installed",
    texts: [
      { pattern: /\bNo module named '\w{1,100}'$/, weight: 0.9 },
      {
        pattern:
          /^ImportError: (?:Missing optional dependency|Unable to find a usable engine|Please install|.{0,100}pip install)/,
      },

      { pattern: /^ModuleNotFoundError: No module named '\w{1,100}'/ },
      { pattern: /^\S{0,200}python[\d.]{0,6}: No module named \w/ },
      {
        pattern:
          /^ERROR: (?:No matching distribution found for|Could not find a version that satisfies) /,
      },
      { pattern: /^(?:pytest: error|ERROR): Missing required plugins: /i },
    ],
    weight: 8,
    specimens: [
      { text: "ModuleNotFoundError: No module named 'nosuchmod'" },
      {
        text:
          "ERROR: Could not find a version that satisfies the requirement nosuch (from versions: none)\nERROR: No matching distribution found for nosuch",
        kind: "stderr",
      },
    ],
    counterSpecimens: [{ text: "ModuleNotFoundError: No module named 'json.nosuch'" }],
  },
  {
    ...MISSING,
    id: "missing-dependency-javascript",
    title: "a JavaScript package is not installed",
    texts: [
      { pattern: /: error TS2307: Cannot find module '(?!\.{1,2}\/|\/|file:)/ },
      {
        pattern:
          /\bnpx canceled due to missing packages\b|\bcould not determine executable to run\b/,
      },
      { pattern: /^npm (?:error|ERR!) (?:code ETARGET|notarget No matching version found)/ },
      { pattern: /^MISSING DEPENDENCY\b/ },
      { pattern: /\bHost system is missing dependencies to run browsers\b/ },
      { pattern: /\bChromium distribution '.{1,40}' is not found at / },
      { pattern: /^error Command ".{1,100}" not found/ },

      { pattern: /^TS2307 \[ERROR\]: Import "[^"]{1,200}" not a dependency/ },
      { pattern: /^Preset \S{1,200} not found relative to rootDir / },
      { pattern: /^(?:Error: )?Test environment \S{1,200} cannot be found/ },

      {
        pattern:
          /^(?:Error(?: \[\w{1,60}\])?: )?Cannot find (?:module|package) '(?!\.{1,2}\/|\/|file:)/,
      },
      { pattern: /^(?:error: )?Import "[^"]{1,200}" not a dependency/ },
      { pattern: /^(?:error: )?npm package not found in cache: / },
      { pattern: /^npm (?:error|ERR!) 404 Not Found - GET / },
      { pattern: /^Error: browserType\.launch: Executable doesn't exist at/ },
      { pattern: /^npm (?:error|ERR!) code EUSAGE/, weight: 0.6 },
      {
        pattern:
          /^npm (?:error|ERR!) The `npm ci` command can only install with an existing package-lock/,
        weight: 0.7,
      },
      { pattern: /^(?:Error: )?Failed to (?:resolve import|load url) "?(?!\.{0,2}\/)/ },
    ],
    weight: 8,
    specimens: [
      {
        text:
          "● Validation Error:\n\n  Preset ts-jest not found relative to rootDir /tmp/sample/shop.",
        runner: "jest",
      },

      { text: "Error: Cannot find module 'lodash'\nRequire stack:\n- /srv/app/js/[eval]" },
      {
        text:
          "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'lodash' imported from /srv/app/js/a.mjs",
      },
      { text: "    Cannot find module 'nosuchmod' from 'b.test.js'", runner: "jest" },
      { text: 'error: Import "lodash" not a dependency' },
      { text: "npm error 404 Not Found - GET http://127.0.0.1:8099/404/nosuchdep", kind: "stderr" },
      {
        text: "Error: browserType.launch: Executable doesn't exist at",
      },
    ],
    counterSpecimens: [{ text: "Error: Cannot find module './util'\nRequire stack:" }],
  },
  {
    ...MISSING,
    id: "missing-dependency-program",
    title: "a program is not installed",
    texts: [
      { pattern: /\blinker `.{1,60}` not found\b/ },
      { pattern: /\bno acceptable C compiler found\b/ },
      { pattern: /\bUnable to obtain driver for \w|\bexecutable needs to be in PATH\b/ },
      { pattern: /^\S{1,60}: error: .{1,60} command not found$/ },
      { pattern: /\bJAVA_HOME is not (?:set|defined)\b|^Error: Unable to access jarfile / },

      { pattern: /^(?:sh|bash|zsh|dash|\S{1,60}\.sh): .{1,80}: (?:command )?not found$/ },
      { pattern: /^command not found: / },
      {
        pattern:
          /\bpytest: error: unrecognized arguments: |^\S{0,60}: error: unrecognized arguments: --(?:cov|timeout|reruns|html|xdist)/,
        weight: 0.9,
      },

      { pattern: /^\S{1,80}: (?:line )?\d{1,6}: \S{1,80}: (?:command )?not found$/ },
      {
        pattern:
          /^bash: line \d{1,6}: (?!cd: ).{1,200}: (?:No such file or directory|cannot execute: required file not found)$/,
      },
      { pattern: /^\S{0,200}env: ['‘].{1,200}['’]: No such file or directory/ },
      { pattern: /^make: \S{1,200}: No such file or directory$/ },
      { pattern: /^(?:Error: )?spawn \S{1,200} ENOENT/ },
      { pattern: /\bexec: ".{1,200}": executable file not found in \$PATH/ },
      { pattern: /^(?:java\.io\.)?IOException: Cannot run program "/ },
      {
        pattern: /^raise child_exception_type\(errno_num, err_msg, err_filename\)/,
        weight: 0.6,
        source: true,
      },
      { pattern: /^(?:error: )?NotFound: Failed to spawn '/ },
      { pattern: /^error: no such command: `/ },
      { pattern: /\berror while loading shared libraries: /, weight: -0.7 },
    ],
    weight: 7.5,
    specimens: [
      { text: "sh: 1: nosuchtool: not found", kind: "stderr", exitCode: 127 },
      { text: "bash: line 1: nosuchcmd: command not found", kind: "stderr" },
      { text: "bash: line 1: ./nope.sh: No such file or directory", kind: "stderr" },
      { text: "/usr/bin/env: ‘nosuchx’: No such file or directory", kind: "stderr" },
      { text: "make: nosuchcmd: No such file or directory", kind: "stderr" },
      { text: "Error: spawn nosuch ENOENT\n    at ChildProcess._handle.onexit" },
      { text: '    t_test.go:14: exec: "nosuch": executable file not found in $PATH' },
      {
        text:
          'java.io.IOException: Cannot run program "nosuch": error=2, No such file or directory',
      },
      { text: "error: NotFound: Failed to spawn 'nosuch': entity not found" },
      { text: "# /srv/app/bt/a.bats: line 5: nosuchcmd: command not found" },
    ],
    counterSpecimens: [
      { text: "bash: line 1: cd: /nope: No such file or directory", kind: "stderr" },
      { text: "FileNotFoundError: [Errno 2] No such file or directory: 'data/missing.json'" },
    ],
  },
  {
    ...MISSING,
    id: "missing-dependency-exit",
    title: "a shell did not find the program",
    texts: [],
    exitCodes: [127],
    weight: 4,
    specimens: [{ text: "", exitCode: 127 }],
    counterSpecimens: [{ text: "", exitCode: 126 }],
  },
];
