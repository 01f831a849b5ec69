import { collectSecrets } from "../formats/collect_secrets.ts";
import type { Host } from "../host/host.ts";
import type { Plan, PlannedSuite } from "../model/plan.ts";

/**
 * Secret values that may come to light: the caller's, and those the plan sets. One name may have
 * several values; each is kept, under a name of its own.
 */
export function secretsOf(host: Host, plan: Plan): Map<string, string> {
  const environments = [host.environment(), ...plan.suites.flatMap(environmentsOf)];
  const secrets = new Map<string, string>();
  for (const environment of environments) {
    for (const [name, value] of collectSecrets(environment)) {
      let free = name;
      while (secrets.has(free) && secrets.get(free) !== value) free += "'";
      secrets.set(free, value);
    }
  }
  return secrets;
}

function environmentsOf(suite: PlannedSuite): readonly Record<string, string>[] {
  const { container, full, failsafe } = suite;
  const all = [container?.env ?? {}, container?.build?.args ?? {}, full.env, failsafe?.env ?? {}];
  return all.map((environment) =>
    Object.fromEntries(
      Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== null),
    )
  );
}
