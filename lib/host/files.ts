import type { Files } from "./host.ts";
import { appendFile } from "./append_file.ts";
import { createFollowed } from "./create_followed.ts";
import { attempt } from "./file_problem.ts";
import { listFolder, readFacts, realPath } from "./look_at_path.ts";
import { linkOrCopy } from "./link_or_copy.ts";
import { makeDir } from "./make_dir.ts";
import { openFile, prepareOpen } from "./open_file.ts";
import { openOwn } from "./open_own.ts";
import { readBytes } from "./read_bytes.ts";
import { readText } from "./read_text.ts";
import { writeWhole } from "./write_whole.ts";

/** File operations on the real file system. */
export function openFiles(): Files {
  return {
    readText,
    open: openFile,
    openOwn,
    readBytes,
    prepareOpen,
    writeWhole,
    append: appendFile,
    createFollowed,
    makeDir,
    makeDirExclusive: (path) => attempt({ action: "create", path }, () => Deno.mkdir(path)),
    list: listFolder,
    stat: readFacts,
    realPath,
    remove: (path) => attempt({ action: "remove", path }, () => removeWhole(path)),
    rename: (from, to) => attempt({ action: "rename", path: to }, () => Deno.rename(from, to)),
    linkOrCopy,
  };
}

async function removeWhole(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
  }
}
