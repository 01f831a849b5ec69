import { DatabaseSync } from "node:sqlite";
import type { Host } from "../../lib/host/host.ts";
import { describeDatabase } from "../../lib/host/open_database.ts";
import { err, ok } from "../../lib/model/result.ts";
import type { FakeFiles } from "./fake_files.ts";

/** Opens databases of a fake host: real SQLite, in memory, one for each path as long as its file is there. */
export function fakeDatabases(files: FakeFiles): Host["openDatabase"] {
  const open = new Map<string, DatabaseSync>();
  return async (path) => {
    const failure = files.failures.find((one) => path === one.path);
    if (failure) {
      const { code } = failure;
      return err({ kind: "file", action: "read", path, code, detail: code });
    }
    const facts = await files.stat(path);
    if (facts === null) {
      files.put(path, "SQLite, in memory");
      open.set(path, new DatabaseSync(":memory:"));
    }
    const handle = open.get(path);
    if (handle === undefined || files.text(path) !== "SQLite, in memory") {
      return err({ kind: "file", action: "read", path, code: "damaged", detail: "not a database" });
    }
    return ok({ ...describeDatabase(handle, path), close: () => {} });
  };
}
