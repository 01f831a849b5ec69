import { REPORTER_WRITER } from "./node_reporter.ts";

/**
 * A reporter for Node's own test runner. JUnit of Node 20 names no files and counts no test that has
 * subtests; results are told at once, although Node keeps the order of the files in its own.
 */
export const NODE_TEST_REPORTER = REPORTER_WRITER + String.raw`
const stacks = new Map();
const spoken = new Map();
function place(kind, data) {
  const file = data.file || "";
  const key = kind + file;
  const names = stacks.get(key) || [];
  return { file, groups: names.slice(0, data.nesting), name: data.name, names, key };
}
function enter(kind, data) {
  const { key, names } = place(kind, data);
  names.length = Math.min(names.length, data.nesting);
  names[data.nesting] = data.name;
  stacks.set(key, names);
}
function statusOf(data, isPassed) {
  const reason = ((data.details || {}).error || {}).failureType;
  if (data.skip !== undefined && data.skip !== false) return "skipped";
  const isTodo = data.todo !== undefined && data.todo !== false;
  if (isTodo) return isPassed ? "passed" : "expected-failure";
  if (isPassed) return "passed";
  if (reason === "testTimeoutFailure") return "timed-out";
  return reason === "testCodeFailure" || reason === "subtestsFailed" ? "failed" : "error";
}
function errorOf(data) {
  const error = (data.details || {}).error;
  if (!error) return [];
  return [tell(error.cause !== null && typeof error.cause === "object" ? error.cause : error)];
}
function reasonOf(data) {
  const reason = data.skip || data.todo;
  return typeof reason === "string" ? reason : data.todo ? "todo" : "";
}
function isFile(data) {
  return data.nesting === 0 && data.file !== undefined && data.name !== "" &&
    (data.name === data.file || require("path").resolve(data.name) === data.file);
}
// Why a file could not be run stands only on its standard error.
function listen(data) {
  // Newer versions name the file here as it was given to them.
  const file = require("path").resolve(data.entryFile || data.file || "");
  spoken.set(file, ((spoken.get(file) || "") + data.message).slice(-8192));
}
function explain(data) {
  const text = spoken.get(data.file) || "";
  const at = text.search(/^(?:\w*Error\b|node:internal|file:)/m);
  const { exitCode, signal } = (data.details || {}).error || {};
  if (text.trim() === "") return "its process ended by " + (signal || "exit code " + exitCode);
  const lines = text.slice(Math.max(0, at)).split("\n");
  const named = lines.findIndex((line) => /^\w*Error\b/.test(line));
  return (named > 0 ? [...lines.slice(named), ...lines.slice(0, named)] : lines).join("\n");
}
function result(kind, data, isPassed) {
  const { file, groups, name } = place(kind === "try" ? "now" : "then", data);
  const isSuite = (data.details || {}).type === "suite";
  const reason = ((data.details || {}).error || {}).failureType;
  if (isSuite && (isPassed || reason === "subtestsFailed" || reason === "cancelledByParent")) {
    return null;
  }
  const test = isSuite ? { groups: [...groups, name], name: "(hook)" } : { groups, name };
  return {
    qa: kind,
    file,
    ...test,
    status: isSuite ? "error" : statusOf(data, isPassed),
    ms: (data.details || {}).duration_ms,
    errors: errorOf(data),
    retries: [],
    reason: reasonOf(data),
    line: data.line,
  };
}
const NO_TESTS = "the file told no test; it ended with exit code 0";
const counts = { tests: 0, failures: 0, skipped: 0 };
function count(message) {
  const [, word, number] = /^(tests|fail|cancelled|skipped) (\d+)$/.exec(message) || [];
  if (word === "tests" || word === "skipped") counts[word] = Number(number);
  else if (word !== undefined) counts.failures += Number(number);
}
function linesOf({ type, data }) {
  if (type === "test:stderr") listen(data);
  if (type === "test:diagnostic" && data.nesting === 0) count(data.message);
  if (type === "test:dequeue" && !isFile(data)) {
    const { file, groups, name } = place("now", data);
    enter("now", data);
    return [{ qa: "start", file, groups, name }];
  }
  if (type === "test:start") enter("then", data);
  if (type === "test:complete" && !isFile(data)) {
    return [result("try", data, data.details.passed !== false)];
  }
  if (type !== "test:pass" && type !== "test:fail") return [];
  const isPassed = type === "test:pass";
  if (!isPassed && isFile(data)) return [{ qa: "file", file: data.file, error: explain(data) }];
  // A file that told no test of its own: node takes its exit code for one.
  if (isFile(data)) return [{ ...result("test", data, true), name: "(file)", reason: NO_TESTS }];
  const { file, groups, name } = place("then", data);
  const isSuite = (data.details || {}).type === "suite";
  const done = isSuite ? { qa: "done", file, groups, name } : null;
  return [result("test", data, isPassed), done];
}
module.exports = async function* report(source) {
  const root = fs.realpathSync(process.cwd());
  const write = (line) => JSON.stringify(line) + "\n";
  yield write({ qa: "begin", v: 1, tool: "node", version: process.version, root });
  for await (const event of source) {
    for (const line of linesOf(event)) if (line !== null) yield write(line);
  }
  yield write({ qa: "end", ...counts });
};
`;
