import type { RunningGate } from "./run_gate.ts";

/** When a gate is killed. */
export type KillMoment =
  /** This part of a whole run's time after its start, from 0 to 1. */
  | { readonly kind: "random"; readonly part: number }
  /** As soon as its files show this phase. */
  | { readonly kind: "phase"; readonly phase: KillPhase };

/** Phases of a run that its files tell. */
export type KillPhase = keyof typeof PHASES;

/** Absolute folders of the run that is looked at. */
interface RunPlaces {
  readonly root: string;
  readonly folder: string;
  readonly spool: string;
}

/** How each phase is seen: each look is cheap, because the phases are short. */
const PHASES = {
  "the spool is made": ({ spool }: RunPlaces) => isThere(spool),
  "the proof of the project is told": ({ spool }: RunPlaces) => isThere(`${spool}/nonce`),
  "a container is being made": ({ folder }: RunPlaces) => isNoted(folder, "intent", "create"),
  "a container was made": ({ folder }: RunPlaces) => isNoted(folder, "done", "create"),
  "a container is being started": ({ folder }: RunPlaces) => isNoted(folder, "intent", "start"),
  "a container was started": ({ folder }: RunPlaces) => isNoted(folder, "done", "start"),
  "a local suite begins": ({ folder }: RunPlaces) =>
    isThere(`${folder}/suites/one/failsafe-1/stdout.log`),
  "a local suite runs": ({ spool }: RunPlaces) => textOf(`${spool}/groups`) !== "",
  "the report is read": ({ folder }: RunPlaces) =>
    isThere(`${folder}/suites/one/container-1/container_inspect_post.json`),
  "a container is being removed": ({ folder }: RunPlaces) => isNoted(folder, "intent", "remove"),
  "a suite is tried again": ({ folder }: RunPlaces) =>
    textOf(`${folder}/events.jsonl`).includes('"suite-retrying"'),
  "artifacts are begun": ({ folder }: RunPlaces) => isThere(`${folder}/junit.xml`),
  "artifacts are written": ({ folder }: RunPlaces) => isThere(`${folder}/summary.json`),
  "stable names are replaced": ({ root }: RunPlaces) => isThere(`${root}/outputs/qa/.publish`),
} as const;

/** Numbers from 0 to 1 that are the same each time for the same seed (mulberry32). */
export function* drawParts(seed: number): Generator<number, never> {
  for (let state = seed;;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** A moment in words. */
export function nameMoment(moment: KillMoment): string {
  return moment.kind === "phase" ? moment.phase : `at ${(100 * moment.part).toFixed(1)} %`;
}

/** Kills a gate, and nothing but its own process, at a moment of its life, and waits for its end. */
export async function killGate(
  gate: RunningGate,
  moment: KillMoment,
  { root, wholeMs }: { readonly root: string; readonly wholeMs: number },
): Promise<{ readonly isKilled: boolean }> {
  let isOver = false;
  const ended = gate.ended.then(() => {
    isOver = true;
  });
  const places = { root, folder: gate.folder, spool: `${root}/outputs/qa/.spool/${gate.runId}` };
  const startMs = performance.now();
  const isTime = moment.kind === "random"
    ? () => performance.now() - startMs >= moment.part * wholeMs
    : () => PHASES[moment.phase](places);
  while (!isOver && !isTime()) await new Promise((resolve) => setTimeout(resolve, 0));
  const isKilled = !isOver;
  if (isKilled) gate.signal("SIGKILL");
  await ended;
  return { isKilled };
}

function isNoted(folder: string, phase: string, action: string): boolean {
  return textOf(`${folder}/journal.jsonl`).includes(`"phase":"${phase}","action":"${action}"`);
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
