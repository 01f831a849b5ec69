import type { ProjectFiles } from "../../model/runner.ts";

/** Folders that hold test material which is not to be run for its own sake. */
const MATERIAL = /(^|\/)(fixtures|__fixtures__|testdata|test-data|test_data|third_party|vendor)\//;

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Folder of a path, "." for the root. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at === -1 ? "." : path.slice(0, at);
}

/** True when the path lies in the folder or below; everything lies below ".". */
export function isBelow(path: string, folder: string): boolean {
  return folder === "." || path.startsWith(`${folder}/`);
}

/** Paths a detection may go by: all but fixtures and other people's code. */
export function ownPaths(files: ProjectFiles): readonly string[] {
  return files.paths.filter((path) => !MATERIAL.test(`${path}`));
}

/** Folders among these that lie in none of the others, sorted. */
export function topmost(folders: Iterable<string>): readonly string[] {
  const all = [...new Set(folders)].sort();
  return all.filter((folder) => !all.some((other) => other !== folder && isBelow(folder, other)));
}

/** Name of a detected suite: the tool's own in the root, `api-pytest` for a folder. */
export function suiteName(folder: string, id: string): string {
  if (folder === ".") return id;
  const words = folder.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return words === "" ? id : `${words}-${id}`;
}

/** "the root" or the folder, for a sentence. */
export function sayFolder(folder: string): string {
  return folder === "." ? "the root" : folder;
}
