import { assertEquals } from "@std/assert";
import { findUnfinishedRun } from "../../../lib/write/find_unfinished_run.ts";
import { fakeHost } from "../../support/fake_host.ts";

const LOGS = "/project/outputs/qa/logs";
const [OLD, RED, DEAD, LAST] = [1, 2, 3, 4].map((hour) => `20261120T0${hour}0000Z-aaaaaa`);

const host = fakeHost({
  files: {
    [`${LOGS}/${OLD}/journal.jsonl`]: "",
    [`${LOGS}/${RED}/summary.json`]: "{}",
    [`${LOGS}/${DEAD}/journal.jsonl`]: "",
    [`${LOGS}/${LAST}/summary.json`]: "{}",
    [`${LOGS}/z-named/journal.jsonl`]: "",
  },
});

Deno.test("findUnfinishedRun() names a newer run that has left no summary", async () => {
  assertEquals(await findUnfinishedRun(host, `${LOGS}/${RED}`), DEAD);
  assertEquals(await findUnfinishedRun(host, `${LOGS}/${RED}/merged`), DEAD);
});

Deno.test("findUnfinishedRun() is null where none is newer, or ids do not tell the time", async () => {
  assertEquals(await findUnfinishedRun(host, `${LOGS}/${LAST}`), null);
  assertEquals(await findUnfinishedRun(host, `${LOGS}/a-named`), null);
  assertEquals(await findUnfinishedRun(host, "/nowhere/x"), null);
});
