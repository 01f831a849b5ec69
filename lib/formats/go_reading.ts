import type { TestOutcome } from "../model/outcome.ts";
import type { ReportEnd } from "../model/report_reading.ts";
import type { ReportedTest } from "../model/test_result.ts";
import { type GoEvent, readGoEvent } from "./go_event.ts";
import { hiddenOutcome, ownWords } from "./go_output.ts";
import {
  beginGoTest,
  describeGoTest,
  nameGoTest,
  type RunningGoTest,
  tellGoBuild,
  tellGoPackage,
  tellPausedGoTest,
} from "./go_tests.ts";
import { createProblemList } from "./problem_list.ts";
import { NEVER_ENDED } from "./progress_words.ts";

/** Characters of output kept per running test, and for all of them together. */
const OUTPUT_MAX = 64 * 1024;
const OUTPUT_TOTAL_MAX = 16 * 1024 * 1024;
/** Most packages at once, and most tests of one that have begun and not ended. */
const PACKAGES_MAX = 2_000;
const TESTS_MAX = 50_000;
/** A failure before the tests, in a line of its own; "setup" when a dependency is missing. */
const NOT_BUILT = /^FAIL\t(\S+)(?: \[\S+\])? \[((?:build|setup) failed)\]$/;

/** A package whose tests run. */
interface RunningPackage {
  readonly itself: RunningGoTest;
  readonly tests: Map<string, RunningGoTest>;
  failures: number;
}

/** Reads the lines of `go test -json` one by one; `take` gives the tests finished since the last call. */
export function createGoReading(): {
  line(text: string): void;
  take(): readonly ReportedTest[];
  end(): ReportEnd;
} {
  const problems = createProblemList();
  const packages = new Map<string, RunningPackage>();
  const builds = new Map<string, RunningGoTest>();
  let finished: ReportedTest[] = [];
  let kept = 0;

  const keep = (one: RunningGoTest, output: string): void => {
    const piece = output.slice(0, Math.max(0, OUTPUT_MAX - one.output.length));
    if (kept + piece.length > OUTPUT_TOTAL_MAX) return;
    kept += piece.length;
    one.output += piece;
  };
  const release = (one: RunningGoTest): void => void (kept -= one.output.length);
  const open = (name: string): RunningPackage => {
    const there = packages.get(name) ?? { itself: beginGoTest(""), tests: new Map(), failures: 0 };
    packages.set(name, there);
    return there;
  };
  const finish = (event: GoEvent, one: RunningGoTest, outcome: TestOutcome): void => {
    const place = open(event.package);
    place.tests.delete(one.name);
    release(one);
    const words = ownWords(one.output);
    if (outcome === "failed") tellParents(place, one.name);
    if (one.hasSubtests && (outcome !== "failed" || (one.subtestFailed && words === ""))) return;
    if (outcome === "failed") place.failures++;
    finished.push(describeGoTest(event, one, { outcome, words }));
  };
  const endPackage = (event: GoEvent): void => {
    const place = open(event.package);
    for (const one of [...place.tests.values()].reverse()) {
      const hidden = hiddenOutcome(one.output, one.name);
      if (event.action === "pass") finish(event, one, hidden ?? "passed");
      else if (hidden !== null) finish(event, one, hidden);
      else crash(event, one);
    }
    packages.delete(event.package);
    release(place.itself);
    if (event.action !== "fail" || place.failures > 0) return;
    const build = builds.get(event.failedBuild);
    finished.push(tellGoPackage(event.package, build ?? place.itself, build !== undefined));
  };
  /** The package ended while the test ran: `os.Exit`, a signal, or a panic elsewhere. */
  const crash = (event: GoEvent, one: RunningGoTest): void => {
    const place = open(event.package);
    place.tests.delete(one.name);
    release(one);
    if (one.hasSubtests && one.subtestFailed) return;
    tellParents(place, one.name);
    place.failures++;
    if (one.isPaused) return void finished.push(tellPausedGoTest(event.package, one));
    const words = ownWords(one.output);
    const message = words === "" ? "its test binary ended while it ran" : "";
    const test = describeGoTest(event, one, { outcome: "crashed", words });
    finished.push({ ...test, message: test.message === "" ? message : test.message });
  };
  const hear = (event: GoEvent): void => {
    if (event.action === "build-output") {
      const build = builds.get(event.importPath) ?? beginGoTest(event.importPath);
      builds.set(event.importPath, build);
      return keep(build, event.output);
    }
    if (event.package === "") return;
    if (!packages.has(event.package) && packages.size >= PACKAGES_MAX) {
      return problems.add(`more than ${PACKAGES_MAX} packages at once`);
    }
    const place = open(event.package);
    if (event.action === "run" && place.tests.size >= TESTS_MAX) {
      return problems.add(`more than ${TESTS_MAX} tests of a package at once`);
    }
    const one = event.test === "" ? place.itself : place.tests.get(event.test);
    if (event.action === "run") begin(place, event.test);
    else if (event.action === "pause" && one) one.isPaused = true;
    else if (event.action === "cont" && one) one.isPaused = false;
    else if (event.action === "output") keep(one ?? begin(place, event.test), event.output);
    else if (event.test === "" && isEnd(event.action)) endPackage(event);
    else if (isEnd(event.action)) {
      finish(event, one ?? begin(place, event.test), OUTCOMES[event.action]);
    }
  };
  return {
    line(text) {
      const event = readGoEvent(text);
      if (event !== null) return hear(event);
      const [, name = "", what = ""] = NOT_BUILT.exec(text) ?? [];
      if (name !== "") finished.push(tellGoBuild(name, what));
      else if (text.startsWith('{"')) problems.add("a line is cut, or no event of go test");
    },
    take() {
      const taken = finished;
      if (taken.length > 0) finished = [];
      return taken;
    },
    end() {
      for (const [name, { tests }] of packages) {
        problems.add(`package ${name} began and did not end`);
        for (const one of [...tests.values()].filter((test) => !test.hasSubtests)) {
          if (one.isPaused) {
            finished.push(tellPausedGoTest(name, one));
            continue;
          }
          const details = ownWords(one.output);
          finished.push({
            ...nameGoTest(name, one.name, "crashed"),
            message: NEVER_ENDED,
            details,
          });
        }
      }
      const kept = problems.kept();
      return { whole: kept.length === 0, problems: kept, declared: null };
    },
  };
}

const OUTCOMES = { pass: "passed", bench: "passed", fail: "failed", skip: "skipped" } as const;

function isEnd(action: string): action is keyof typeof OUTCOMES {
  return Object.hasOwn(OUTCOMES, action);
}

function begin(place: RunningPackage, name: string): RunningGoTest {
  const one = place.tests.get(name) ?? beginGoTest(name);
  place.tests.set(name, one);
  for (const parent of parentsOf(place, name)) parent.hasSubtests = true;
  return one;
}

function tellParents(place: RunningPackage, name: string): void {
  for (const parent of parentsOf(place, name)) parent.subtestFailed = true;
}

/** RunningGoTest tests that this one is a subtest of; a slash may also belong to a subtest's own name. */
function parentsOf(place: RunningPackage, name: string): readonly RunningGoTest[] {
  const found: RunningGoTest[] = [];
  for (let at = name.indexOf("/"); at !== -1; at = name.indexOf("/", at + 1)) {
    const parent = place.tests.get(name.slice(0, at));
    if (parent !== undefined) found.push(parent);
  }
  return found;
}
