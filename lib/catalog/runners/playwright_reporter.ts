import { REPORTER_WRITER } from "./node_reporter.ts";

/** A reporter for Playwright: one line for a test once its last try is over, with the earlier ones. */
export const PLAYWRIGHT_REPORTER = REPORTER_WRITER + String.raw`
function place(test) {
  const [, project, , ...path] = test.titlePath();
  const name = path.pop();
  const groups = project ? ["[" + project + "]", ...path] : path;
  return { file: test.location.file, groups, name };
}
function errorsOf(result) {
  const errors = result.errors && result.errors.length > 0 ? result.errors : [result.error];
  return errors.filter(Boolean).map(tell);
}
function statusOf(test, result) {
  if (result.status === "skipped") return "skipped";
  if (result.status === "interrupted") return "not-run";
  if (test.expectedStatus === "failed") {
    if (result.status === "failed") return "expected-failure";
    if (result.status === "passed") return "unexpected-pass";
  }
  return result.status === "timedOut" ? "timed-out" : result.status;
}
function reasonOf(test) {
  const notes = (test.annotations || []).filter((note) => /^(skip|fixme|fail|slow)$/.test(note.type));
  return notes.map((note) => note.description || note.type).join(", ");
}
module.exports = class QaReporter {
  constructor() {
    this.done = new Set();
    this.counts = { tests: 0, failures: 0, skipped: 0 };
  }
  version() {
    return 2;
  }
  printsToStdio() {
    return false;
  }
  onConfigure(config) {
    this.open(config);
  }
  onBegin(config, suite) {
    this.suite = suite && suite.allTests ? suite : config.suite || suite;
    this.open(config);
  }
  open(config) {
    if (this.isOpen) return;
    this.isOpen = true;
    begin("playwright", config && config.version);
  }
  onTestBegin(test, result) {
    if (result.retry === 0) say({ qa: "start", ...place(test) });
  }
  onTestEnd(test, result) {
    const isTriedAgain = result.status !== "skipped" && result.status !== "interrupted" &&
      result.status !== test.expectedStatus && result.retry < test.retries;
    if (!isTriedAgain) this.end(test);
  }
  end(test) {
    if (this.done.has(test.id)) return;
    this.done.add(test.id);
    const results = [...test.results];
    const last = results.pop();
    const status = last ? statusOf(test, last) : "not-run";
    const outcome = test.outcome();
    this.counts.tests++;
    if (outcome === "unexpected") this.counts.failures++;
    if (outcome === "skipped") this.counts.skipped++;
    say({
      qa: "test",
      ...place(test),
      status,
      ms: last ? last.duration : null,
      errors: last ? errorsOf(last) : [],
      retries: results.map((result) => errorsOf(result)[0] || result.status),
      reason: reasonOf(test),
      line: test.location.line,
    });
  }
  onError(error) {
    this.open();
    // Nothing selected is no failed test: exit code and an empty report say it.
    if (/^(Error: )?No tests found/.test(error.message || "")) return;
    const file = error.location ? error.location.file : "";
    if (file) say({ qa: "file", file, error: tell(error), line: error.location.line });
    else say({ qa: "error", error: tell(error) });
  }
  onEnd() {
    this.open();
    for (const test of this.suite ? this.suite.allTests() : []) this.end(test);
    say({ qa: "end", ...this.counts });
  }
};
`;
