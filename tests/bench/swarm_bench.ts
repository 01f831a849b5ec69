// What a swarm of two nodes costs beside the tasks themselves, and where the time goes.
//
//   deno run -A tests/bench/swarm_bench.ts [tasks] [seconds]
//
// Needs root, dockerd and the busybox image. The yardstick is the sum of the tasks' own times divided by
// the parallelism. Exits 1 when the tasks at once cost 2 s or more beside it.
import { openSwarmEngine } from "../../lib/execute/swarm_engine.ts";
import { openMachine } from "../../lib/host/machine.ts";
import { sampleJob } from "../support/run_remote_job.ts";
import { makeSwarm } from "../support/swarm_of_two.ts";

const MOST_OVER_MS = 2_000;
const [count = 8, seconds = 2] = Deno.args.map(Number);
const tasks = Array.from({ length: count }, (_, task) => task);
let worstMs = 0;

await using swarm = await makeSwarm();
const folder = await Deno.makeTempDir();
const engine = openSwarmEngine(openMachine(), {
  ...{ dockerBin: "docker", folder, env: swarm.manager.env },
});
for (const parallelism of [2, 4, count]) {
  const name = `qa-bench-${parallelism}`;
  const script = `sleep ${seconds}`;
  const job = sampleJob({ name, tasks, script, parallelism });
  const startMs = performance.now();
  let firstMs: number | null = null;
  let lastMs = 0;
  for await (const event of engine.run(job, new AbortController().signal)) {
    const nowMs = performance.now() - startMs;
    if (event.type === "started") firstMs ??= nowMs;
    if (event.type === "ended") lastMs = nowMs;
  }
  const allMs = performance.now() - startMs;
  const idealMs = Math.ceil(count / parallelism) * seconds * 1000;
  const overMs = allMs - idealMs;
  if (parallelism === count) worstMs = overMs;
  const parts = [
    ["made and first seen running", firstMs ?? 0],
    ["further starts and ends", lastMs - (firstMs ?? 0) - idealMs],
    ["removed", allMs - lastMs],
  ] as const;
  console.log(
    `${count} tasks of ${seconds} s, ${parallelism} at once: ${overMs.toFixed(0)} ms over`,
  );
  for (const [what, ms] of parts) console.log(`  ${ms.toFixed(0).padStart(6)} ms  ${what}`);
}
await Deno.remove(folder, { recursive: true });
if (worstMs >= MOST_OVER_MS) Deno.exit(1);
