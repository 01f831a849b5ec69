import type { QaConfig, SuiteConfig } from "../model/config.ts";
import type { Pointer } from "../model/read_config.ts";
import { nearestSpelling } from "../model/spelling.ts";
import {
  checkContainer,
  checkDurations,
  checkEnvironment,
  checkPaths,
  faultAt,
} from "./check_container.ts";
import { checkQuarantine } from "./check_quarantine.ts";
import type { ConfigFault } from "./explain_issue.ts";

/** What is wrong with a configuration beyond its types: names, needs, paths, spellings, limits. */
export function checkConfig(config: QaConfig): readonly ConfigFault[] {
  const suites = config.suites ?? [];
  return [
    ...checkPaths(config.outputs === undefined ? [] : [config.outputs], ["outputs"]),
    ...checkContainer(config.container ?? {}, ["container"]),
    ...checkDurations(config, ["deadline"], []),
    ...checkQuarantine(config.quarantine ?? []),
    ...suites.flatMap((suite, index) => checkSuite(suite, ["suites", index])),
    ...checkNames(suites),
    ...checkNeeds(suites),
    ...checkCycle(suites),
  ];
}

function checkSuite(suite: SuiteConfig, at: Pointer): readonly ConfigFault[] {
  const reduced = typeof suite.failsafe === "object" ? suite.failsafe : {};
  return [
    ...checkPlace(suite, at),
    ...checkContainer(suite.container ?? {}, [...at, "container"]),
    ...checkDurations(suite, ["timeout"], at),
    ...checkEnvironment(suite.env ?? {}, [...at, "env"]),
    ...checkSelection(suite.paths ?? [], suite.cwd, [...at, "paths"]),
    ...checkSelection(reduced.paths ?? [], suite.cwd, [...at, "failsafe", "paths"]),
    ...checkDurations(reduced, ["timeout"], [...at, "failsafe"]),
    ...checkEnvironment(reduced.env ?? {}, [...at, "failsafe", "env"]),
    ...checkArguments(suite, at),
  ];
}

function checkPlace(suite: SuiteConfig, at: Pointer): readonly ConfigFault[] {
  return (["cwd", "report"] as const).flatMap((key) => {
    const path = suite[key];
    return checkPaths(path === undefined ? [] : [path], [...at, key]);
  });
}

/** What a runner selects is relative to the suite's folder; `::` and what follows names a test in it. */
function checkSelection(
  paths: readonly string[],
  cwd: string | undefined,
  at: Pointer,
): readonly ConfigFault[] {
  return paths.flatMap((path, index) => {
    const file = path.split("::", 1)[0] ?? "";
    const own = checkPaths([file], [...at, index]);
    // A path that leaves the suite's folder may still lie inside the root.
    const climbs = own.length > 0 && file.startsWith("..") && cwd !== undefined;
    return climbs ? checkPaths([`${cwd}/${file}`], [...at, index]) : own;
  });
}

function checkArguments(suite: SuiteConfig, at: Pointer): readonly ConfigFault[] {
  const reduced = typeof suite.failsafe === "object" ? suite.failsafe : {};
  const lists: readonly (readonly [Pointer, readonly string[]])[] = [
    [[...at, "command"], suite.command ?? []],
    [[...at, "args"], suite.args ?? []],
    [[...at, "failsafe", "command"], reduced.command ?? []],
    [[...at, "failsafe", "args"], reduced.args ?? []],
  ];
  return lists.flatMap(([pointer, words]) =>
    words.flatMap((word, index) =>
      faultAt(
        [...pointer, index],
        word.includes("\0") ? "a zero byte cannot be part of an argument" : null,
        "Leave it out",
      )
    )
  );
}

function checkNames(suites: readonly SuiteConfig[]): readonly ConfigFault[] {
  const seen = new Map<string, string>();
  return suites.flatMap(({ name }, index) => {
    const before = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), before ?? name);
    const words = `"${name}" is the name of another suite too ("${before}")`;
    const hint = "Names are unique without regard to case: they become folders";
    return faultAt(["suites", index, "name"], before === undefined ? null : words, hint);
  });
}

function checkNeeds(suites: readonly SuiteConfig[]): readonly ConfigFault[] {
  const names = suites.map((suite) => suite.name);
  return suites.flatMap((suite, index) =>
    (suite.needs ?? []).flatMap((need, nth) => {
      const near = nearestSpelling(need, names.filter((name) => name !== suite.name));
      const hint = near === null ? `Suites: ${names.join(", ")}` : `Did you mean "${near}"?`;
      const words = names.includes(need) ? null : `there is no suite "${need}"`;
      return faultAt(["suites", index, "needs", nth], words, hint);
    })
  );
}

/** Takes away suites whose needs are all taken; what is left stands in a circle. */
function checkCycle(suites: readonly SuiteConfig[]): readonly ConfigFault[] {
  const known = new Set(suites.map((suite) => suite.name));
  let left = suites;
  for (let before = -1; before !== left.length;) {
    before = left.length;
    const names = new Set(left.map((suite) => suite.name));
    left = left.filter((suite) => (suite.needs ?? []).some((need) => names.has(need)));
  }
  const first = left[0];
  if (first === undefined || left.some((suite) => !known.has(suite.name))) return [];
  const circle = walkCircle(left, first.name);
  const index = suites.findIndex((suite) => suite.name === circle[0]);
  const words = `the suites need each other in a circle: ${circle.join(" -> ")}`;
  return faultAt(["suites", index, "needs"], words, "Take one of these needs away");
}

function walkCircle(suites: readonly SuiteConfig[], start: string): readonly string[] {
  const needs = new Map(suites.map((suite) => [suite.name, suite.needs ?? []]));
  const path: string[] = [];
  let here: string | undefined = start;
  while (here !== undefined && !path.includes(here)) {
    path.push(here);
    here = needs.get(here)?.find((need) => needs.has(need));
  }
  return here === undefined ? path : [...path.slice(path.indexOf(here)), here];
}
