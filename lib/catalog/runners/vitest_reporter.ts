import { REPORTER_WRITER } from "./node_reporter.ts";

/**
 * A reporter for Vitest. It reads Vitest's tasks, whose shape is the same from 1 to 4, and takes
 * whichever end of the run that version announces.
 */
export const VITEST_REPORTER = REPORTER_WRITER + String.raw`
const seen = new Set();
const counts = { tests: 0, failures: 0, skipped: 0 };
function pathOf(task) {
  const groups = [];
  for (let at = task.suite; at && at.type === "suite" && at !== task.file; at = at.suite) {
    if (at.filepath === undefined) groups.unshift(at.name);
  }
  return { file: task.file ? task.file.filepath : "", groups, name: task.name };
}
function statusOf(task, result) {
  if (task.mode === "todo") return "todo";
  if (result.state === "pass") return "passed";
  if (result.state === "fail") return "failed";
  return task.mode === "skip" || result.state === "skip" ? "skipped" : "not-run";
}
function test(task) {
  if (seen.has(task.id)) return;
  seen.add(task.id);
  const result = task.result || {};
  const status = statusOf(task, result);
  const texts = (result.errors || []).map(tell);
  // Errors of all tries stand in one list, the last one's at its end.
  const earlier = Math.min(result.retryCount || 0, status === "passed" ? texts.length : texts.length - 1);
  counts.tests++;
  if (status === "failed") counts.failures++;
  if (status === "skipped" || status === "todo") counts.skipped++;
  say({
    qa: "test",
    ...pathOf(task),
    status,
    ms: typeof result.duration === "number" ? result.duration : null,
    errors: texts.slice(Math.max(0, earlier)),
    retries: texts.slice(0, Math.max(0, earlier)),
    reason: typeof result.note === "string" ? result.note : "",
    line: task.location ? task.location.line : null,
  });
}
function walk(task) {
  if (task.type !== "suite") return test(task);
  for (const inner of task.tasks || []) walk(inner);
  const errors = (task.result && task.result.errors) || [];
  if (errors.length === 0 || task.filepath !== undefined) return;
  const place = { ...pathOf(task), groups: [...pathOf(task).groups, task.name], name: "(hook)" };
  say({ qa: "test", ...place, status: "error", ms: null, errors: errors.map(tell), retries: [] });
}
function file(task) {
  if (seen.has(task.id)) return;
  walk(task);
  seen.add(task.id);
  const errors = (task.result && task.result.errors) || [];
  if (errors.length > 0) say({ qa: "file", file: task.filepath, error: tell(errors[0]) });
  else say({ qa: "file", file: task.filepath });
}
let isOver = false;
function finish(files, errors) {
  if (isOver) return;
  isOver = true;
  for (const task of files) file(task);
  for (const error of errors || []) say({ qa: "error", error: tell(error) });
  say({ qa: "end", ...counts });
}
module.exports = class QaReporter {
  onInit(vitest) {
    begin("vitest", vitest && vitest.version);
    // The flag for it is unknown to versions before 3, which end at an unknown flag.
    for (const one of [vitest, ...((vitest && vitest.projects) || [])]) {
      try {
        one.config.includeTaskLocation = true;
      } catch {}
    }
  }
  onTestCaseReady(testCase) {
    say({ qa: "start", ...pathOf(testCase.task) });
  }
  onTestModuleEnd(testModule) {
    file(testModule.task);
  }
  onTestRunEnd(modules, errors) {
    finish(modules.map((module) => module.task), errors);
  }
  onFinished(files, errors) {
    finish(files || [], errors);
  }
};
`;
