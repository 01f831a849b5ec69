// A script whose main function ends as its first argument says; started by `run_main_test.ts`.
import type { Host } from "../../../lib/host/host.ts";
import { runMain } from "../../../lib/host/run_main.ts";

const ENDINGS: Record<string, (host: Host) => Promise<number>> = {
  returns: () => Promise.resolve(5),
  throws: () => Promise.reject(new TypeError("no such shelf")),
  "throws-beside": async (host) => {
    setTimeout(() => {
      throw new Error("in a timer");
    }, 1);
    await host.sleep(10_000);
    return 0;
  },
  "rejects-beside": async (host) => {
    Promise.reject(new Error("nobody waits"));
    await host.sleep(10_000);
    return 0;
  },
  "never-answers": () => new Promise(() => {}),
  async prints(host) {
    for (let line = 0; line < 20_000; line++) {
      host.terminal.out(`line ${line}\n`);
      host.terminal.error(`line ${line}\n`);
    }
    await host.sleep(1);
    return 6;
  },
  async interrupts(host) {
    const heard: string[] = [];
    host.onInterrupt((signal) => {
      heard.push(signal);
      host.terminal.out(`${signal}\n`);
      if (heard.length === 3) host.exit(7);
    });
    host.terminal.out("ready\n");
    await host.sleep(20_000);
    return 0;
  },
};

const ending = ENDINGS[Deno.args[0] ?? ""];
if (import.meta.main && ending) runMain((host) => ending(host), Deno.args);
