import { REPORTER_WRITER } from "./node_reporter.ts";

/**
 * A reporter for Mocha that prints what Mocha's own `spec` prints. Mocha ends without any reporter
 * when a file cannot be loaded, so loading is watched from here on: the module is loaded before.
 */
export const MOCHA_REPORTER = REPORTER_WRITER + String.raw`
const { createRequire } = require("module");
function load(name) {
  for (const from of [process.argv[1], process.cwd() + "/package.json"]) {
    try {
      return createRequire(fs.realpathSync(from))(name);
    } catch {}
  }
  return null;
}
const Mocha = load("mocha");
const version = (load("mocha/package.json") || {}).version;
const Spec = Mocha ? Mocha.reporters.Spec : class {};
let loading = null;
let failure = null;
let isRunning = false;
if (Mocha) watchLoading(Mocha.Suite.prototype);
function watchLoading(suite) {
  const emit = suite.emit;
  const print = console.error;
  suite.emit = function (name, context, file) {
    if (name === "pre-require") loading = file;
    if (name === "post-require") loading = null;
    return emit.apply(this, arguments);
  };
  console.error = function (...words) {
    const error = words.find((word) => word instanceof Error || (word && word.stack));
    if (!isRunning && failure === null && error) failure = error;
    return print.apply(this, words);
  };
  process.on("exit", (code) => {
    if (isRunning || code === 0) return;
    begin("mocha", version);
    const error = tell(failure || "Mocha ended with exit code " + code + " while it loaded this file");
    if (loading !== null) say({ qa: "file", file: loading, error });
    else if (failure !== null) say({ qa: "error", error });
    say({ qa: "end", tests: 0, failures: 0, skipped: 0 });
  });
}
function place(runnable) {
  // A copy: with --parallel the same list is handed out each time.
  const path = runnable.titlePath ? [...runnable.titlePath()] : [runnable.title];
  const name = path.pop();
  return { file: runnable.file || (runnable.parent || {}).file || "", groups: path, name };
}
// What other machines run is taken away here. Not silent: whoever cannot do so must not run it all.
function keepSelected(runner) {
  const path = __dirname + "/qa_selection.jsonl";
  if (!fs.existsSync(path)) return;
  const wanted = new Set(fs.readFileSync(path, "utf8").split("\n"));
  const root = fs.realpathSync(process.cwd()) + "/";
  const isWanted = (test) => {
    const { file, groups, name } = place(test);
    const told = file.startsWith(root) ? file.slice(root.length) : file;
    return wanted.has(JSON.stringify([told, groups.join(" > ").slice(0, 16384), name.slice(0, 16384)]));
  };
  const prune = (suite) => {
    suite.tests = suite.tests.filter(isWanted);
    suite.suites.forEach(prune);
  };
  if (runner.suite.total() === 0) throw new Error("QA Gate cannot select tests of parallel workers");
  prune(runner.suite);
  runner.total = runner.suite.total();
}
module.exports = class QaReporter extends Spec {
  constructor(runner, options) {
    keepSelected(runner);
    super(runner, options);
    isRunning = true;
    begin("mocha", version);
    const tries = new Map();
    const key = (test) => JSON.stringify(place(test));
    const end = (test, status, error) => {
      const errors = error === undefined ? [] : [tell(error)];
      const retries = tries.get(key(test)) || [];
      tries.delete(key(test));
      const ms = typeof test.duration === "number" ? test.duration : null;
      say({ qa: "test", ...place(test), status, ms, errors, retries });
    };
    runner.on("test", (test) => {
      const nth = typeof test.currentRetry === "function" ? test.currentRetry() : 0;
      if (!nth) say({ qa: "start", ...place(test) });
    });
    runner.on("retry", (test, error) => {
      tries.set(key(test), [...(tries.get(key(test)) || []), tell(error)]);
    });
    runner.on("pass", (test) => end(test, "passed"));
    runner.on("pending", (test) => end(test, "skipped"));
    runner.on("fail", (test, error) => end(test, test.type === "hook" ? "error" : "failed", error));
    runner.once("end", () => {
      const { passes, failures, pending } = runner.stats || {};
      sayMissing(runner, runner.suite);
      say({ qa: "end", tests: passes + failures + pending, failures, skipped: pending });
    });
  }
};
// A broken hook or --bail keeps tests from running; Mocha does not count them at all.
function sayMissing(runner, suite) {
  for (const test of (suite && suite.tests) || []) {
    const pattern = runner._grep;
    const isMeant = !pattern || pattern.test(test.fullTitle()) !== Boolean(runner._invert);
    if (pattern) pattern.lastIndex = 0;
    if (!test.state && !test.pending && isMeant) {
      say({ qa: "test", ...place(test), status: "not-run", ms: null, errors: [], retries: [] });
    }
  }
  for (const inner of (suite && suite.suites) || []) sayMissing(runner, inner);
}
`;
