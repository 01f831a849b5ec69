// Adds 25 rows to table t, each in a transaction of its own: one of several processes at once.
import { openDatabase } from "../../../lib/host/open_database.ts";

const [path = "", name = ""] = Deno.args;
const opened = await openDatabase(path);
if (!opened.ok) Deno.exit(3);
for (let at = 0; at < 25; at++) {
  const written = opened.value.write((sql) => sql.run("INSERT INTO t VALUES (?)", `${name}-${at}`));
  if (!written.ok) Deno.exit(4);
}
opened.value.close();
