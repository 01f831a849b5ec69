import type { Host } from "../host/host.ts";
import { isPlainPath } from "./find_tests_path.ts";

/** Where the files of an execution are, and where they are wanted. All paths absolute. */
export interface LinkRequest {
  /** Real folder of the record. */
  readonly record: string;
  /** Relative to it, as the record says: a stranger's path. */
  readonly folder: string;
  readonly target: string;
}

/** An execution leaves a dozen files. */
const MOST = 64;

/**
 * Puts the files of a recorded execution into a folder of ours, linked where the disk allows it, so
 * that a merged record is whole by itself and a gigabyte of log costs nothing. Only regular files that
 * really stand in the record are taken; false when its folder cannot be used.
 */
export async function linkExecution(
  host: Host,
  { record, folder, target }: LinkRequest,
): Promise<boolean> {
  const from = `${record}/${folder}`;
  if (!isPlainPath(folder) || await host.files.realPath(from) !== from) return false;
  const listed = await host.files.list(from, MOST);
  if (!listed.ok || !(await host.files.makeDir(target)).ok) return false;
  const names = listed.value.filter(({ name, kind }) => kind === "file" && isPlainPath(name));
  await Promise.all(
    names.map(({ name }) => host.files.linkOrCopy(`${from}/${name}`, `${target}/${name}`)),
  );
  return true;
}
