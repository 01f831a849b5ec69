import { checkArtifacts, containersOf } from "../../support/check_artifacts.ts";
import type { FaultCase } from "../../support/fault_case.ts";
import { loadSpans, overlapMs } from "../../support/fault_suite.ts";
import { type GateEnd, openProject, runGate, startGate } from "../../support/run_gate.ts";
import type { DriverAnswer } from "./driver_answer.ts";
import { injectWhenReady } from "./inject_when_ready.ts";
import { gateProcesses, openScene } from "./open_scene.ts";

/** Runs a case through the gate, then an ordinary gate over the same engine, and tells how both went. */
export async function driveGate(row: FaultCase): Promise<DriverAnswer> {
  await using opened = await openScene(row);
  const { scene } = opened;
  await row.before?.(scene);
  const gate = startGate(scene.root, [], { env: opened.env });
  opened.follow({ label: `qa.run=${gate.runId}`, processes: gateProcesses(gate.runId) });
  const injecting = injectWhenReady(row, scene, gate.ended);
  const end = await gate.ended;
  const injected = await injecting;
  await row.after?.(scene);
  const told = await readAnswer(end);
  const spans = await loadSpans(scene.root);
  return {
    driver: "qa_gate",
    exit: end.exit,
    durationMs: end.durationMs,
    overlapMs: overlapMs(spans),
    orphans: await countOrphans(end.runId, opened.engineEnv),
    said: `${end.stdout}\n${end.stderr}`,
    ...told,
    problem: told.problem ?? injected,
  };
}

/** How many containers are left after the next run; null when there is no engine any more. */
async function countOrphans(
  runId: string,
  env: Readonly<Record<string, string>>,
): Promise<number | null> {
  await using next = await openProject({
    "qa.jsonc": {
      container: { image: "qa-gate-test-busybox:1", network: "none", pull: "never" },
      suites: [{ name: "next", command: ["true"] }],
    },
  });
  const { exit } = await runGate(next.root, [], { env });
  if (exit !== 0) return null;
  return (await containersOf(runId, env)).split("\n").filter(Boolean).length;
}

type Told = Pick<
  DriverAnswer,
  "verdict" | "reason" | "classes" | "stdout" | "marksLoss" | "problem"
>;

async function readAnswer(end: GateEnd): Promise<Told> {
  const nothing = { reason: null, classes: [], stdout: null, marksLoss: false };
  // Nothing is run, and so nothing written, for what is called wrongly.
  if (end.exit === 2) return { ...nothing, verdict: "exit 2", problem: null };
  try {
    const { results, error } = await checkArtifacts(end);
    const runs = results.suites.flatMap(({ executions }) => executions);
    const inside = runs.find(({ place }) => place === "container");
    const folder = `${end.folder}/${inside?.folder}`;
    const text = inside ? await Deno.readTextFile(`${folder}/exit.json`) : "{}";
    const exit: ExitLike = JSON.parse(text);
    const log = `${folder}/stdout.log`;
    return {
      verdict: results.verdict,
      reason: error?.reason ?? null,
      classes: (exit.findings ?? []).map((finding) => finding.class),
      stdout: inside ? await Deno.readFile(log).catch(() => null) : null,
      marksLoss: exit.log_integrity !== undefined && !isComplete(exit.log_integrity),
      problem: null,
    };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    return { ...nothing, verdict: `exit ${end.exit}`, problem: `artifacts: ${problem}` };
  }
}

/** What is read of `exit.json`, whose shape the gate's own tests check. */
interface ExitLike {
  readonly findings?: readonly { readonly class: string }[];
  readonly log_integrity?: string | { readonly status?: string };
}

function isComplete(integrity: NonNullable<ExitLike["log_integrity"]>): boolean {
  return (typeof integrity === "string" ? integrity : integrity.status) === "complete";
}
