/** How a process ended: its exit code, or 128 + n and the name of the signal n that ended it. */
export interface ProcessEnd {
  readonly code: number;
  readonly signal: string | null;
}

/** Waits for the process itself; never rejects, whatever ended it. */
export async function waitForEnd(child: Deno.ChildProcess): Promise<ProcessEnd> {
  try {
    const { code, signal } = await child.status;
    return { code, signal };
  } catch (cause) {
    // Deno 2.9 rejects with "Invalid signal: 62" for signals without a name (real-time ones).
    const number = Number(/Invalid signal: (\d+)/.exec(String(cause))?.[1]);
    if (Number.isNaN(number)) throw cause;
    return { code: 128 + number, signal: `SIG${number}` };
  }
}
