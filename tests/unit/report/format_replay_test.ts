import { assert, assertEquals } from "@std/assert";
import type { ReplayOrigin } from "../../../lib/model/replay.ts";
import type { RunnableReplay } from "../../../lib/model/replay_plan.ts";
import { formatReplay } from "../../../lib/report/format_replay.ts";
import { sampleReplayed } from "../../support/sample_replayed.ts";

/** The sample replay with another account of where it comes from. */
function withOrigin(sample: RunnableReplay, changes: Partial<ReplayOrigin>): RunnableReplay {
  const { replay } = sample.plan;
  assert(replay);
  return { ...sample, plan: { ...sample.plan, replay: { ...replay, ...changes } } };
}

Deno.test("formatReplay() says what differs, what runs and what stays to be done, in this order", () => {
  const sample = withOrigin(sampleReplayed(["test_a"], { repeat: 5, serial: true }), {
    runIds: ["first", "second"],
    differences: [{ what: "commit", recorded: "aaa", now: "bbb", effect: "Run: git checkout aaa" }],
    outstanding: [
      { suite: "e2e", test: null, state: "removed", why: "is not in the plan any more" },
      { suite: "unit", test: "unit::x", state: "failed", why: "failed" },
    ],
  });
  const notes = ["a note"];
  assertEquals(
    formatReplay({ ...sample, plan: { ...sample.plan, notes } }),
    `Replay of first and 1 more record: 1 suite, 5 times each, mode container, at most 1 at once

Not as in the record:
  commit: then aaa, now bbb
    Run: git checkout aaa

Runs:
  unit: 1 test (1 test did not pass)
    unit::tests/test_sum.py::tests.test_sum::test_a

Not run now, and still to be done:
  e2e: removed (is not in the plan any more)
  unit::x: failed (failed)

Notes:
  a note
`,
  );
});

Deno.test("formatReplay() says why there is nothing, and what stays to be done", () => {
  const why = "Nothing is left to replay: all 2 suites passed, or are excused";
  assertEquals(formatReplay({ kind: "nothing", why, outstanding: [] }), `${why}\n`);
  const outstanding = [{ suite: "old", test: null, state: "removed", why: "is gone" }] as const;
  assertEquals(
    formatReplay({ kind: "nothing", why: "Nothing", outstanding }),
    "Nothing\nNot run now, and still to be done:\n  old: removed (is gone)\n",
  );
});

Deno.test("formatReplay() counts what is too much to list", () => {
  const names = Array.from({ length: 5000 }, (_, index) => `test_${index}`);
  const sample = sampleReplayed(names);
  const outstanding = names.map((test) =>
    ({ suite: "unit", test, state: "failed", why: "failed" }) as const
  );
  const differences = names.map((recorded) =>
    ({ what: "limits", recorded, now: "", effect: "x".repeat(10_000) }) as const
  );
  const text = formatReplay(withOrigin(sample, { outstanding, differences }));
  assert(text.includes("and 4990 more"), text.slice(-500));
  assert(text.split("\n").length < 120);
  assert(text.split("\n").every((line) => line.length <= 200));
});

Deno.test("formatReplay() shows nothing that moves a terminal", () => {
  const evil = "x\u001b[2J\u202e\r\n\u009b31m";
  const sample = withOrigin(sampleReplayed([evil]), {
    runIds: [evil],
    differences: [{ what: "image", recorded: evil, now: evil, effect: evil }],
    outstanding: [{ suite: evil, test: evil, state: "failed", why: evil }],
  });
  assert(!/[^\n\P{Cc}]|\u202e/u.test(formatReplay(sample)));
});
