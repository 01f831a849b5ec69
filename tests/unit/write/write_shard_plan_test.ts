import { assertEquals } from "@std/assert";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { SHARD_PLAN } from "../../../lib/write/load_shard_plan.ts";
import { writeShardPlan } from "../../../lib/write/write_shard_plan.ts";
import { fakeHost } from "../../support/fake_host.ts";

const PART = { suite: "unit", file: "a.py", class: "a", shard: 0, expected_ms: 1.5, count: 1 };
const PARTS = ["one", "the-hidden-word", "x::y\n"].map((name) => ({ ...PART, name }));

function target(failing = false) {
  const failures = [{ path: "/run", code: "disk-full" as const, actions: ["write" as const] }];
  const host = fakeHost({
    files: { "/run": { kind: "folder" } },
    ...(failing ? { failures } : {}),
  });
  const warnings: string[] = [];
  const redactor = createRedactor(new Map([["TOKEN", "the-hidden-word"]]));
  const to = { folder: "/run", redactor, warn: (text: string) => void warnings.push(text) };
  return { host, warnings, to };
}

Deno.test("writeShardPlan() writes a line for each part without secrets, and gives the digest of it all", async () => {
  const { host, warnings, to } = target();
  const digest = await writeShardPlan(host, PARTS, to);
  const text = host.files.text(`/run/${SHARD_PLAN}`);
  assertEquals(digest, await host.sha256(text));
  const lines = text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
  assertEquals([lines.length, lines[0], lines[2]], [3, PARTS[0], PARTS[2]]);
  assertEquals([text.includes("the-hidden-word"), warnings], [false, []]);
});

Deno.test("writeShardPlan() gives the same digest where the disk is full, and warns", async () => {
  const [there, full] = [target(), target(true)];
  const digest = await writeShardPlan(there.host, PARTS, there.to);
  assertEquals(await writeShardPlan(full.host, PARTS, full.to), digest);
  assertEquals(full.warnings, [`${SHARD_PLAN} was not written whole`]);
});
