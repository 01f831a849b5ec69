import type { DirEntry, Host } from "../host/host.ts";
import type { GateAnswer } from "../model/gate.ts";
import { globFolder, matchGlob } from "../model/match_glob.ts";
import { type ArtifactPlaces, findArtifact } from "./find_artifact.ts";

/** Names that one search looks at, and files that it answers with; a larger tree is told to be cut. */
const MOST_LOOKED_AT = 200_000;
const MOST_FOUND = 20_000;

/** Lists a folder; the same answer for all searches of a verdict. Null where it cannot be listed. */
export type ListFolder = (folder: string) => Promise<readonly DirEntry[] | null>;

/** A way to list folders that asks the disk once for each. */
export function openListing(host: Host): ListFolder {
  const listed = new Map<string, Promise<readonly DirEntry[] | null>>();
  return (folder) => {
    const before = listed.get(folder);
    if (before !== undefined) return before;
    const now = host.files.list(folder).then((answer) => answer.ok ? answer.value : null);
    listed.set(folder, now);
    return now;
  };
}

/** What is looked for below the root. */
export interface FilesQuery {
  readonly globs: readonly string[];
  readonly except: readonly string[];
}

/**
 * Regular files below the root that one of the globs means and none of the exceptions, sorted; links
 * are neither followed nor told, and `.git` is never looked into. Not whole where a bound was reached
 * or a folder could not be listed.
 */
export async function listArtifacts(
  host: Host,
  query: FilesQuery,
  { list, ...places }: ArtifactPlaces & { readonly list: ListFolder },
): Promise<GateAnswer> {
  const found = new Set<string>();
  let [isWhole, looked] = [true, 0];
  for (const start of startsOf(query.globs)) {
    const real = await findArtifact(host, start === "" ? "." : start, places);
    // A folder behind a link is as if it were not there.
    if (!real.ok || real.value !== joined(places.root, start)) continue;
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const entries = await list(joined(places.root, at));
      if (entries === null) isWhole = false;
      for (const { name, kind } of entries ?? []) {
        if (++looked > MOST_LOOKED_AT || found.size >= MOST_FOUND) {
          return { is: "files", paths: [...found].toSorted(), isWhole: false };
        }
        const path = at === "" ? name : `${at}/${name}`;
        if (kind === "folder" && mayHold(path, name, query)) open.push(path);
        if (kind === "file" && isMeant(path, query)) found.add(path);
      }
    }
  }
  return { is: "files", paths: [...found].toSorted(), isWhole };
}

/** Folders to begin in; none below another. */
function startsOf(globs: readonly string[]): readonly string[] {
  const folders = [...new Set(globs.map(globFolder))].toSorted();
  return folders.filter((folder) =>
    !folders.some((other) => other !== folder && (other === "" || folder.startsWith(`${other}/`)))
  );
}

function isMeant(path: string, { globs, except }: FilesQuery): boolean {
  return globs.some((glob) => matchGlob(glob, path)) &&
    !except.some((glob) => matchGlob(glob, path));
}

/** False for a folder in which nothing can be meant. */
function mayHold(path: string, name: string, { except }: FilesQuery): boolean {
  if (name === ".git") return false;
  return !except.some((glob) => glob.endsWith("/**") && matchGlob(glob.slice(0, -3), path));
}

function joined(root: string, path: string): string {
  return path === "" ? root : `${root}/${path}`;
}
