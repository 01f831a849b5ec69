// The gate on a host with a bug, which shows where its first argument says once the project has a file
// named `bug`: `awaited` or `beside` the awaited path.
import { runMain } from "../../lib/host/run_main.ts";
import type { Host } from "../../lib/host/host.ts";
import { qaGate } from "../../scripts/qa/qa_gate.ts";

const STEP_MS = 20;

/** A host that throws as soon as there is a file named `bug` in the project. */
function withBug(host: Host, place: string): Host {
  const isThere = async (): Promise<boolean> =>
    await host.files.stat(`${host.machine.cwd}/bug`) !== null;
  const sleep: Host["sleep"] = async (ms, signal) => {
    for (let left = ms; left > 0 && signal?.aborted !== true; left -= STEP_MS) {
      if (await isThere()) throw new Error("a bug on the awaited path");
      await host.sleep(Math.min(left, STEP_MS), signal);
    }
  };
  if (place === "awaited") return { ...host, sleep };
  const look = setInterval(async () => {
    if (!(await isThere())) return;
    clearInterval(look);
    throw new Error("a bug beside the awaited path");
  }, STEP_MS);
  return host;
}

const [place = "", ...args] = Deno.args;
if (import.meta.main) runMain((host) => qaGate(withBug(host, place), args), args);
