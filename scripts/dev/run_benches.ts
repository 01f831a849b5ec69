// Answers: how fast is it, and in how much memory? Runs: `deno task bench [part of a name]`.
// Writes nothing; each tests/bench/*_bench.ts prints its ratios. Exits 0, or 1 when one of them failed.

import { join } from "@std/path";
import { ROOT } from "./write_generated.ts";

/** Names of the benchmarks that hold the text, sorted. */
export async function listBenches(part: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(ROOT, "tests/bench")));
  const names = entries.map((entry) => entry.name).filter((name) => name.endsWith("_bench.ts"));
  return names.filter((name) => name.includes(part)).sort();
}

if (import.meta.main) {
  // One after the other: two at once would measure each other.
  let failed = false;
  for (const name of await listBenches(Deno.args[0] ?? "")) {
    console.log(`\n== ${name}`);
    const args = ["run", "-A", join(ROOT, "tests/bench", name)];
    const { success } = await new Deno.Command(Deno.execPath(), { args }).spawn().status;
    failed ||= !success;
  }
  Deno.exit(failed ? 1 : 0);
}
