import type { ReportItem, ReportReader } from "../model/report_reading.ts";
import type { ReportedTest } from "../model/test_result.ts";
import { readJunit } from "./read_junit.ts";

/** Deno tells of a test whose only fault is a broken step in these words; the step tells the rest. */
const BY_STEP = /^\d+ test steps? failed\.?$/;
const STEP = " > ";
/** Names of one file among which the tests of steps are looked for. */
const NAMES_MAX = 100_000;

/**
 * Reads the JUnit of `deno test`: files under their own names, steps inside of their tests, and a test
 * that failed only by its steps left out, since each of those is a failure of its own.
 */
export const readDeno: ReportReader = async function* (chunks) {
  const names = new Set<string>();
  let file = "";
  let left = 0;
  for await (const item of readJunit(chunks)) {
    if (item.kind === "end") {
      yield withoutLeft(item, left);
      continue;
    }
    const test = placed(item.test);
    if (test.file !== file) names.clear();
    file = test.file;
    const named = inside(test, names);
    if (names.size < NAMES_MAX) names.add(test.name);
    if (test.outcome === "failed" && BY_STEP.test(test.message)) left++;
    else yield { kind: "test", test: named };
  }
};

/** Deno puts the file where a class belongs; an address of another scheme stays as it is. */
function placed(test: ReportedTest): ReportedTest {
  const file = (test.file || test.className).replace(/^\.\//, "");
  const className = test.file === "" || test.className === test.file ? "" : test.className;
  return { ...test, file, className };
}

/** Steps follow all tests of their file; only the name of one of those can be told from a ` > ` of a name's own. */
function inside(test: ReportedTest, names: ReadonlySet<string>): ReportedTest {
  for (let at = test.name.lastIndexOf(STEP); at > 0; at = test.name.lastIndexOf(STEP, at - 1)) {
    const parent = test.name.slice(0, at);
    if (!names.has(parent)) continue;
    return { ...test, className: parent, name: test.name.slice(at + STEP.length) };
  }
  return test;
}

function withoutLeft(item: ReportItem & { kind: "end" }, left: number): ReportItem {
  const { declared } = item.end;
  if (declared === null || left === 0) return item;
  const { tests, failures, skipped } = declared;
  const rest = { tests: Math.max(0, tests - left), failures: Math.max(0, failures - left) };
  return { ...item, end: { ...item.end, declared: { ...rest, skipped } } };
}
