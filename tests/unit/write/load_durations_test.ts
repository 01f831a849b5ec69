import { assertEquals } from "@std/assert";
import { loadDurations } from "../../../lib/write/load_durations.ts";
import { fakeHost } from "../../support/fake_host.ts";

async function durationsOf(text: string | null): Promise<Readonly<Record<string, number>>> {
  const files = text === null ? {} : { "/out/results.json": text };
  return Object.fromEntries(await loadDurations(fakeHost({ files }), "/out"));
}

Deno.test("loadDurations() reads how long each suite took", async () => {
  const suites = [{ name: "unit", duration_ms: 12 }, { name: "skipped", duration_ms: 0 }];
  assertEquals(await durationsOf(JSON.stringify({ suites })), { unit: 12 });
});

Deno.test("loadDurations() takes everything else for no history", async () => {
  const bad = [
    null,
    "",
    "{",
    "null",
    "[]",
    '{ "suites": 3 }',
    '{ "suites": [null, 3, {}, { "name": 1, "duration_ms": 1 }, { "name": "a", "duration_ms": "1" }] }',
    `{ "suites": [], "more": "${"x".repeat(17 * 1024 ** 2)}" }`,
  ];
  for (const text of bad) assertEquals(await durationsOf(text), {});
});
