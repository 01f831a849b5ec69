import { join } from "@std/path";
import { mappingOf } from "./ci_documents.ts";
import { type CiMachine, keep, runScript, type ScriptEnd, writeProgram } from "./ci_simulation.ts";
import { copy } from "./copy_folder.ts";

/** How one job of a pipeline ended. */
export interface GitlabJobEnd extends ScriptEnd {
  readonly job: string;
  /** What the job left, at its paths. */
  readonly artifacts: string;
}

/** Keys of the file that are no jobs. */
const NO_JOBS = new Set(["stages", "default", "variables"]);

/** Runs the jobs of a pipeline in the order of the file; `rerun` is the value of QA_RERUN, "" for none. */
export async function simulateGitlab(
  machine: CiMachine,
  pipeline: unknown,
  { id, rerun = "" }: { readonly id: string; readonly rerun?: string },
): Promise<readonly GitlabJobEnd[]> {
  const { variables, ...rest } = mappingOf(pipeline);
  const ended: GitlabJobEnd[] = [];
  for (const [name, value] of Object.entries(rest)) {
    if (NO_JOBS.has(name)) continue;
    const job = mappingOf(value);
    const [rule] = job["rules"] as readonly Record<string, unknown>[];
    if ((rule?.["if"] === "$QA_RERUN") !== (rerun !== "")) continue;
    const isRed = ended.some(({ code }) => code !== 0);
    if (isRed && rule?.["when"] !== "always") continue;
    const total = Number(job["parallel"] ?? 1);
    for (let index = 1; index <= total; index++) {
      const node = total === 1
        ? {}
        : { CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(total) };
      const env = { ...variables as Record<string, string>, ...node, QA_RERUN: rerun };
      const place = join(machine.store, `artifacts-${id}-${name}-${index}`);
      ended.push(await runJob(machine, { name, job, env, needs: ended, place }));
    }
  }
  return ended;
}

interface Job {
  readonly name: string;
  readonly job: Record<string, unknown>;
  readonly env: Readonly<Record<string, string>>;
  readonly needs: readonly GitlabJobEnd[];
  readonly place: string;
}

async function runJob(
  machine: CiMachine,
  { name, job, env, needs, place }: Job,
): Promise<GitlabJobEnd> {
  const cwd = await machine.checkout();
  const wanted = [job["needs"] ?? []].flat().map(String);
  for (const { job: from, artifacts } of needs) {
    if (wanted.includes(from)) await copy(artifacts, cwd);
  }
  const { cache, artifacts } = job;
  const cached = join(machine.store, "cache");
  const policy = cache === undefined ? "" : String(mappingOf(cache)["policy"]);
  const isThere = await Deno.stat(cached).catch(() => null) !== null;
  if (policy === "pull" && isThere) await copy(cached, cwd);
  // The server hands out the artifacts of the job that is asked for.
  await writeProgram(machine.bin, "curl", "#!/bin/sh\nexit 0\n");
  await writeProgram(
    machine.bin,
    "unzip",
    `#!/bin/sh\nfor word; do last="$word"; done\ncp -a "$QA_ARTIFACTS/." "$last/"\n`,
  );
  const ended = await runScript(machine, (job["script"] as readonly string[]).join("\n"), {
    cwd,
    env: {
      ...env,
      ...{ GITLAB_CI: "true", CI_PROJECT_DIR: cwd, CI_API_V4_URL: "", CI_PROJECT_ID: "1" },
      ...{ CI_JOB_TOKEN: "token", QA_ARTIFACTS: env["QA_RERUN"] ?? "" },
    },
  });
  const paths = artifacts === undefined ? [] : mappingOf(artifacts)["paths"] as readonly string[];
  const isKept = ended.code === 0 || mappingOf(artifacts)["when"] === "always";
  await Deno.mkdir(place, { recursive: true });
  if (isKept) await keep(cwd, paths, place);
  if (policy === "push") await keep(cwd, mappingOf(cache)["paths"] as readonly string[], cached);
  return { job: name, artifacts: place, ...ended };
}
