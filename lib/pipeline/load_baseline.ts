import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { loadRecord } from "../write/load_record.ts";
import type { TriageRequest } from "./triage_run.ts";

/**
 * The run that this one is to be compared with, found before it begins, so that `latest` is the one
 * before; null where no comparison is asked for. A record that cannot be used is a `usage` problem.
 */
export async function loadBaseline(
  host: Host,
  flags: ParsedFlags,
  { outputs }: Pick<Plan, "outputs">,
): Promise<Result<TriageRequest | null, Problem>> {
  const given = readSetting(flags, host.environment(), "diff-from");
  const only = readSetting(flags, host.environment(), "only-regressions");
  const onlyRegressions = only?.text === "true";
  if (given === null) {
    return onlyRegressions ? err(explainAlone(only?.where ?? "")) : ok(null);
  }
  const loaded = await loadRecord(host, given.text, { cwd: host.machine.cwd, outputs });
  if (!loaded.ok) return err(nameFlag(loaded.error, given.where));
  return ok({ baseline: loaded.value, onlyRegressions });
}

function explainAlone(where: string): Problem {
  return {
    kind: "usage",
    message: `${where} needs a run to compare with`,
    hint: "Add --diff-from <record>, for example --diff-from latest",
  };
}

function nameFlag(problem: Problem, where: string): Problem {
  return problem.kind === "usage"
    ? { ...problem, message: `${where}: ${problem.message}` }
    : problem;
}

const [DIFF_FROM, ONLY_REGRESSIONS] = ["--diff-from", "--only-regressions"];

/**
 * Our own call (the script first) with the baseline by its absolute path: `latest` would mean another
 * run when it is called again. What a variable had asked for becomes a flag.
 */
export function nameBaseline(
  invocation: readonly string[],
  { baseline, onlyRegressions }: TriageRequest,
): readonly string[] {
  const path = baseline.folder ?? baseline.path;
  const at = invocation.findLastIndex((word) =>
    word === DIFF_FROM || word.startsWith(`${DIFF_FROM}=`)
  );
  const named = at < 0
    ? [...invocation, DIFF_FROM, path]
    : invocation[at] === DIFF_FROM
    ? invocation.with(at + 1, path)
    : invocation.with(at, `${DIFF_FROM}=${path}`);
  return onlyRegressions && !named.includes(ONLY_REGRESSIONS)
    ? [...named, ONLY_REGRESSIONS]
    : named;
}
