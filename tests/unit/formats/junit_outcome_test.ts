import { assertEquals } from "@std/assert";
import {
  createCase,
  type JunitCase,
  type JunitVerdict,
  type VerdictKind,
} from "../../../lib/formats/junit_case.ts";
import { outcomeOf } from "../../../lib/formats/junit_outcome.ts";

function verdict(kind: VerdictKind, type = "", message = ""): JunitVerdict {
  return { kind, type, message, time: undefined, details: "" };
}

function test(verdicts: readonly JunitVerdict[], parts: Partial<JunitCase> = {}): JunitCase {
  return { ...createCase(), verdicts: [...verdicts], ...parts };
}

const of = (...verdicts: readonly JunitVerdict[]) => outcomeOf(test(verdicts));

Deno.test("outcomeOf() reads the elements inside of a test", () => {
  assertEquals(of(), "passed");
  assertEquals(of(verdict("failure")), "failed");
  assertEquals(of(verdict("error")), "error");
  assertEquals(of(verdict("error"), verdict("failure")), "failed");
  assertEquals(of(verdict("skipped")), "skipped");
  assertEquals(of(verdict("disabled")), "skipped");
  assertEquals(of(verdict("skipped"), verdict("failure")), "failed");
  assertEquals(of(verdict("flakyFailure")), "flaky");
  assertEquals(of(verdict("flakyError"), verdict("flakyFailure")), "flaky");
  assertEquals(of(verdict("failure"), verdict("rerunFailure")), "failed");
  assertEquals(of(verdict("error"), verdict("rerunError")), "error");
  assertEquals(of(verdict("failure", "flaky failure"), verdict("flakyFailure")), "failed");
});

Deno.test("outcomeOf() reads what tools tell in types and messages", () => {
  assertEquals(of(verdict("skipped", "pytest.xfail")), "expected-failure");
  assertEquals(of(verdict("skipped", "XFAIL")), "expected-failure");
  assertEquals(of(verdict("skipped", "todo"), verdict("failure")), "expected-failure");
  assertEquals(of(verdict("skipped", "todo")), "skipped");
  assertEquals(of(verdict("skipped", "not-run")), "not-run");
  assertEquals(of(verdict("skipped", "", "Unable to find executable")), "not-run");
  assertEquals(of(verdict("failure", "", "[XPASS(strict)] bug")), "unexpected-pass");
  assertEquals(of(verdict("error", "UnexpectedSuccess")), "unexpected-pass");
  assertEquals(of(verdict("failure", "", "Failed: Timeout >1.0s")), "timed-out");
  assertEquals(of(verdict("failure", "testTimeoutFailure")), "timed-out");
  assertEquals(of(verdict("failure", "cancelledByParent")), "error");
  assertEquals(of(verdict("failure", "test abort with SIGSEGV")), "crashed");
  assertEquals(of(verdict("failure", "", "worker 'gw1' crashed while running 'x'")), "crashed");
  assertEquals(of(verdict("failure", "NoneType", "None")), "error");
});

Deno.test("outcomeOf() reads our own words, as far as the element can mean them", () => {
  for (const outcome of ["timed-out", "crashed", "unexpected-pass", "error"] as const) {
    assertEquals(of(verdict("failure", outcome)), outcome);
    // Quarantined: it failed so, and does not count.
    assertEquals(of(verdict("skipped", outcome)), "skipped");
  }
});

Deno.test("outcomeOf() reads the tag where it has no element inside", () => {
  const said = (status: string) => outcomeOf(test([], { status }));
  assertEquals(["run", "completed", "passed", ""].map(said), Array(4).fill("passed"));
  assertEquals(["notrun", "untested"].map(said), ["not-run", "not-run"]);
  assertEquals(["disabled", "Skipped", "suppressed"].map(said), Array(3).fill("skipped"));
  assertEquals(["fail", "failed", "error"].map(said), ["failed", "failed", "error"]);
});

Deno.test("outcomeOf() turns around what a test says to expect", () => {
  assertEquals(outcomeOf(test([], { expectsFailure: true })), "expected-failure");
  assertEquals(outcomeOf(test([verdict("failure")], { expectsFailure: true })), "unexpected-pass");
});
