import { basename, dirname, isAbsolute, join, normalize } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Unread } from "../model/gate.ts";
import { err, ok, type Result } from "../model/result.ts";

/** The two folders that a verdict reads in; both absolute and real. */
export interface ArtifactPlaces {
  readonly root: string;
  readonly outputs: string;
}

/** The real, absolute path of something inside of the root or the outputs folder; else why there is none. */
export async function findArtifact(
  host: Host,
  path: string,
  places: ArtifactPlaces,
): Promise<Result<string, Unread>> {
  const full = fullPathOf(path, places);
  if (full === null) return err(outside(`${shown(path)} lies outside of the project`));
  const real = await host.files.realPath(full);
  if (real === null) return err(await explainAbsence(host, path, full));
  if (isInside(places, real)) return ok(real);
  return err(outside(`${shown(path)} is a link that leads out of the project`));
}

/** Lexically confined: relative paths are told from the root; null for one that leads out. */
function fullPathOf(path: string, places: ArtifactPlaces): string | null {
  if (path === "" || /\p{Cc}/u.test(path)) return null;
  const full = isAbsolute(path) ? normalize(path) : join(places.root, path);
  return isInside(places, full) ? full : null;
}

/** True for one of the two folders and everything below them. */
export function isInside({ root, outputs }: ArtifactPlaces, path: string): boolean {
  return [root, outputs].some((folder) =>
    path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`)
  );
}

/** Where the folders of artifacts really are; each is asked for once in a verdict. */
export type RealFolders = (folder: string) => Promise<string | null>;

/** A way to ask for real folders that asks the disk once for each. */
export function openRealFolders(host: Host): RealFolders {
  const known = new Map<string, Promise<string | null>>();
  return (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const now = host.files.realPath(folder);
    known.set(folder, now);
    return now;
  };
}

/**
 * The path of something whose folder is real and inside of the root or the outputs folder; the thing itself may be a
 * link or not be there. Null where only `findArtifact` can tell.
 */
export async function placeArtifact(
  path: string,
  places: ArtifactPlaces,
  realFolder: RealFolders,
): Promise<string | null> {
  const full = fullPathOf(path, places);
  if (full === null) return null;
  const folder = await realFolder(dirname(full));
  if (folder === null || !isInside(places, folder)) return null;
  return join(folder, basename(full));
}

async function explainAbsence(host: Host, path: string, full: string): Promise<Unread> {
  const isLink = (await host.files.stat(full))?.kind === "link";
  const why = isLink
    ? `${shown(path)} is a link that leads nowhere`
    : `${shown(path)} does not exist`;
  return { is: "unread", code: "not-found", why };
}

function outside(why: string): Unread {
  return { is: "unread", code: "outside", why };
}

/** A path in a sentence; one that is long or holds a control character is cut and quoted. */
export function shown(path: string): string {
  if (path === "") return "an empty path";
  if (path.length <= 200 && !/\p{Cc}/u.test(path)) return path;
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
}
