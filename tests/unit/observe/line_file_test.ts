import { assertEquals } from "@std/assert";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { openLineFile } from "../../../lib/observe/line_file.ts";
import { fakeHost } from "../../support/fake_host.ts";

const REDACTOR = createRedactor(new Map([["TOKEN", "hunter2-hunter2"]]));

async function write(host: ReturnType<typeof fakeHost>, values: readonly unknown[]) {
  const warnings: string[] = [];
  const file = await openLineFile(host, {
    ...{ path: "/project/x.jsonl", name: "x.jsonl", redactor: REDACTOR },
    warn: (message) => void warnings.push(message),
  });
  values.forEach(file.add);
  await file.close();
  return warnings;
}

Deno.test("openLineFile() writes every line in order, without secrets", async () => {
  const host = fakeHost();
  const values = Array.from({ length: 11 }, (_, at) => ({ at, said: "hunter2-hunter2" }));
  assertEquals(await write(host, values), []);
  const lines = host.files.text("/project/x.jsonl").trim().split("\n").map((it) => JSON.parse(it));
  assertEquals(lines.map(({ at }) => at), values.map(({ at }) => at));
  assertEquals(lines[0].said, "[redacted:env:TOKEN]");
});

Deno.test("openLineFile() warns once of a file that cannot be written, and goes on", async () => {
  const host = fakeHost({
    failures: [{ path: "/project/x.jsonl", code: "disk-full" }],
  });
  assertEquals((await write(host, [1, 2, 3, 4, 5])).length, 1);
});
