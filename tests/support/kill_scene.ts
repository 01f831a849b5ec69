import { openMachine } from "../../lib/host/machine.ts";
import { formatOwner, LABEL_OWNER, LABEL_RUN, ownerOf } from "../../lib/model/owner.ts";
import { askDocker } from "./ask_docker.ts";
import { containersOf } from "./check_artifacts.ts";
import { onCleanup } from "./on_cleanup.ts";
import { type GateEnd, openProject, runGate, type RunningGate, startGate } from "./run_gate.ts";

/** A kind of run that is killed. */
export interface KillScenario {
  readonly name: string;
  /** `qa.jsonc` without the suite that the living gate runs. */
  readonly config: { readonly suites: readonly object[] } & Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  /** Exit code and verdict of a run that nobody kills. */
  readonly ends: readonly [number, string];
}

/** A project in which gates are killed, while others live on beside them. */
export interface KillScene extends AsyncDisposable {
  readonly root: string;
  readonly outputs: string;
  /** A whole run, the first of the scene. */
  readonly whole: GateEnd;
  /** Starts one more run of the scenario. */
  start(): RunningGate;
  /** What lives and is another's, and is gone all the same: none in a good scene. */
  findVictims(): Promise<readonly string[]>;
  /** Lets the living gate end, and gives its end. */
  release(): Promise<GateEnd>;
  readonly livingId: string;
}

const IMAGE = "qa-gate-test-busybox:1";
const RELEASE = "release";
const HOLD = {
  name: "hold",
  command: ["sh", "-c", `echo holding; while [ ! -e ${RELEASE} ]; do sleep 0.1; done`],
  failsafe: true,
};

/** Opens a project with a living gate of its own, containers that look like ours, and one whole run. */
export async function openKillScene(scenario: KillScenario): Promise<KillScene> {
  const { config, files = {}, args } = scenario;
  const suites = [...config.suites, HOLD];
  const project = await openProject({ "qa.jsonc": { ...config, suites }, ...files });
  const { root } = project;
  const start = (): RunningGate => startGate(root, args);
  const mode = args.includes("failsafe") ? ["--mode", "failsafe"] : [];
  const living = startGate(root, [...mode, "--suite", HOLD.name]);
  const strangers = await makeStrangers();
  const release = async (): Promise<GateEnd> => {
    await Deno.writeTextFile(`${root}/${RELEASE}`, "");
    return await living.ended;
  };
  const cleanup = onCleanup(async () => {
    await release();
    await askDocker(["rm", "--force", ...strangers]);
    await project[Symbol.asyncDispose]();
  });
  try {
    await waitForHold(living);
    const whole = await runGate(root, args);
    const findVictims = () => victimsOf(living, { root, strangers, isLocal: mode.length > 0 });
    const outputs = `${root}/outputs/qa`;
    return {
      root,
      outputs,
      whole,
      start,
      findVictims,
      release,
      livingId: living.runId,
      ...cleanup,
    };
  } catch (cause) {
    await cleanup[Symbol.asyncDispose]();
    throw cause;
  }
}

async function waitForHold(living: RunningGate): Promise<void> {
  let isOver = false;
  const ended = living.ended.then(() => {
    isOver = true;
  });
  const logs = ["container-1", "failsafe-1"].map((place) =>
    `${living.folder}/suites/${HOLD.name}/${place}/stdout.log`
  );
  for (;;) {
    const texts = await Promise.all(logs.map((path) => Deno.readTextFile(path).catch(() => "")));
    if (texts.some((text) => text.includes("holding"))) return;
    if (isOver) throw new Error(`the living gate ended\n${(await living.ended).stdout}`);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20))]);
  }
}

/** Containers that look like a dead run's and are not: another label, another machine, no owner. */
async function makeStrangers(): Promise<readonly string[]> {
  const { machine } = openMachine();
  const dead = { pid: 4_194_000, startTime: "1", bootId: machine.self.bootId };
  const labels = [
    `${LABEL_OWNER}ship=${formatOwner(ownerOf(machine, dead))}`,
    `${LABEL_OWNER}=${formatOwner(ownerOf({ ...machine, hostname: "elsewhere" }, dead))}`,
    `${LABEL_OWNER}=nobody`,
  ];
  const ids: string[] = [];
  for (const label of labels) {
    const name = `qa-20260102t030405z-${crypto.randomUUID().slice(0, 6)}-one-1`;
    const marks = ["--label", label, "--label", `${LABEL_RUN}=stranger`];
    const made = await askDocker(["create", "--name", name, ...marks, IMAGE, "true"]);
    if (made.code !== 0) throw new Error(made.stderr);
    ids.push(made.stdout);
  }
  return ids;
}

async function victimsOf(
  living: RunningGate,
  { root, strangers, isLocal }: {
    readonly root: string;
    readonly strangers: readonly string[];
    readonly isLocal: boolean;
  },
): Promise<readonly string[]> {
  const there = await askDocker(["ps", "--all", "--quiet", "--no-trunc"]);
  const victims = strangers.filter((id) => !there.stdout.includes(id))
    .map((id) => `the stranger's container ${id} is gone`);
  const spool = `${root}/outputs/qa/.spool/${living.runId}/owner`;
  if (await Deno.stat(spool).catch(() => null) === null) victims.push("the living spool is gone");
  if (isLocal) return victims;
  if (await containersOf(living.runId) === "") victims.push("the living container is gone");
  return victims;
}
