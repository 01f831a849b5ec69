import { REPORTER_WRITER } from "./node_reporter.ts";

/**
 * A reporter for Jest. Its results of a file are the truth (a retried test has its tries there); what
 * it says of single tests while they run counts only when the file never ends.
 */
export const JEST_REPORTER = REPORTER_WRITER + String.raw`
const keyOf = (result) => JSON.stringify([result.ancestorTitles, result.title]);
// Jest keeps the errors of earlier tries only when it was told to; else they were told as they came.
function retriesOf(result, tries, results) {
  const count = Math.max(0, (result.invocations || 1) - 1);
  const reasons = (result.retryReasons || []).map(tell);
  const isAlone = results.filter((one) => keyOf(one) === keyOf(result)).length === 1;
  const known = reasons.length > 0 ? reasons : isAlone ? tries.get(keyOf(result)) || [] : [];
  const texts = known.slice(0, count);
  while (texts.length < Math.min(count, 60)) texts.push("an earlier try failed");
  return texts;
}
function test(file, result, kind, retries) {
  const errors = (result.failureMessages || []).map(tell);
  const at = result.location;
  say({
    qa: kind,
    file,
    groups: result.ancestorTitles || [],
    name: result.title,
    status: result.status,
    ms: typeof result.duration === "number" ? result.duration : null,
    errors,
    retries,
    line: at ? at.line : null,
  });
}
module.exports = class QaReporter {
  constructor() {
    this.tries = new Map();
  }
  onRunStart() {
    let version = "";
    try {
      version = require(require.resolve("jest/package.json", { paths: [process.cwd()] })).version;
    } catch {}
    begin("jest", version);
  }
  onTestCaseStart(place, started) {
    const groups = started.ancestorTitles || [];
    say({ qa: "start", file: place.path, groups, name: started.title });
  }
  onTestCaseResult(place, result) {
    test(place.path, result, "try", []);
    if (result.status !== "failed") return;
    const tries = this.tries.get(place.path) || new Map();
    const texts = tries.get(keyOf(result)) || [];
    if (texts.length < 60) texts.push((result.failureMessages || []).map(tell).join("\n\n"));
    this.tries.set(place.path, tries.set(keyOf(result), texts));
  }
  onTestResult(place, results) {
    const file = results.testFilePath || place.path;
    const failure = results.testExecError || null;
    const tries = this.tries.get(file) || new Map();
    this.tries.delete(file);
    for (const result of results.testResults) {
      const isTried = result.invocations > 1;
      test(file, result, "test", isTried ? retriesOf(result, tries, results.testResults) : []);
    }
    const broken = failure !== null || (results.failureMessage && results.testResults.length === 0);
    if (broken) say({ qa: "file", file, error: tell(results.failureMessage || failure) });
    else say({ qa: "file", file });
  }
  onRunComplete(contexts, results) {
    if (results.runExecError) say({ qa: "error", error: tell(results.runExecError) });
    say({
      qa: "end",
      tests: results.numTotalTests,
      failures: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    });
  }
};
`;
