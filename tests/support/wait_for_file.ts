/** Waits until a file is there, at most half a minute. */
export async function waitForFile(path: string): Promise<void> {
  for (let waits = 0; waits < 600; waits++) {
    if (await Deno.stat(path).then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never there: ${path}`);
}
