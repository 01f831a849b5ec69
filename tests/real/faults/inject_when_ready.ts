import type { FaultCase, FaultScene } from "../../support/fault_case.ts";

const READY_MS = 60_000;

/**
 * Lets the fault of a case come as soon as its suite has made the file `ready`, unless the driver
 * ends before; what went wrong in that, or null.
 */
export async function injectWhenReady(
  row: FaultCase,
  scene: FaultScene,
  ended: Promise<unknown>,
): Promise<string | null> {
  if (row.inject === undefined) return null;
  let isOver = false;
  ended.then(() => isOver = true, () => isOver = true);
  const isReady = () => Deno.stat(`${scene.root}/ready`).then(() => true, () => false);
  const startMs = performance.now();
  while (!await isReady()) {
    if (isOver) return "the driver ended before the fault could come";
    if (performance.now() - startMs > READY_MS) return "the suite was never ready";
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  try {
    await row.inject(scene);
    return null;
  } catch (cause) {
    return `the fault did not come: ${cause instanceof Error ? cause.message : cause}`;
  }
}
