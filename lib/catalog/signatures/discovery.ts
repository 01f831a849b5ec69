import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const DISCOVERY = {
  class: "discovery",
  read: ["exit.json", "stdout.log", "stderr.log"],
  remedy: [
    "Check the suite's paths and args in qa.jsonc against the names of files and tests",
    "List what the tool would run, without running it, in the same folder",
    "Look for a marker, tag or filter that leaves everything out",
  ],
  replay: AGAIN_WHOLE,
  disproof: "The tool lists these tests in the same folder with the same arguments",
} as const;

/** The runner did not find the tests, or not what they name. */
export const DISCOVERY_ROWS: readonly SignatureRow[] = [
  {
    ...DISCOVERY,
    id: "discovery-nothing-found",
    title: "no test to run was found",
    texts: [
      { pattern: /^No test suite found in file / },
      { pattern: /^testing: warning: no tests to run/, weight: 0.8 },
      { pattern: /\bmatched no packages\b|\bno packages to test\b|\bno Go files in / },
      { pattern: /^error: no library targets found in package / },
      { pattern: /^(?:=+ )?no tests collected\b/ },
      { pattern: /^No tests to run\.?$/ },

      { pattern: /^No examples found\./ },
      { pattern: /^No tests executed!/ },
      { pattern: /^(?:Incomplete: )?No specs found/ },
      { pattern: /\bCouldn't find any files to test\b/ },
      { pattern: /^No tests were (?:found!!!|executed!)/ },
      { pattern: /^There are no tests to run/ },
      { pattern: /^Ran 0 tests in \d/ },
      { pattern: /^0 runs, 0 assertions, 0 failures, 0 errors/ },
      { pattern: /\bNo tests (?:found for given includes|matching pattern|to run)\b/ },
      { pattern: /^\?\s{1,8}\S{1,200}\s{1,8}\[no test files\]/, weight: 0.7 },
      { pattern: /^Files=0, Tests=0, / },

      { pattern: /^Your test suite must contain at least one test/ },
      { pattern: /^no targets specified in the manifest/ },
      { pattern: /^\[ {1,12}0 tests found {1,8}\]$/ },

      { pattern: /^(?:={3,60} )?no tests ran in \d/, weight: 0.8 },
      { pattern: /^No tests found, exiting with code 1/ },
      { pattern: /^(?:Error: )?No tests found(?:\.|$)/ },
      { pattern: /^(?:Error: )?No test (?:files?|suites?|modules) found/ },
      { pattern: /^error: No test modules found/ },
      { pattern: /^NO TESTS RAN$/ },
      { pattern: /^Could not find '.{1,300}'$/, weight: 0.9 },
      { pattern: /^ok\b.{1,200}\[no tests to run\]$/, weight: 0.7 },
      { pattern: /^collected 0 items/, weight: 0.7 },
      { pattern: /^\d+ deselected in \d/, weight: 0.8 },
    ],
    artifacts: [{ artifact: "exit.json", pointer: "/findings/0/class", equals: "discovery" }],
    weight: 8,
    specimens: [
      { text: "no tests ran in 0.02s", kind: "stdout", runner: "pytest", exitCode: 5 },
      { text: "No tests found, exiting with code 1", kind: "stdout", runner: "jest" },
      {
        text:
          "Error: No tests found.\nMake sure that arguments are regular expressions matching test files.",
        kind: "stderr",
        runner: "playwright",
      },
      { text: 'Error: No test files found: "nosuch.js"', kind: "stderr", runner: "mocha" },
      { text: "error: No test modules found", kind: "stderr", runner: "deno" },
      { text: "Could not find '/srv/app/js/nosuchdir'", kind: "stderr", runner: "node" },
      { text: "ok  \tdemo\t0.003s [no tests to run]", kind: "stdout", runner: "go" },
      { text: "19 deselected in 0.02s", kind: "stdout", runner: "pytest" },
    ],
    counterSpecimens: [
      { text: "E   ModuleNotFoundError: No module named 'nosuchpkg'", kind: "stdout" },
    ],
  },
  {
    ...DISCOVERY,
    id: "discovery-pytest-exit",
    title: "pytest collected no test",
    texts: [],
    exitCodes: [5],
    runners: ["pytest"],
    weight: 4,
    specimens: [{ text: "", runner: "pytest", exitCode: 5 }],
    counterSpecimens: [{ text: "", runner: "cargo", exitCode: 5 }],
  },
  {
    ...DISCOVERY,
    id: "discovery-unknown-target",
    title: "a file or test was named that is not there",
    texts: [
      { pattern: /^ERROR: found no collectors for / },
      {
        pattern:
          /^error: (?:can't|couldn't) find (?:a )?(?:target|`.{1,100}` (?:test|bin|example|bench))/,
      },
      { pattern: /^AttributeError: (?:module|type object) '.{1,100}' has no attribute '[Tt]est/ },

      { pattern: /^pattern \S{1,200}: lstat / },
      { pattern: /^ERROR: \S{0,200}(?:pytest\.ini|setup\.cfg|tox\.ini|pyproject\.toml):/ },

      { pattern: /^ERROR: (?:file or directory )?not found: / },
      { pattern: /^error: no (?:test|bin|example|bench) target (?:named|matches) / },
      { pattern: /^error: package ID specification `.{1,200}` did not match any packages/ },
      { pattern: /^stat \S{1,300}: directory not found$/ },
      { pattern: /^ImportError: Start directory is not importable: / },
      { pattern: /^ConfigError: No (?:steps|features?) directory in / },
      { pattern: /^Error: Test file ".{1,300}" does not exist/ },
      { pattern: /^npm (?:error|ERR!) Missing script: / },
      { pattern: /^make: \*{3} No rule to make target '.{1,200}'\. {2}Stop\./ },
      { pattern: /^Error: Could not find or load main class / },
    ],
    weight: 8,
    specimens: [
      { text: "pattern ./cart/...: lstat ./cart/: no such file or directory", kind: "stderr" },

      { text: "ERROR: file or directory not found: nosuch.py", kind: "stderr", exitCode: 4 },
      { text: "ERROR: not found: /srv/app/pt/test_many.py::nosuch", kind: "stderr" },
      { text: "error: no test target named `nosuch` in default-run packages", kind: "stderr" },
      { text: "stat /srv/app/go/nosuchdir: directory not found", kind: "stderr" },
      { text: "ImportError: Start directory is not importable: 'nodir'", kind: "stderr" },
      { text: "ConfigError: No steps directory in '/srv/features'", kind: "stderr" },
      { text: 'Error: Test file "/srv/nosuch.bats" does not exist', kind: "stderr" },
      { text: 'npm error Missing script: "test"', kind: "stderr" },
      { text: "make: *** No rule to make target 'test'.  Stop.", kind: "stderr" },
    ],
    counterSpecimens: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: 'x'" }],
  },
  {
    ...DISCOVERY,
    id: "discovery-unknown-fixture",
    title: "a test names a fixture, mark or step that nobody defines",
    texts: [
      { pattern: /\bduplicate parametrization of\b|\brecursive dependency involving fixture\b/ },
      { pattern: /^ScopeMismatch: |^Fixture "?.{1,100} called directly\b/ },
      { pattern: /^Error: duplicate test title / },
      { pattern: /^ParserError: Failed to parse / },

      { pattern: /^Exception AmbiguousStep: / },
      { pattern: /^'.{1,200}' not found in `markers` configuration option/ },
      { pattern: /^In \w{1,200}: function uses no (?:argument|fixture) '/ },

      { pattern: /^fixture '.{1,200}' not found$/ },
      { pattern: /^Failed: '.{1,200}' not found in `markers` configuration option/ },
      { pattern: /^You can implement step definitions for undefined steps/ },
      { pattern: /^raise NotImplementedError\(u?'STEP: /, weight: 0.9 },
      { pattern: /^(?:Undefined|undefined step)s?\b.{0,20}(?:Given|When|Then|step)/, weight: 0.8 },
      { pattern: /^import file mismatch:$/ },
    ],
    weight: 8,
    specimens: [
      { text: "In test_one: function uses no argument 'a'", runner: "pytest" },

      { text: "E       fixture 'nofix' not found\n>       available fixtures: capfd, capfdbinary" },
      {
        text: "You can implement step definitions for undefined steps with these snippets:",
        kind: "stderr",
        runner: "behave",
      },
    ],
    counterSpecimens: [{ text: "AssertionError: 'fixture' not found in ['a', 'b']" }],
  },
];
