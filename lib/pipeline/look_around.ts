import { dockerImageInspect } from "../docker/docker_image_inspect.ts";
import { dockerVersion } from "../docker/docker_version.ts";
import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { VERSION } from "../model/version.ts";
import { describeCommit } from "../observe/describe_commit.ts";
import type { EnvironmentNow } from "../plan/compare_environment.ts";

/** What is true here, as far as a replay of these records asks. */
export interface Surroundings {
  readonly now: EnvironmentNow;
  /** Ids of the recorded images that are on this machine; absent where no engine was asked. */
  readonly presentImages?: ReadonlySet<string>;
  /** Ids of images that the plan names, by name; only where a record knows its image by its id. */
  readonly imageIds?: ReadonlyMap<string, string>;
}

/** An engine that does not answer in this time is not waited for: the run itself will say so. */
const PATIENCE_MS = 5_000;

/**
 * Looks at what a record says of its surroundings and what is here: commit, versions, engine, images.
 * Everything is asked at the same time and within a bound; what does not answer is not compared.
 */
export async function lookAround(
  host: Host,
  plan: Plan,
  records: readonly RecordedRun[],
): Promise<Surroundings> {
  const [git, engine] = await Promise.all([
    describeCommit(host, plan.root),
    askEngine(host, plan, records),
  ]);
  const { machine } = host;
  const { presentImages, imageIds, ...seen } = engine ?? {};
  return {
    now: {
      project: plan.project,
      git: git === null ? null : { commit: git.commit, dirty: git.dirty },
      configDigest: plan.configDigest,
      qaGateVersion: VERSION,
      denoVersion: machine.denoVersion,
      os: machine.os,
      arch: machine.arch,
      ...seen,
    },
    ...(presentImages && { presentImages }),
    ...(imageIds && { imageIds }),
  };
}

/** Only where a record tells of an image, and not where none is to be used; null where nothing answers. */
async function askEngine(host: Host, plan: Plan, records: readonly RecordedRun[]) {
  const environment = records.at(-1)?.environment ?? null;
  const bin = plan.container?.dockerBin ?? "docker";
  const isGiven = plan.sources.some(({ name, from }) =>
    name === "mode" && (from === "flag" || from === "environment")
  );
  if (environment === null || environment.image === null) return null;
  if (isGiven && plan.mode === "failsafe") return null;
  const enough = new AbortController();
  const over = new AbortController();
  const patience = host.sleep(PATIENCE_MS, over.signal).then(() => enough.abort());
  const { signal } = enough;
  const ids = records.flatMap((record) => record.environment?.image_id ?? []);
  const names = namesOf(plan, records);
  const references = [environment.image, ...new Set(ids)].filter(isSafe);
  const [version, image, ...found] = await Promise.all([
    host.run(dockerVersion(bin), { signal }),
    ...[...references, ...names]
      .map((reference) => host.run(dockerImageInspect(bin, reference), { signal })),
  ]);
  over.abort();
  await patience;
  if (!version.result.ok || image === undefined || !image.result.ok) return null;
  const idsOf = [image, ...found].map(({ result }) => result.ok ? result.value?.id ?? null : null);
  const present = idsOf.slice(0, references.length).filter((id) => id !== null);
  const named = names.flatMap((name, at) => {
    const id = idsOf[references.length + at] ?? null;
    return id === null ? [] : [[name, id] as const];
  });
  const { value } = image.result;
  return {
    engineVersion: version.result.value.serverVersion,
    image: value === null ? null : { id: value.id, digests: value.digests },
    presentImages: new Set(present),
    ...(named.length === 0 ? {} : { imageIds: new Map(named) }),
  };
}

/** Most names of images that are looked up. */
const NAMES_MOST = 10;

/** Images of the plan, where a record of a replay knows its own by the id alone. */
function namesOf({ suites }: Plan, records: readonly RecordedRun[]): readonly string[] {
  const isId = records.some(({ environment }) => environment?.image?.startsWith("sha256:"));
  const names = isId ? suites.flatMap(({ container }) => container?.image ?? []) : [];
  return [...new Set(names)].slice(0, NAMES_MOST);
}

/** A reference from a record is a stranger's word: only what can be one is handed to the client. */
function isSafe(reference: string): boolean {
  return /^[\w][\w./:@-]{0,500}$/.test(reference);
}
