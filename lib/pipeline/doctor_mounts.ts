import { dirname, join, normalize } from "@std/path";
import type { Host } from "../host/host.ts";
import { isNoContent, type MountFacts } from "../model/mount_facts.ts";
import type { ProjectFiles } from "../model/runner.ts";
import type { Mount, PlannedSuite } from "../model/plan.ts";
import type { RemedyMeans } from "../model/remedy.ts";
import { probeSource } from "../observe/probe_source.ts";
import type { InsideView } from "./look_inside.ts";

/** What the doctor looks at. */
export interface MountCase {
  readonly suite: PlannedSuite & { readonly container: NonNullable<PlannedSuite["container"]> };
  readonly root: string;
  readonly files: ProjectFiles;
  readonly view: InsideView | null;
}

/** Gathers what is known of the mounts of a suite from this machine and from inside. */
export async function gatherMountFacts(
  host: Host,
  { suite, root, files, view }: MountCase,
): Promise<MountFacts> {
  const { container, full } = suite;
  const source = await probeSource(host, root);
  const others = await Promise.all(container.mounts.map(async ({ source, target, readOnly }) => ({
    ...await probeSource(host, source),
    ...{ target, readOnly },
  })));
  const { missing, foundIn } = await findMissing(host, { suite, root, files });
  const look = view?.look ?? null;
  return {
    ...{ root: source, others, workdir: container.workdir, cwd: full.cwd },
    askedUid: /^\d+/.test(container.user ?? "") ? parseInt(container.user ?? "") : null,
    ...{ missingPaths: missing, foundIn },
    projectAbove: await findProjectAbove(host, root),
    isNonceRead: view?.isNonceRead ?? null,
    inside: look === null ? null : {
      ...{ uid: look.uid, gid: look.gid, folder: look.folder, isWritable: look.isWritable },
      ...{ names: look.names, program: look.program },
      isReadOnly: look.mounts.some(({ target, isReadOnly }) =>
        target === container.workdir && isReadOnly
      ),
    },
  };
}

/** Paths that the suite names and that are not where it starts, and the one folder that has them all. */
async function findMissing(
  host: Host,
  { suite, root, files }: Pick<MountCase, "suite" | "root" | "files">,
): Promise<{ readonly missing: readonly string[]; readonly foundIn: string | null }> {
  const { full: { request, cwd } } = suite;
  const named = (request?.paths ?? []).map((path) => path.split("::")[0] ?? "")
    // A pattern of the tool's own is no path.
    .filter((path) => path !== "" && !path.startsWith("/") && !/[*?[\]]/.test(path));
  const there = await Promise.all(
    named.map(async (path) => await host.files.stat(join(root, cwd, path)) !== null),
  );
  const missing = named.filter((_, at) => !there[at]);
  if (missing.length === 0) return { missing, foundIn: null };
  const homes = missing.map((path) => homesOf(normalize(path), files.paths));
  const common = [...homes[0] ?? []].filter((home) => homes.every((one) => one.has(home)));
  return { missing, foundIn: common.length === 1 ? common[0] ?? null : null };
}

/** Folders below which such a path lies. */
function homesOf(path: string, files: readonly string[]): ReadonlySet<string> {
  const wanted = `/${path.replace(/\/$/, "")}`;
  return new Set(files.flatMap((file) => {
    const at = `/${file}`.indexOf(`${wanted}/`);
    const whole = `/${file}`.endsWith(wanted) ? `/${file}`.length - wanted.length : -1;
    const end = at >= 0 ? at : whole;
    return end <= 0 ? [] : [`/${file}`.slice(1, end)];
  }));
}

const SIGNS = [".git", "qa.jsonc", "pyproject.toml", "package.json", "Cargo.toml", "go.mod"];

/** The nearest folder above that is a project; null where the root is one itself, or none is. */
async function findProjectAbove(host: Host, root: string): Promise<string | null> {
  for (let folder = root; dirname(folder) !== folder; folder = dirname(folder)) {
    for (const sign of SIGNS) {
      if (await host.files.stat(`${folder}/${sign}`) === null) continue;
      return folder === root ? null : folder;
    }
  }
  return null;
}

/** What a remedy may mount, start in or run as instead, from what the doctor has found. */
export function betterPlaces(
  { root, others, inside, foundIn, projectAbove, workdir }: MountFacts,
  { mounts, user }: { readonly mounts: readonly Mount[]; readonly user: string | null },
): Pick<
  RemedyMeans,
  "betterMounts" | "betterRoot" | "betterWorkdir" | "betterCwd" | "betterUser"
> {
  const missing = new Set(others.filter(({ kind }) => kind === "missing").map(({ path }) => path));
  const isEmpty = root.names !== null && root.names.every(isNoContent);
  const isForeign = inside?.uid != null && root.uid !== null && inside.uid !== root.uid;
  // Without a user of its own, a container runs as whom the image says; the owner is the next best.
  const owner = root.uid === 0 ? "" : `${root.uid}:${root.gid}`;
  return {
    betterMounts: missing.size === 0 ? null : mounts.filter(({ source }) => !missing.has(source)),
    betterRoot: isEmpty ? projectAbove : null,
    betterWorkdir: workdir === DEFAULT_WORKDIR ? null : DEFAULT_WORKDIR,
    betterCwd: foundIn,
    betterUser: isForeign || (inside === null && user !== null) ? owner : null,
  };
}

const DEFAULT_WORKDIR = "/workspace";
