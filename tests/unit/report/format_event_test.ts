import { assertEquals, assertMatch } from "@std/assert";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";
import type { RunEvent } from "../../../lib/model/run_event.ts";
import { NO_TESTS } from "../../../lib/model/test_counts.ts";
import { formatEvent } from "../../../lib/report/format_event.ts";
import { sampleCounts } from "../../support/sample_suite.ts";

const PLAIN = { color: false };

const LINES: readonly (readonly [number, RunEvent, string])[] = [
  [
    1000,
    {
      type: "suite-retrying",
      suite: "unit",
      place: "container",
      attempt: 2,
      tests: 1,
      scope: "tests",
    },
    "00:01.0 unit         again     1 failed test, attempt 2",
  ],
  [
    1000,
    {
      type: "suite-retrying",
      suite: "unit",
      place: "container",
      attempt: 3,
      tests: 2,
      scope: "suite",
    },
    "00:01.0 unit         again     the whole suite, for 2 failed tests, attempt 3",
  ],
  [
    1000,
    { type: "suite-repeating", suite: "unit", place: "container", attempt: 3, times: 20 },
    "00:01.0 unit         repeat    run 3 of 20",
  ],
  [
    2000,
    {
      type: "suite-settled",
      suite: "unit",
      place: "container",
      attempts: 2,
      outcome: "passed",
      counts: { ...sampleCounts(3), flaky: 1 },
      why: "1 of 3 tests passed only when tried again (2 attempts)",
    },
    "00:02.0 unit         passed    3 passed (1 flaky)  (container)  1 of 3 tests passed only when tried again (2 attempts)",
  ],
  [
    3,
    {
      type: "run-started",
      run_id: "20261120T100000Z-a1b2c3",
      project: "sample",
      profile: "ci",
      mode: "auto",
      suites: ["unit", "lint"],
    },
    "00:00.0 run          started   20261120T100000Z-a1b2c3  2 suites: unit, lint  (profile ci, mode auto)",
  ],
  [
    5,
    { type: "preflight-started", docker_bin: "docker", image: "example/app:1" },
    "00:00.0 engine       checking  docker  image example/app:1",
  ],
  [
    90,
    { type: "image-started", doing: "pulling", image: "example/app:1" },
    "00:00.0 engine       pulling   image example/app:1",
  ],
  [
    180,
    {
      type: "preflight-passed",
      engine: "docker 20.10.24",
      image: "example/app:1",
      image_id: "sha256:1",
    },
    "00:00.1 engine       ready     docker 20.10.24  image example/app:1",
  ],
  [
    200,
    {
      type: "fallback",
      reason: "docker-missing",
      detail: '"docker": not found in PATH',
      hint: "Install Docker, or run with --mode failsafe",
      phase: "preflight",
      suites: ["unit", "lint"],
      not_checked: ["e2e"],
    },
    '00:00.2 container    not used  Cannot start "docker": not found in PATH; the failsafe runs ' +
    "unit, lint instead, not checked: e2e (Install Docker, or run with --mode failsafe)",
  ],
  [
    200,
    {
      type: "fallback",
      reason: "container-lost",
      detail: "",
      hint: "",
      phase: "midway",
      suites: [],
      not_checked: [],
    },
    "00:00.2 container    lost      The container was lost; " +
    "nothing can run instead",
  ],
  [
    201,
    { type: "suite-started", suite: "unit", place: "container", attempt: 1, argv: ["pytest"] },
    "00:00.2 unit         started   (container)",
  ],
  [
    3210,
    {
      type: "suite-ended",
      suite: "unit",
      place: "container",
      attempt: 1,
      outcome: "passed",
      exit_code: 0,
      duration_ms: 2900,
      counts: sampleCounts(34, 0, 1),
      why: "34 of 34 tests passed",
    },
    "00:03.2 unit         passed    34 passed, 1 skipped  2.9s  (container)",
  ],
  [
    3210,
    {
      type: "suite-ended",
      suite: "e2e",
      place: "failsafe",
      attempt: 1,
      outcome: "timed-out",
      exit_code: null,
      duration_ms: 1_800_000,
      counts: NO_TESTS,
      why: "no end\nwithin 30m",
    },
    "00:03.2 e2e          timed-out 30m 00s  (failsafe)  no end within 30m",
  ],
  [
    3211,
    { type: "suite-skipped", suite: "e2e", why: "needs unit, which failed" },
    "00:03.2 e2e          not run   needs unit, which failed",
  ],
  [
    3212,
    { type: "warning", message: "no git here" },
    "00:03.2 run          warning   no git here",
  ],
  [
    3213,
    { type: "cancelled", signal: "SIGINT" },
    "00:03.2 run          cancelled by SIGINT; clean-up goes on",
  ],
  [
    63_213,
    { type: "run-ended", verdict: "failed", exit_code: 1, duration_ms: 63_210 },
    "01:03.2 run          failed    exit 1  1m 03s",
  ],
];

for (const [ms, event, line] of LINES) {
  const variant = event.type === "fallback" ? ` (${event.phase})` : "";
  const outcome = event.type === "suite-ended" ? ` (${event.outcome})` : "";
  Deno.test(`formatEvent() writes one line for ${event.type}${variant}${outcome}`, () => {
    assertEquals(formatEvent(event, ms, PLAIN), line);
  });
}

Deno.test("formatEvent() paints the word alone", () => {
  const event: RunEvent = { type: "suite-skipped", suite: "e2e", why: "because" };
  assertEquals(
    formatEvent(event, 0, { color: true }),
    "00:00.0 e2e          \u001b[33mnot run  \u001b[0m because",
  );
});

Deno.test("formatEvent() takes the sting out of every text of a stranger", () => {
  const sting = "a\u001b[2J\u001b]0;t\u0007\r\n\u009b31m\u202eb";
  const events: readonly RunEvent[] = [
    { type: "warning", message: sting },
    { type: "suite-skipped", suite: sting, why: sting },
    { type: "preflight-passed", engine: sting, image: sting, image_id: sting },
    { type: "preflight-started", docker_bin: sting, image: sting },
    {
      type: "fallback",
      reason: "daemon-lost",
      detail: sting,
      hint: sting,
      phase: "midway",
      suites: [sting],
      not_checked: [sting],
    },
  ];
  for (const event of events) assertMatch(formatEvent(event, 0, PLAIN), /^[^\p{Cc}\u202e]*$/u);
});

Deno.test("formatEvent() tells which suite is asked for its tests, and what of the plan a shard is", () => {
  const listing: RunEvent = { type: "suite-listing", suite: "unit", place: "container" };
  assertEquals(formatEvent(listing, 0, PLAIN), "00:00.0 unit         listing   (container)");
  const shard: RunEvent = { type: "sharded", shard: SAMPLE_SHARD, suites: ["unit", "lint"] };
  assertEquals(
    formatEvent(shard, 1_500, PLAIN),
    "00:01.5 run          shard     shard 0 of 3, 41 of 123 tests, about 2.1s " +
      "(the longest 1.03 of the average)  of unit, lint",
  );
});

Deno.test("formatEvent() names no node of a shard that none has taken", () => {
  const lost: RunEvent = {
    ...{ type: "shard-ended", shard: 2, total: 4, node: "", life: "x", outcome: "lost" },
    ...{ duration_ms: null, counts: NO_TESTS, why: "rejected: No such image: a:1" },
  };
  assertEquals(
    formatEvent(lost, 1_500, PLAIN),
    "00:01.5 shard 2      lost      rejected: No such image: a:1",
  );
});
