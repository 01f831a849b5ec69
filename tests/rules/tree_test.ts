// Rules about the tree itself: sizes, what must not stand in any file, tests beside what they test.

import { assertEquals } from "@std/assert";
import { exists, walk } from "@std/fs";
import { dirname, join, relative } from "@std/path";
import { ROOT } from "../../scripts/dev/write_generated.ts";

const MAX_LINES = 250;
/** Folders of tests/unit whose subjects are not in lib. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  dev: "scripts/dev",
  support: "tests/support",
};
const SKIPPED = /(^|\/)(\.git|\.qa|outputs|coverage|node_modules)(\/|$)/;

async function listFiles(folder = ""): Promise<string[]> {
  const found: string[] = [];
  if (!await exists(join(ROOT, folder))) return found;
  for await (const { path } of walk(join(ROOT, folder), { includeDirs: false })) {
    const name = relative(ROOT, path);
    if (!SKIPPED.test(name)) found.push(name);
  }
  return found.sort();
}

/** Text of a file, or "" for a binary one. */
async function readText(path: string): Promise<string> {
  const text = await Deno.readTextFile(join(ROOT, path)).catch(() => "");
  return text.includes("\0") ? "" : text;
}

Deno.test("deno.lock names packages and hashes, never an address", async () => {
  assertEquals((await readText("deno.lock")).match(/http.*/g) ?? [], []);
});

Deno.test("no file holds a path of this machine or the name of a registry", async () => {
  // Put together here, so that this file does not find itself.
  const registry = ["registry", "npmjs", "org"].join(".");
  // Root's home is the same everywhere, and real tools name it in what they print.
  const home = /^\/(home|Users)\//.test(Deno.env.get("HOME") ?? "") ? [Deno.env.get("HOME")] : [];
  // The root only where it is a telling path: tests run in a container see it as the workdir.
  const root = ROOT.split("/").length > 3 ? [ROOT] : [];
  const words = [registry, ...home, ...root].filter((word) => word !== undefined);
  const guilty: string[] = [];
  for (const path of await listFiles()) {
    const text = await readText(path);
    const word = words.find((word) => text.includes(word));
    if (word) guilty.push(`${path}: ${word}`);
  }
  assertEquals(guilty, []);
});

Deno.test(`no file of lib and scripts has more than ${MAX_LINES} lines`, async () => {
  const long: string[] = [];
  for (const path of [...await listFiles("lib"), ...await listFiles("scripts")]) {
    // A table of data, which is generated, is no code that somebody reads from its top.
    if (path.endsWith(".jsonl")) continue;
    const lines = (await readText(path)).split("\n").length - 1;
    if (lines > MAX_LINES) long.push(`${path}: ${lines}`);
  }
  assertEquals(long, []);
});

Deno.test("every unit test stands where the file stands that it tests", async () => {
  const lost: string[] = [];
  for (const path of await listFiles("tests/unit")) {
    const [, , stage = "", name = ""] = path.split("/");
    if (!name.endsWith("_test.ts")) continue;
    const folder = ELSEWHERE[stage] ?? `lib/${stage}`;
    if (!await exists(join(ROOT, folder, name.replace(/_test\.ts$/, ".ts")))) lost.push(path);
  }
  assertEquals(lost, []);
});

Deno.test("every captured fixture has the command that made it beside or above it", async () => {
  const files = await listFiles("fixtures");
  const told = new Set(files.filter((path) => path.endsWith("/command.txt")).map(dirname));
  const captured = files.filter((path) => /^fixtures\/(runners|docker)\/[^/]+\/[^/]+\//.test(path));
  const isTold = (folder: string): boolean =>
    folder !== "." && (told.has(folder) || isTold(dirname(folder)));
  assertEquals(captured.filter((path) => !isTold(dirname(path))), []);
});
