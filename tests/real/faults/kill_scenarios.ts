import type { KillScenario } from "../../support/kill_scene.ts";

const CONTAINER = { image: "qa-gate-test-busybox:1", network: "none" };
/** A while of output, so that a kill finds it in the middle. */
const TALK = "for i in 1 2 3 4 5 6; do echo line $i; sleep 0.05; done";
/** Leaves a child behind, and does not end by itself when its gate is dead. */
const CLING =
  `sleep 300 >/dev/null 2>&1 & ${TALK}; ${TALK}; kill -0 $PPID 2>/dev/null || sleep 300`;
/** Leaves a child behind and ends, also when its gate is dead. */
const LEAVE = `sleep 300 >/dev/null 2>&1 & ${TALK}; ${TALK}`;

const TESTS = `
import time

def test_steady(): time.sleep(0.1)

def test_never(): assert 1 == 2
`;

/** The kinds of runs that are killed: containers side by side, local suites, failed tests tried again. */
export const KILL_SCENARIOS = {
  containers: {
    name: "containers",
    config: {
      jobs: 2,
      container: CONTAINER,
      suites: [
        { name: "one", command: ["sh", "-c", TALK], failsafe: true },
        { name: "two", command: ["sh", "-c", `${TALK}; ${TALK}`], failsafe: true },
      ],
    },
    files: { ".git/HEAD": "ref: refs/heads/main\n" },
    args: ["--suite", "one", "--suite", "two"],
    ends: [0, "passed"],
  },
  failsafe: {
    name: "failsafe",
    config: {
      jobs: 2,
      container: CONTAINER,
      suites: [
        { name: "one", command: ["sh", "-c", CLING], failsafe: true },
        { name: "two", command: ["sh", "-c", LEAVE], failsafe: true },
      ],
    },
    args: ["--mode", "failsafe", "--suite", "one", "--suite", "two"],
    ends: [0, "degraded"],
  },
  retries: {
    name: "retries",
    config: {
      jobs: 2,
      retries: 1,
      container: { ...CONTAINER, image: "qa-gate-test-python:1" },
      suites: [
        { name: "one", runner: "pytest", args: ["-q", "-p", "no:cacheprovider"], failsafe: true },
      ],
    },
    files: { "test_never.py": TESTS },
    args: ["--suite", "one"],
    ends: [1, "failed"],
  },
} as const satisfies Readonly<Record<string, KillScenario>>;
