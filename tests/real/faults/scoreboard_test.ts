import { assert, assertEquals } from "@std/assert";
import type { FaultCase } from "../../support/fault_case.ts";
import { inTurn } from "../../support/in_turn.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { FAULT_CASES } from "./catalogue.ts";
import { driveGate } from "./drive_gate.ts";
import { drivePlain } from "./drive_plain.ts";
import { driveTestcontainers, installTestcontainers } from "./drive_testcontainers.ts";
import type { DriverAnswer } from "./driver_answer.ts";
import { explainScore, formatCases, formatScoreboard, scoreCase } from "./scoreboard.ts";

const ROW: FaultCase = {
  id: "0",
  title: "a case",
  truth: "red",
  expects: { verdicts: ["failed"], classes: ["oom"] },
};
const ANSWER: DriverAnswer = {
  driver: "qa_gate",
  exit: 1,
  verdict: "failed",
  reason: null,
  classes: ["oom"],
  stdout: null,
  marksLoss: false,
  problem: null,
  durationMs: 1,
  overlapMs: 0,
  orphans: 0,
  said: "",
};

Deno.test("scoreCase() finds nothing wrong with an answer that is right", () => {
  assertEquals(explainScore(scoreCase(ROW, ANSWER)), []);
});

Deno.test("scoreCase() calls it a false green when a suite that fails ends with 0", () => {
  const scored = scoreCase(ROW, { ...ANSWER, exit: 0, verdict: "passed" });
  assertEquals([scored.isFalseGreen, scored.isVerdictRight], [true, false]);
});

Deno.test("scoreCase() tells who is blamed for what", () => {
  assertEquals(scoreCase(ROW, { ...ANSWER, verdict: "infra" }).blamesEngine, true);
  const green: FaultCase = { ...ROW, truth: "green", expects: { verdicts: ["infra"] } };
  assertEquals(scoreCase(green, ANSWER).blamesTests, true);
  assertEquals(scoreCase(green, { ...ANSWER, verdict: "infra" }).blamesTests, false);
});

Deno.test("scoreCase() misses no byte of the output, unless its loss is marked", () => {
  const row: FaultCase = {
    ...ROW,
    truth: "green",
    output: "a\xffb",
    expects: { verdicts: ["passed"] },
  };
  const passed = { ...ANSWER, exit: 0, verdict: "passed" };
  const whole = scoreCase(row, { ...passed, stdout: Uint8Array.of(97, 255, 98) });
  assertEquals([whole.isLossUnmarked, whole.isFalseGreen], [false, false]);
  const short = scoreCase(row, { ...passed, stdout: Uint8Array.of(97, 255) });
  assertEquals([short.isLossUnmarked, short.isFalseGreen], [true, true]);
  const marked = scoreCase(row, { ...passed, stdout: Uint8Array.of(97), marksLoss: true });
  assertEquals([marked.isLossUnmarked, marked.isFalseGreen], [false, false]);
});

/** Where the scoreboard is written, as Markdown; without it, it is not played. */
const board = Deno.env.get("QA_SCOREBOARD") ?? "";
const needs = await requireDocker({ images: ["busybox", "python"] });
const DRIVERS: readonly ((row: FaultCase) => Promise<DriverAnswer>)[] = [
  driveGate,
  (row) => drivePlain("docker run", row),
  (row) => drivePlain("run -d, logs -f, wait", row),
];

Deno.test({
  name: "the scoreboard: every fault through the gate, and through docker by hand",
  ignore: board === "" || needs.ignore || requireRoot("dockerd").ignore,
  async fn() {
    await using installed = await installTestcontainers();
    if (installed === null) console.error("testcontainers-node cannot be installed: left out");
    const drivers = installed === null
      ? DRIVERS
      : [...DRIVERS, (row: FaultCase) => driveTestcontainers(installed, row)];
    // The package has no limit of processes: nothing could be said of it there.
    const plays = FAULT_CASES.flatMap((row) =>
      (row.container?.["pids_limit"] === undefined ? drivers : DRIVERS)
        .map((drive) => ({ row, drive }))
    );
    const scored = await inTurn(plays, 3, async ({ row, drive }) => {
      const one = scoreCase(row, await drive(row));
      const { driver, verdict, exit } = one.answer;
      console.log(`  ${row.id} ${driver}: ${verdict} (${exit})${one.isFalseGreen ? " !!!" : ""}`);
      return one;
    });
    const tables = `${formatScoreboard(scored)}\n\n${formatCases(scored)}\n`;
    console.log(`\n${tables}`);
    await Deno.writeTextFile(board, tables);
    const ours = scored.filter(({ answer }) => answer.driver === "qa_gate");
    const wrong = ours.flatMap(explainScore);
    for (const line of wrong) console.log(`!!! ${line}`);
    assertEquals(wrong.filter((line) => !line.includes(": tells ")), []);
    const asked = ours.filter(({ isClassRight }) => isClassRight !== null);
    const right = asked.filter(({ isClassRight }) => isClassRight);
    assert(right.length / asked.length >= 0.98, `${right.length} of ${asked.length} classes right`);
  },
});
