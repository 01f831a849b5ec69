import { assert, assertEquals } from "@std/assert";
import { openDatabase } from "../../../lib/host/open_database.ts";
import type { Database } from "../../../lib/model/database.ts";
import { openProject } from "../../support/run_gate.ts";

async function open(path: string): Promise<Database> {
  const opened = await openDatabase(path);
  assert(opened.ok, JSON.stringify(opened));
  return opened.value;
}

function codeOf(result: Awaited<ReturnType<typeof openDatabase>>): string {
  return !result.ok && result.error.kind === "file" ? result.error.code : "none";
}

Deno.test("openDatabase() makes a file that another process reads, and gives freed pages back", async () => {
  await using project = await openProject({});
  const path = `${project.root}/a.sqlite`;
  const database = await open(path);
  const filled = database.write((sql) => {
    sql.run("CREATE TABLE t (a TEXT)");
    for (let at = 0; at < 5000; at++) sql.run("INSERT INTO t VALUES (?)", "x".repeat(200));
    return sql.get("SELECT count(*) AS n FROM t");
  });
  assertEquals(filled.ok && filled.value, { n: 5000 });
  const full = (await Deno.stat(path)).size;
  assert(database.write((sql) => sql.run("DELETE FROM t")).ok);
  assert(database.shrink().ok);
  assert((await Deno.stat(path)).size < full / 10);
  database.close();
  const other = await open(path);
  const seen = other.read((sql) => sql.get("SELECT count(*) AS n FROM t"));
  assertEquals(seen.ok && seen.value, { n: 0 });
  other.close();
});

Deno.test("openDatabase() refuses a link, a folder, another file and a place that is not there", async () => {
  await using project = await openProject({ "real.sqlite": "", "text": "no database".repeat(50) });
  const { root } = project;
  await Deno.symlink(`${root}/real.sqlite`, `${root}/link`);
  assertEquals(codeOf(await openDatabase(`${root}/link`)), "is-a-link");
  assertEquals(codeOf(await openDatabase(root)), "not-a-file");
  assertEquals(codeOf(await openDatabase(`${root}/text`)), "damaged");
  assertEquals(codeOf(await openDatabase(`${root}/none/a.sqlite`)), "not-found");
});

Deno.test("Database.write() undoes work that throws, and lets the bug through", async () => {
  await using project = await openProject({});
  const database = await open(`${project.root}/a.sqlite`);
  assert(database.write((sql) => sql.run("CREATE TABLE t (a TEXT)")).ok);
  let thrown = "";
  try {
    database.write((sql) => {
      sql.run("INSERT INTO t VALUES ('half')");
      throw new Error("a bug");
    });
  } catch (cause) {
    thrown = String(cause);
  }
  assertEquals(thrown, "Error: a bug");
  const left = database.read((sql) => sql.get("SELECT count(*) AS n FROM t"));
  assertEquals(left.ok && left.value, { n: 0 });
  database.close();
});

Deno.test("Database.write() of a second process waits for the first, and both are kept", async () => {
  await using project = await openProject({});
  const path = `${project.root}/a.sqlite`;
  const database = await open(path);
  assert(database.write((sql) => sql.run("CREATE TABLE t (a TEXT)")).ok);
  const writers = Array.from({ length: 4 }, (_, at) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", WRITER, path, String(at)],
      stdout: "null",
    }).output());
  const ends = await Promise.all(writers);
  assertEquals(ends.map(({ code }) => code), [0, 0, 0, 0]);
  const seen = database.read((sql) => sql.get("SELECT count(*) AS n FROM t"));
  assertEquals(seen.ok && seen.value, { n: 4 * 25 });
  database.close();
});

const WRITER = new URL("./database_writer.ts", import.meta.url).pathname;
