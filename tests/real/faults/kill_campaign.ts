import { openMachine } from "../../../lib/host/machine.ts";
import { formatOwner, LABEL_OWNER, ownerOf } from "../../../lib/model/owner.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { checkNothingLeft, checkRun, containersOf } from "../../support/check_artifacts.ts";
import { checkKilledFiles, whoseStableNames } from "../../support/kill_files.ts";
import { killGate, type KillMoment, nameMoment } from "../../support/kill_moment.ts";
import { type KillScenario, type KillScene, openKillScene } from "../../support/kill_scene.ts";
import { type GateEnd, processesOf, runGate, type RunningGate } from "../../support/run_gate.ts";

/** What one kill led to. */
export interface KillOutcome {
  readonly name: string;
  /** False when the gate had ended before its moment came. */
  readonly isKilled: boolean;
  /** What the kill left: `containers`, `processes`, `spool`, `proof`, `unfinished publishing`, and how it was cut. */
  readonly left: readonly string[];
  /** What is wrong; none in a good gate. */
  readonly problems: readonly string[];
}

/** How long calls of the engine's client may go on after the gate that made them was killed. */
const CALLS_MS = 60_000;

/** Kills one gate of a scenario after another at these moments, each followed by an ordinary run. */
export async function runKills(
  scenario: KillScenario,
  moments: readonly KillMoment[],
): Promise<readonly KillOutcome[]> {
  await using scene = await openKillScene(scenario);
  await checkRun(scene.whole);
  const outcomes: KillOutcome[] = [];
  let earlier = scene.whole;
  for (const moment of moments) {
    const { outcome, next } = await killOnce(scene, scenario, { moment, earlier });
    outcomes.push(outcome);
    earlier = next;
  }
  const { exit, stdout, stderr } = await scene.release();
  const lived: KillOutcome = {
    name: `${scenario.name}: the gate that lived through it all`,
    isKilled: false,
    left: [],
    problems: exit === 0 ? [] : [`exit ${exit}\n${stdout}${stderr}`],
  };
  return [...outcomes, lived];
}

async function killOnce(
  scene: KillScene,
  scenario: KillScenario,
  { moment, earlier }: { readonly moment: KillMoment; readonly earlier: GateEnd },
): Promise<{ readonly outcome: KillOutcome; readonly next: GateEnd }> {
  const { root, outputs, whole } = scene;
  const gate = scene.start();
  const wholeMs = Math.min(whole.durationMs, earlier.durationMs);
  const { isKilled } = await killGate(gate, moment, { root, wholeMs });
  await waitForCalls(gate.runId);
  const left = await findLeft(scene, gate);
  const killed = await checkKilledFiles(gate.folder);
  const stable = await checkKilledFiles(outputs, { isStable: true });
  const whose = await whoseStableNames(outputs, { earlier: earlier.folder, killed: gate.folder });
  // One name is replaced after another: only a publishing that was cut off may leave names of both.
  const isMixed = whose === "neither" ||
    (whose === "both" && !left.includes("unfinished publishing"));
  const first = await runGate(root, scenario.args);
  // No run waits long for a busy engine: what it has not removed in time is left for one more run.
  const isLate = await containersOf(gate.runId) !== "";
  const next = isLate ? await runGate(root, scenario.args) : first;
  const problems = [
    ...killed.faults,
    ...stable.faults,
    ...(isMixed ? [`the stable names are of ${whose}`] : []),
    ...await findProblems(scene, scenario, { gate, next }),
  ];
  const cut = [
    ...(killed.torn > 0 ? ["torn line"] : []),
    ...(killed.passing > 0 ? ["passing file"] : []),
    ...(whose === "both" ? ["names of two runs"] : []),
    ...(isLate ? ["containers for one more run"] : []),
  ];
  const name = `${scenario.name}: killed ${nameMoment(moment)}`;
  return { outcome: { name, isKilled, left: [...left, ...cut], problems }, next };
}

/** Waits until the engine has answered what it was asked before the kill: else it may yet do it. */
async function waitForCalls(runId: string): Promise<void> {
  const startMs = performance.now();
  while (await isCalling(runId)) {
    if (performance.now() - startMs > CALLS_MS) throw new Error("a call of docker does not end");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function isCalling(runId: string): Promise<boolean> {
  const commands = await Promise.all(
    (await processesOf(runId)).map((pid) =>
      Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "")
    ),
  );
  return commands.some((command) => /^[^\0]*docker\0(create|start|rm|stop|kill)\0/.test(command));
}

/** What a killed run left for the next one: without any of it, the campaign would prove nothing. */
async function findLeft({ root, outputs }: KillScene, gate: RunningGate) {
  const spool = await Deno.stat(`${outputs}/.spool/${gate.runId}`).catch(() => null);
  const publishing = await Deno.stat(`${outputs}/.publish`).catch(() => null);
  const proofs = await findProofs(root);
  return [
    ...(await containersOf(gate.runId) === "" ? [] : ["containers"]),
    ...((await processesOf(gate.runId)).length === 0 ? [] : ["processes"]),
    ...(spool === null ? [] : ["spool"]),
    ...(proofs.some((name) => name.includes(gate.runId)) ? ["proof"] : []),
    ...(publishing === null ? [] : ["unfinished publishing"]),
  ];
}

/** Names of the files by which containers prove that they see the project. */
async function findProofs(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of [root, `${root}/.git`]) {
    const names = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
    found.push(...names.map(({ name }) => name).filter((name) => /qa-gate-nonce/.test(name)));
  }
  return found;
}

/** What every owner on this machine begins with, before its process. */
function ownedHere(): string {
  return formatOwner(ownerOf(openMachine().machine)).split("/").slice(0, 2).join("/");
}

/** What is wrong after the next run: with its verdict, with what is left and with what is gone. */
async function findProblems(
  scene: KillScene,
  { ends }: KillScenario,
  { gate, next }: { readonly gate: RunningGate; readonly next: GateEnd },
): Promise<readonly string[]> {
  const problems: string[] = [...await scene.findVictims()];
  try {
    const { summary } = await checkRun(next);
    if (`${[next.exit, summary.verdict]}` !== `${ends}`) {
      problems.push(`the next run: exit ${next.exit} ${summary.verdict}\n${next.stdout}`);
    }
    await checkNothingLeft({ ...next, runId: gate.runId, folder: gate.folder });
  } catch (cause) {
    problems.push(`after the next run: ${cause instanceof Error ? cause.message : cause}`);
  }
  const spools = await Array.fromAsync(Deno.readDir(`${scene.outputs}/.spool`));
  const proofs = await findProofs(scene.root);
  const left = [...spools.map(({ name }) => `.spool/${name}`), ...proofs];
  problems.push(
    ...left.filter((name) => !name.endsWith(scene.livingId)).map((name) => `${name} is left`),
  );
  const owners = await askDocker(["ps", "--all", "--format", `{{.Label "${LABEL_OWNER}"}}`]);
  const dead = `${ownedHere()}/${gate.pid}/`;
  if (owners.stdout.includes(dead)) problems.push("a container of the dead owner is left");
  return problems;
}
