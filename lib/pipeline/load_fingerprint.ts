import type { TestHome } from "../observe/steady_identity.ts";
import type { TellFingerprint } from "../observe/mark_failure.ts";

/** What tells the fingerprints of a suite's failures; loaded by the first failing test, most runs have none. */
export async function loadFingerprint(runner: string, home: TestHome): Promise<TellFingerprint> {
  const { describeFailure } = await import("../classify/describe_failure.ts");
  return (test) => describeFailure({ runner, ...test }, home).fingerprint;
}
