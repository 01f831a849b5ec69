import type { FaultCase, FaultScene } from "../../support/fault_case.ts";

/** Tells that it runs, and until when, half a minute long. */
const WAITS = "stamp begin; : >ready; n=0; while [ $n -lt 300 ]; do sleep 0.1; stamp tick; " +
  "n=$((n + 1)); done; stamp end";
/** The same for some two seconds, and then it is over and good. */
const SHORT = "stamp begin; : >ready; n=0; while [ $n -lt 20 ]; do sleep 0.1; stamp tick; " +
  "n=$((n + 1)); done; stamp end";
const LOST = { verdicts: ["infra", "degraded"], reasons: ["container-lost"] } as const;
const ENGINE_LOST = { verdicts: ["infra", "degraded"], reasons: ["daemon-lost"] } as const;

/** The engine dies without a word and comes back at once. */
async function killAndRestart(scene: FaultScene): Promise<void> {
  await scene.signalEngine("SIGKILL");
  await scene.restartEngine();
}

/** Calls docker for every container of the driver. */
function each(...argv: readonly string[]): (scene: FaultScene) => Promise<unknown> {
  return async (scene) => {
    for (const id of await scene.containers()) await scene.docker(...argv, id);
  };
}

/** The first process of the container as this machine sees it. */
async function pidOf(scene: FaultScene): Promise<number> {
  const [id = ""] = await scene.containers();
  return Number(await scene.docker("inspect", "--format", "{{.State.Pid}}", id));
}

/** The runtime's own process that holds the container, by the container's id in its command line. */
async function shimOf(scene: FaultScene): Promise<number> {
  const [id = "?"] = await scene.containers();
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (line.includes("containerd-shim") && line.split("\0").includes(id)) return Number(name);
  }
  throw new Error("the runtime's process is not found");
}

/** Frozen processes by the project of their scene, because drivers play at the same time. */
const frozen = new Map<string, number>();

async function freezeShim(scene: FaultScene): Promise<void> {
  const pid = await shimOf(scene);
  frozen.set(scene.root, pid);
  Deno.kill(pid, "SIGSTOP");
}

function thawShim(scene: FaultScene): Promise<void> {
  const pid = frozen.get(scene.root);
  try {
    if (pid !== undefined) Deno.kill(pid, "SIGCONT");
  } catch (cause) {
    // It may have been ended by then, which is as good.
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
  }
  return Promise.resolve();
}

/** Faults that come while the tests run (37 to 58 of the catalogue). */
export const FAULTS_MIDWAY: readonly FaultCase[] = [
  {
    id: "37",
    title: "too slow, and deaf to SIGTERM",
    truth: "red",
    script: "trap '' TERM; while :; do sleep 1; done",
    timeoutS: 2,
    expects: { verdicts: ["failed"], classes: ["timeout", "hang"] },
    isCommon: true,
  },
  {
    id: "38",
    title: "too slow, and says 0 to SIGTERM",
    truth: "red",
    script: "trap 'exit 0' TERM; while :; do sleep 0.1; done",
    timeoutS: 2,
    expects: { verdicts: ["failed"], classes: ["timeout", "hang"] },
    isCommon: true,
  },
  {
    id: "40",
    title: "paused by somebody",
    truth: "unproven",
    script: WAITS,
    timeoutS: 5,
    inject: each("pause"),
    expects: { verdicts: ["infra", "degraded", "failed"] },
  },
  {
    id: "41",
    title: "removed by somebody",
    truth: "unproven",
    script: WAITS,
    inject: each("rm", "--force"),
    expects: LOST,
    isCommon: true,
  },
  {
    id: "42a",
    title: "killed through the engine by somebody",
    truth: "unproven",
    script: WAITS,
    inject: each("kill"),
    expects: LOST,
  },
  {
    id: "42b",
    title: "its first process killed on the machine",
    truth: "unproven",
    script: WAITS,
    inject: async (scene) => Deno.kill(await pidOf(scene), "SIGKILL"),
    expects: LOST,
    isCommon: true,
  },
  {
    id: "42c",
    title: "stopped by somebody, and says 0",
    truth: "unproven",
    script: `trap 'exit 0' TERM; ${WAITS}`,
    inject: each("stop", "--time=3"),
    expects: LOST,
    isCommon: true,
  },
  {
    id: "43a",
    title: "restarted by somebody, and the second time it passes",
    truth: "unproven",
    script: `[ ! -e ready ] || exit 0; ${WAITS}`,
    inject: each("restart", "--time=0"),
    expects: LOST,
    isCommon: true,
  },
  {
    id: "43b",
    title: "renamed by somebody",
    truth: "green",
    script: SHORT,
    inject: async (scene) => {
      for (const id of await scene.containers()) {
        await scene.docker("rename", id, `qa-renamed-${id.slice(0, 12)}`);
      }
    },
    expects: { verdicts: ["passed"] },
  },
  {
    id: "49",
    title: "the engine is killed and stays away",
    truth: "unproven",
    script: WAITS,
    engine: { own: [] },
    inject: (scene) => scene.signalEngine("SIGKILL"),
    expects: ENGINE_LOST,
  },
  {
    id: "50a",
    title: "the engine is killed and comes back, its containers live on",
    truth: "green",
    script: SHORT,
    engine: { own: ["--live-restore"] },
    inject: killAndRestart,
    expects: { verdicts: ["passed", "infra"] },
  },
  {
    id: "50b",
    title: "as before, and the tests fail",
    truth: "red",
    script: `${SHORT}; exit 1`,
    engine: { own: ["--live-restore"] },
    inject: killAndRestart,
    expects: { verdicts: ["failed", "infra"] },
  },
  {
    id: "50c",
    title: "the engine is killed and comes back, and ends the containers that it finds",
    truth: "unproven",
    script: WAITS,
    engine: { own: [] },
    inject: killAndRestart,
    expects: LOST,
  },
  {
    id: "51",
    title: "the engine is stopped in good order",
    truth: "unproven",
    script: WAITS,
    engine: { own: [] },
    inject: (scene) => scene.signalEngine("SIGTERM"),
    expects: ENGINE_LOST,
  },
  {
    id: "52",
    title: "the tests fail while the engine is away",
    truth: "red",
    script: "stamp begin; : >ready; sleep 1; stamp end; : >over; exit 1",
    engine: { own: ["--live-restore"] },
    inject: async (scene) => {
      await scene.signalEngine("SIGKILL");
      const isOver = () => Deno.stat(`${scene.root}/over`).then(() => true, () => false);
      while (!await isOver()) await new Promise((resolve) => setTimeout(resolve, 50));
      await scene.restartEngine();
    },
    expects: { verdicts: ["failed", "infra"] },
  },
  {
    id: "53",
    title: "containerd is killed, and started again by the engine",
    truth: "green",
    script: SHORT,
    engine: { own: [] },
    inject: (scene) => scene.signalEngine("SIGKILL", "containerd"),
    expects: { verdicts: ["passed", "infra"] },
  },
  {
    id: "55",
    title: "the runtime's process of the container is killed",
    truth: "unproven",
    script: WAITS,
    inject: async (scene) => Deno.kill(await shimOf(scene), "SIGKILL"),
    expects: LOST,
    isCommon: true,
  },
  {
    id: "56",
    title: "the runtime's process of the container is frozen",
    truth: "unproven",
    script: WAITS,
    timeoutS: 4,
    // Its own: an engine that waits for such a process keeps others waiting as well.
    engine: { own: [] },
    inject: freezeShim,
    after: thawShim,
    expects: { verdicts: ["infra", "degraded", "failed"] },
    boundMs: 90_000,
  },
  {
    id: "57",
    title: "all docker clients are killed",
    truth: "red",
    script: `${SHORT}; exit 1`,
    inject: async (scene) => {
      for (const pid of await scene.clients()) Deno.kill(pid, "SIGKILL");
    },
    expects: { verdicts: ["failed", "infra"] },
    isCommon: true,
  },
];
