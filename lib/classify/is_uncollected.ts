import { isFailing } from "../model/outcome.ts";
import type { TestRecord } from "../model/test_result.ts";

type Told = Pick<TestRecord, "outcome" | "name" | "class" | "file">;

/** True for what a report tells like a test and is none: a file that was not collected, the tool's own failure. */
export function isUncollected({ outcome, name, class: group, file }: Told): boolean {
  if (!isFailing(outcome)) return false;
  // pytest's own words for its own failure.
  if (group === "pytest" && name === "internal") return true;
  const module = file.replace(/\.py$/, "").replaceAll("/", ".");
  return name !== "" && (name === module || name === file);
}

/** True for what came to no end of its own: a file that was not collected, a test that was cut off. */
export function isUnfinished(test: Told): boolean {
  const { outcome } = test;
  return outcome === "crashed" || outcome === "timed-out" || outcome === "not-run" ||
    isUncollected(test);
}
