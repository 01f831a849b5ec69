import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { containersOf } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { newRunId, openProject, processesOf, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });
const BUGGY = fromFileUrl(new URL("../../support/kill_buggy_main.ts", import.meta.url));
/** The client that removes the containers outlives the gate, and a busy engine takes its time. */
const LEAVING_MS = 30_000;

function project() {
  return openProject({
    "qa.jsonc": {
      container: { image: "qa-gate-test-busybox:1", network: "none" },
      suites: [
        { name: "long", command: ["sh", "-c", "sleep 300 & touch bug; sleep 300"], failsafe: true },
        { name: "after", command: ["true"], failsafe: true },
      ],
    },
  });
}

/** Runs a gate that ends with a bug while a suite runs. */
async function runBuggy(root: string, place: string, mode: string) {
  const runId = newRunId();
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", BUGGY, place, "--run-id", runId, "--suite", "long", "--mode", mode],
    cwd: root,
    env: { QA_GATE_TEST_MARK: runId },
    stdin: "null",
    stdout: "null",
    signal: AbortSignal.timeout(60_000),
  }).output();
  return { runId, code, stderr: new TextDecoder().decode(stderr) };
}

for (const mode of ["auto", "failsafe"]) {
  for (const place of ["awaited", "beside"]) {
    Deno.test({
      name: `qa_gate that ends with a bug ${place} its path leaves nothing running (mode ${mode})`,
      ...needs,
      async fn() {
        await using where = await project();
        const { runId, code, stderr } = await runBuggy(where.root, place, mode);
        assertEquals(code, 70, stderr);
        assertStringIncludes(stderr, "a bug");
        const startMs = performance.now();
        while (await containersOf(runId) !== "" || (await processesOf(runId)).length > 0) {
          const left = `${await containersOf(runId)} ${await processesOf(runId)}`;
          if (performance.now() - startMs > LEAVING_MS) throw new Error(`left running: ${left}`);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        const next = await runGate(where.root, ["--suite", "after", "--mode", mode]);
        assertEquals(next.exit, 0, next.stdout);
        const spools = await Array.fromAsync(Deno.readDir(`${where.root}/outputs/qa/.spool`));
        assertEquals(spools, []);
      },
    });
  }
}
