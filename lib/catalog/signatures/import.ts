import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const IMPORT = {
  class: "import",
  read: ["stdout.log", "stderr.log"],
  remedy: [
    "Mend the file and line that it names: a wrong name, a wrong path, an error of syntax",
    "Check that the project's own folder is on the search path where the suite runs",
    "Load that one file alone: it fails before any test is run",
  ],
  replay: AGAIN_WHOLE,
  disproof: "The same file loads alone in the same environment",
} as const;

/** The project's own code cannot be loaded or compiled. */
export const IMPORT_ROWS: readonly SignatureRow[] = [
  {
    ...IMPORT,
    id: "import-python",
    title: "a Python module of the project cannot be loaded",
    texts: [
      { pattern: /^ImportError: cannot import name '/ },
      { pattern: /^ImportError: attempted relative import / },
      { pattern: /^ModuleNotFoundError: No module named '\w{1,100}\.[\w.]{1,200}'/ },
      { pattern: /^ModuleNotFoundError: .{1,300} is not a package$/ },
      { pattern: /^ImportError while (?:importing test module|loading conftest) '/, weight: 0.5 },
      { pattern: /^ImportError: Failed to import test module: /, weight: 0.5 },
      { pattern: /\(most likely due to a circular import\)/, weight: 0.5 },
    ],
    weight: 8,
    specimens: [
      {
        text:
          "ImportError: cannot import name 'nosuch' from 'json' (/usr/lib/python3.11/json/__init__.py)",
      },
      { text: "ModuleNotFoundError: No module named 'json.nosuch'" },
      { text: "ModuleNotFoundError: No module named 'os.path.foo'; 'os.path' is not a package" },
      {
        text:
          "ImportError: cannot import name 'a' from partially initialized module 'circ_a' (most likely due to a circular import) (/srv/app/py/circ_a.py)",
      },
    ],
    counterSpecimens: [{ text: "ModuleNotFoundError: No module named 'nosuchmod'" }],
  },
  {
    ...IMPORT,
    id: "import-syntax",
    title: "a file of the project does not parse",
    texts: [
      {
        pattern:
          /^SyntaxError: (?!Unexpected token .{1,200} is not valid JSON|.{0,200}\bJSON\b|(?:Unexpected|Unterminated) .{0,60}\bJSON\b)/,
      },
      { pattern: /^(?:IndentationError|TabError): / },
    ],
    weight: 7,
    specimens: [
      {
        text:
          'E     File "/srv/app/pt/test_syn.py", line 1\nE       def f(:\nE             ^\nE   SyntaxError: invalid syntax',
      },
      {
        text:
          "SyntaxError: Function statements require a function name\n    at wrapSafe (node:internal/modules/cjs/loader:1464:18)",
      },
    ],
    counterSpecimens: [
      { text: `SyntaxError: Unexpected token '<', "<html>" is not valid JSON` },
      { text: "SyntaxError: Unexpected end of JSON input\n    at JSON.parse (<anonymous>)" },
    ],
  },
  {
    ...IMPORT,
    id: "import-javascript",
    title: "a file of the project is imported that is not there",
    texts: [
      {
        pattern:
          /^(?:Error(?: \[\w{1,60}\])?: |TS2307 \[ERROR\]: |[\w./-]{1,200}\(\d{1,6},\d{1,5}\): error TS2307: )?Cannot find module '(?:\.{1,2}\/|\/|file:)/,
      },
      { pattern: /^(?:Error: )?Failed to (?:load url|resolve import) "?\.{0,2}\// },
      { pattern: /^(?:error: )?Module not found "(?:file:|\.{1,2}\/|\/)/ },
      { pattern: /^Must use import to load ES Module: / },
      { pattern: /^(?:SyntaxError|Error): .{0,100}does not provide an export named / },
      {
        pattern:
          /^(?:Error|ReferenceError)(?: \[\w{1,60}\])?: (?:require\(\) of ES Module|require is not defined in ES module)/,
      },
    ],
    weight: 8.5,
    specimens: [
      { text: "Error: Cannot find module './util'\nRequire stack:\n- /srv/app/js/[eval]" },
      {
        text:
          "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/srv/app/js/nope.mjs' imported from /srv/app/js/b.mjs",
      },
      { text: "Error: Cannot find module './nope' imported from /srv/app/jst/v/c.test.js" },
      {
        text: "SyntaxError: The requested module './lib.mjs' does not provide an export named 'b'",
      },
      { text: "TS2307 [ERROR]: Cannot find module 'file:///srv/app/de/nope.ts'." },
      { text: 'error: Module not found "file:///tmp/nosuch.ts".', kind: "stderr" },
      { text: "Must use import to load ES Module: /srv/app/jst/j/c.test.js" },
    ],
    counterSpecimens: [
      { text: "Error: Cannot find module 'lodash'\nRequire stack:\n- /srv/app/js/[eval]" },
    ],
  },
  {
    ...IMPORT,
    id: "import-compile",
    title: "the project does not compile",
    texts: [
      { pattern: /\bUnsupportedClassVersionError: / },
      { pattern: /\bFailed opening required '/ },
      { pattern: /: module '.{1,200}' not found:$/ },
      { pattern: /: cannot load such file -- \/.{1,300} \(LoadError\)/ },

      { pattern: /^error\[E0(?:405|412|422|425|432|433|583)\]: / },
      {
        pattern:
          /^[\w./-]{1,100}\.go:\d{1,6}:\d{1,4}: (?:undefined: |package .{1,60} is not in |syntax error)/,
      },
      {
        pattern: /^[\w./-]{1,200}\.java:\d{1,6}: error: (?:cannot find symbol|';' expected)/,
      },
      { pattern: /^FAIL\t\S{1,200} \[(?:build|setup) failed\]/ },
    ],
    weight: 8,
    specimens: [
      { text: "lua5.4: shop.lua:1: module 'cart' not found:", kind: "stderr" },

      { text: "error[E0583]: file not found for module `missing`", kind: "stderr" },
      { text: "bad/b.go:3:11: undefined: undefinedFn", kind: "stdout" },
      { text: "A.java:1: error: cannot find symbol", kind: "stderr" },
    ],
    counterSpecimens: [{ text: "A.java:1: error: package com.nosuch does not exist" }],
  },
];
