import { assert, assertEquals } from "@std/assert";
import { inTurn } from "../../support/in_turn.ts";
import { drawParts, type KillMoment, type KillPhase } from "../../support/kill_moment.ts";
import type { KillScenario } from "../../support/kill_scene.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { type KillOutcome, runKills } from "./kill_campaign.ts";
import { KILL_SCENARIOS } from "./kill_scenarios.ts";

const needs = await requireDocker({ images: ["busybox", "python"] });
/** `all`, or a pattern for the name of the campaign: `QA_FAULTS='200 random moments'`. */
const wanted = Deno.env.get("QA_FAULTS") ?? "";
const AT_ONCE = 3;
const SEED = 20_260_102;
/** Kills of one scene: a gate that lives beside them must outlive them all within its own bound. */
const KILLS_OF_A_SCENE = 5;

interface Batch {
  readonly scenario: KillScenario;
  readonly moments: readonly KillMoment[];
}

const { containers, failsafe, retries } = KILL_SCENARIOS;

function atPhases(...phases: readonly KillPhase[]): readonly KillMoment[] {
  return phases.map((phase) => ({ kind: "phase", phase }));
}

function atRandom(parts: Iterator<number>, count: number): readonly KillMoment[] {
  return Array.from({ length: count }, () => ({ kind: "random", part: parts.next().value }));
}

async function runBatches(batches: readonly Batch[]): Promise<readonly KillOutcome[]> {
  const outcomes = await inTurn(batches, AT_ONCE, async ({ scenario, moments }) => {
    const told = await runKills(scenario, moments);
    for (const { name, isKilled, left, problems } of told) {
      console.log(`  ${name}${isKilled ? "" : " (it had ended)"}; left: ${left.join(", ") || "-"}`);
      for (const problem of problems) console.log(`    !!! ${problem}`);
    }
    return told;
  });
  return outcomes.flat();
}

function problemsOf(outcomes: readonly KillOutcome[]): readonly string[] {
  return outcomes.flatMap(({ name, problems }) => problems.map((one) => `${name}: ${one}`));
}

Deno.test({
  name: "qa_gate leaves whole files and no orphans when it is killed at some moments",
  ...needs,
  async fn() {
    const parts = drawParts(SEED);
    const outcomes = await runBatches([
      {
        scenario: containers,
        moments: [
          ...atPhases(
            "a container was made",
            "a container was started",
            "stable names are replaced",
          ),
          ...atRandom(parts, 2),
        ],
      },
      {
        scenario: failsafe,
        moments: [...atPhases("the spool is made", "a local suite runs"), ...atRandom(parts, 1)],
      },
      {
        scenario: retries,
        moments: [...atPhases("the report is read", "artifacts are begun"), ...atRandom(parts, 1)],
      },
    ]);
    assertEquals(problemsOf(outcomes), []);
    const left = new Set(outcomes.flatMap((outcome) => outcome.left));
    for (const what of ["containers", "processes", "spool", "proof"]) {
      assert(left.has(what), `no kill left any ${what}, so their removal was not seen`);
    }
  },
});

/** Every phase, where it is reached. */
const AT_PHASES: readonly Batch[] = [
  {
    scenario: containers,
    moments: atPhases(
      "the spool is made",
      "the proof of the project is told",
      "a container is being made",
      "a container was made",
      "a container is being started",
    ),
  },
  {
    scenario: containers,
    moments: atPhases(
      "a container was started",
      "the report is read",
      "a container is being removed",
      "artifacts are written",
      "stable names are replaced",
    ),
  },
  {
    scenario: failsafe,
    moments: atPhases(
      "a local suite begins",
      "a local suite runs",
      "artifacts are begun",
      "stable names are replaced",
    ),
  },
  {
    scenario: retries,
    moments: atPhases("the report is read", "a suite is tried again", "artifacts are begun"),
  },
];

const ALL = "qa_gate leaves whole files and no orphans when it is killed at 200 random moments";
Deno.test({
  name: ALL,
  ignore: needs.ignore || wanted === "" || (wanted !== "all" && !new RegExp(wanted).test(ALL)),
  async fn() {
    const parts = drawParts(SEED + 1);
    const scenarios = [containers, failsafe, retries, containers];
    const batches = Array.from({ length: 200 / KILLS_OF_A_SCENE }, (_, at) => ({
      scenario: scenarios[at % scenarios.length] ?? containers,
      moments: atRandom(parts, KILLS_OF_A_SCENE),
    }));
    const outcomes = await runBatches([...batches, ...AT_PHASES]);
    const counts = Object.entries(Object.groupBy(outcomes.flatMap(({ left }) => left), String));
    const killed = outcomes.filter(({ isKilled }) => isKilled).length;
    console.log(
      `  ${killed} killed; left: ${counts.map(([what, all]) => `${what} ${all?.length}`)}`,
    );
    assertEquals(problemsOf(outcomes), []);
  },
});
