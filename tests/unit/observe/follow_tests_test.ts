import { assertEquals } from "@std/assert";
import { followTests } from "../../../lib/observe/follow_tests.ts";
import { fakeHost } from "../../support/fake_host.ts";

const PATH = "/spool/progress.jsonl";
const PLACE = { path: PATH, format: "progress" } as const;

function line(on: string, name: string): string {
  return `${JSON.stringify({ on, id: name, name, outcome: "passed" })}\n`;
}

async function open(files: Record<string, string> = {}) {
  const host = fakeHost({ files });
  await host.files.makeDir("/spool");
  const follower = followTests(host, PLACE)!;
  return { host, look: (nowMs: number) => follower.look(nowMs) };
}

Deno.test("followTests() tells nothing before the file is there, then what was added since", async () => {
  const { host, look } = await open();
  assertEquals(await look(0), null);
  host.files.grow(PATH, line("start", "a"));
  assertEquals((await look(100))?.running, [{ name: "a", sinceMs: 100 }]);
  const [first, rest] = [line("end", "a"), line("start", "b")];
  host.files.grow(PATH, first + rest.slice(0, 10));
  // A line that is being written is not read yet.
  assertEquals(await look(200), { passed: 1, failed: 0, skipped: 0, planned: null, running: [] });
  host.files.grow(PATH, rest.slice(10));
  assertEquals((await look(300))?.running, [{ name: "b", sinceMs: 300 }]);
});

Deno.test("followTests() begins anew where the file was cut: it is another try's", async () => {
  const { host, look } = await open();
  host.files.grow(PATH, line("start", "a") + line("end", "a") + line("start", "b"));
  assertEquals((await look(0))?.passed, 1);
  await host.files.writeWhole(PATH, line("start", "c"));
  assertEquals((await look(50))?.running, [{ name: "c", sinceMs: 50 }]);
  assertEquals((await look(60))?.passed, 0);
});

Deno.test("followTests() passes over a line without end, and reads at most a part at one look", async () => {
  const { host, look } = await open();
  host.files.grow(PATH, `${"x".repeat(3 * 1024 * 1024)}\n${line("start", "a")}`);
  assertEquals((await look(0))?.running, []);
  for (let at = 1; at < 5; at++) await look(at);
  assertEquals((await look(9))?.running, [{ name: "a", sinceMs: 3 }]);
});

Deno.test("followTests() follows no link and no format without lines", async () => {
  const host = fakeHost({ files: { "/etc/secret": line("start", "a") } });
  assertEquals(followTests(host, { path: PATH, format: "junit" }), null);
  const follower = followTests(host, { path: "/etc", format: "progress" })!;
  assertEquals(await follower.look(0), null);
});
